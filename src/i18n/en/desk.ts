export const messages = {
  'usage.option': (p: { name: string }) => `there is no flag ${p.name}`,
  'usage.option-value': (p: { name: string }) => `${p.name} needs a value`,
  'usage.choice': (p: { name: string; value: string; choices: string }) =>
    `${p.value} is none of the values of ${p.name} (${p.choices})`,
  'usage.argument': (p: { name: string }) => `<${p.name}> is missing`,
  'usage.excess': (p: { command: string; most: number; count: number }) =>
    p.most === 0
      ? `${p.command} takes no argument`
      : `${p.command} takes at most ${p.most === 1 ? '1 argument' : `${p.most} arguments`}, not ${p.count}`,
  'usage.shell': (p: { variable: string; value: string; choices: string }) =>
    `${p.variable} is ${JSON.stringify(p.value)}; commands are written for ${p.choices}.`,
  'usage.shell.next': 'Set it to one of these. For another shell, fish for example, take posix and paste into sh.',
  'usage.one-step': (p: { name: string }) => `${p.name} is a lab; this command takes one step, LAB/STEP.`,
  'usage.one-lab': (p: { name: string }) => `${p.name} is a step; this command takes a lab.`,
  'usage.file-absent': (p: { path: string }) => `There is no file ${p.path}.`,
  'usage.file': 'Give the path of a file, from the folder you are in.',
  'check.no-files': (p: { place: string; flag: string }) =>
    `${p.place} has no files of yours to judge: ${p.flag} is for edit steps.`,
  'check.quiz': (p: { place: string }) => `${p.place} is a quiz: it is answered in the workshop.`,
  'check.quiz.next': '`go-docker-lab` opens it.',
  'check.left-out': (p: { count: number }) =>
    `Your workspace is large: ${p.count} of its files were not copied for this judgement.`,
  'check.watching': (p: { files: string }) => `Watching ${p.files}: save to have it judged again; Ctrl-C ends.`,
  'start.choose': 'Labs you can start at; what the earlier ones would have left is then prepared for you:',
  'start.choose.next': (p: { command: string }) => `For example: ${p.command}`,
  'start.laid': (p: { files: string }) => `Solutions laid into your workspace: ${p.files}`,
  'start.kept': (p: { files: string }) => `You changed these files; they stay as they are: ${p.files}`,
  'start.stands': (p: { places: string }) => `Your own images stand already: ${p.places}`,
  'start.unprepared': (p: { places: string }) =>
    `Not prepared, since a build failed: ${p.places}. A later step that needs its image says so.`,
  'start.stopped': (p: { command: string }) => `Not finished; what was done stays. Go on with: ${p.command}`,
  'start.ready': (p: { lab: string; command: string }) =>
    `You now stand at the beginning of ${p.lab}. Go on with: ${p.command}`,
  'reset.done': (p: { count: number }) =>
    p.count === 1 ? '1 step is open again.' : `${p.count} steps are open again.`,
  'reset.files': (p: { files: string }) => `At their start again: ${p.files}`,
  'reset.kept': (p: { path: string; command: string }) =>
    `What was there is kept in ${p.path}\nIt comes back with: ${p.command}`,
  'reset.begun': (p: { step: string; id: string; folder: string }) =>
    `${p.step} begins anew. What was there is kept in ${p.folder} of your workspace; it comes back with: go-docker-lab restore ${p.id}`,
  'reset.failed': (p: { step: string; why: string }) => `The reset of ${p.step} failed: ${p.why}`,
  'reset.kept-in': (p: { id: string; folder: string }) =>
    `What was there is kept in ${p.folder} of your workspace; it comes back with: go-docker-lab restore ${p.id}`,
  'restore.none': 'Nothing has been kept aside in this workspace.',
  'restore.listed': 'Kept aside in this workspace, newest first:',
  'restore.how': (p: { command: string }) => `Bring the newest back with: ${p.command}`,
  'restore.no-files': '(progress only)',
  'restore.unknown': (p: { name: string }) => `Nothing was kept aside under ${p.name}.`,
  'restore.unknown.next': '`go-docker-lab restore` lists what there is.',
  'restore.unlike': (p: { name: string }) => `More than one thing was kept aside at ${p.name}.`,
  'restore.done': (p: { id: string; count: number }) =>
    `Back as it was at ${p.id}: ${p.count === 1 ? '1 file' : `${p.count} files`} and the progress.`,
  'restore.done.files': (p: { id: string; count: number }) =>
    `Back as it was at ${p.id}: ${p.count === 1 ? '1 file' : `${p.count} files`}. The progress kept with it is another learner’s or cannot be read, so yours stays.`,
};
