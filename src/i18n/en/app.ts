export const messages = {
  raw: (p: { text: string }) => p.text,
  localized: (p: { text: { readonly en: string; readonly zh: string } }) => p.text.en,
  bug: (p: { text: string }) => `This is a mistake of ours: ${p.text}. Please report it with the text behind it.`,
  'run.name-taken': (p: { kind: string; name: string }) =>
    `The name ${p.name} is taken by ${p.kind === 'image' ? 'an image' : 'a container'} that is not one of ours.`,
  'run.name-taken.next': (p: { command: string }) =>
    `Remove it with \`${p.command}\` if you do not need it, or choose another prefix with --learner NAME.`,
  'run.others': (p: { kind: string; name: string; learner: string }) =>
    `The ${p.kind} ${p.name} belongs to ${p.learner === 'default' ? 'a learner who works without a name' : `learner ${p.learner}`}.`,
  'run.others.next': 'It stays as it is. Choose another name for yourself, with --learner NAME.',
  'run.port-taken': (p: { port: string }) =>
    `Port ${p.port} is in use by another program; a free port was chosen instead.`,
  'run.port-taken.by': (p: { port: string; owner: string }) =>
    `Port ${p.port} is in use by container ${p.owner}; a free port was chosen instead.`,
  'run.skipped.command': 'not judged: the command before it failed',
  'run.skipped.need': (p: { need: string }) => `not judged: it builds on step ${p.need}, which did not pass`,
  'run.need-failed': (p: { need: string }) => `Step ${p.need}, which this one builds on, could not be done again.`,
  'workspace.kept': (p: { files: string }) => `These files of yours differ from the lab’s and were kept: ${p.files}.`,
  'workspace.line-out': (p: { file: string }) =>
    `A line that an interrupted step had added to ${p.file} was taken out again.`,
  'workspace.line-left': (p: { file: string; why: string }) =>
    `A line that a step had added to ${p.file} is still in it and could not be taken out. ${p.why}`,
  'workspace.line-left.next':
    'Put that right and run `go-docker-lab` again: it takes the line out first. Or take the line out yourself.',
  'progress.unsaved': (p: { why: string }) => `Your progress could not be saved: ${p.why}`,
  'run.swept': (p: { count: number }) =>
    `${p.count} containers or networks that an earlier, interrupted session left were removed.`,
  'run.resume': (p: { command: string }) => `Once that is put right, go on with: ${p.command}`,
  'plain.passed': '[pass]',
  'plain.failed': '[FAIL]',
  'plain.skipped': '[skip]',
  'plain.expected': (p: { text: string }) => `expected: ${p.text}`,
  'plain.actual': (p: { text: string }) => `actual:   ${p.text}`,
  'plain.reproduce': (p: { command: string }) => `by hand:  ${p.command}`,
  'plain.hint': (p: { text: string }) => `hint:     ${p.text}`,
  'plain.notice': (p: { text: string }) => `Note: ${p.text}`,
  'plain.error': (p: { text: string }) => `Error: ${p.text}`,
  'plain.warning': (p: { text: string }) => `Warning: ${p.text}`,
  'plain.next': (p: { text: string }) => `Next: ${p.text}`,
  'plain.redone': (p: { need: string }) => `(step ${p.need} is done again: this one builds on it)`,
  'plain.step.passed': (p: { time: string }) => `passed in ${p.time}`,
  'plain.step.prepared': (p: { time: string }) => `prepared in ${p.time}`,
  'plain.step.failed': (p: { time: string }) => `FAILED after ${p.time}`,
  'plain.step.skipped': (_: { time: string }) => 'skipped',
  'plain.step.cancelled': (p: { time: string }) => `cancelled after ${p.time}`,
  'plain.finding.ok': '[ok]     ',
  'plain.finding.warning': '[warning]',
  'plain.finding.missing': '[MISSING]',
  'plain.finding': (p: { mark: string; title: string; found: string }) => `${p.mark} ${p.title}: ${p.found}`,
  'plain.total': (p: { passed: number; failed: number; skipped: number; time: string }) =>
    `${p.passed} checks passed, ${p.failed} failed, ${p.skipped} skipped in ${p.time}`,
  'plain.fixing': (p: { title: string }) => `Fixing: ${p.title}`,
  'plain.fixed': (p: { time: string }) => `done in ${p.time}`,
  'plain.ask': (p: { title: string }) => `${p.title} Run it now? [y/N] `,
  'plain.ready': 'This machine is ready.',
  'plain.not-ready': 'This machine is not ready yet.',
  'run.stand-ins': (p: { names: string }) =>
    `Local stand-ins are used for ${p.names}. Sizes differ from the official images; your Dockerfile stays as it is.`,
  interrupted: 'Stopped.',
  'usage.lab': (p: { name: string }) => `There is no lab ${p.name}.`,
  'usage.step': (p: { name: string }) => `There is no step ${p.name}.`,
  'usage.nearest': (p: { name: string }) => `Did you mean ${p.name}?`,
  'command.own': (p: { words: string }) => (p.words === '' ? 'go-docker-lab' : `go-docker-lab ${p.words}`),
  'usage.list': '`go-docker-lab list` shows all labs and steps.',
  'usage.command': (p: { name: string }) => `There is no command ${p.name}.`,
  'usage.flag': (p: { text: string }) => `That is not how it is called: ${p.text}.`,
  'usage.help': '`go-docker-lab --help` shows every command and flag.',
  'machine.not-ready': (p: { what: string }) => `This machine is not ready: ${p.what}`,
  'machine.not-ready.fix': (p: { commands: string }) =>
    `Run again with --yes to have it done, or do it yourself: ${p.commands}`,
  'machine.not-ready.doctor': '`go-docker-lab doctor` says what is missing and what to do.',
  'plain.minutes': (p: { minutes: number }) => `about ${p.minutes} min`,
  'plain.standing.todo': '[    ]',
  'plain.standing.running': '[....]',
  'plain.standing.passed': '[done]',
  'plain.standing.failed': '[FAIL]',
  'plain.standing.skipped': '[left]',
  'plain.standing.prepared': '[made]',
  'plain.here': '<- you are here',
  'compare.nothing': 'Nothing has been measured yet. Open the workshop, or run `go-docker-lab run`.',
  'clean.removed': (p: { kind: string; name: string }) => `removed ${p.kind} ${p.name}`,
  'clean.total': (p: { count: number }) => `${p.count} removed. Nothing of ours is left on this engine.`,
  'lint.ok': (p: { labs: number; steps: number; checks: number }) =>
    `The course is valid: ${p.labs} labs, ${p.steps} steps, ${p.checks} checks.`,
  'lint.no-kit': (p: { why: string }) => `No kit can hold this course. ${p.why}`,
  'run.unanswered.hint':
    'Does the program run, and does it listen on all interfaces and on the port that was asked? Its log is above; nothing there means that it never spoke.',
  'run.diagnosis': (p: { what: string; next: string }) => `${p.what} ${p.next}`.trim(),
  'usage.learner': (p: { name: string }) =>
    `${p.name} cannot be a learner’s name: use lower-case letters, digits and hyphens between them, at most 32.`,
  'raw-tail': (p: { text: string }) => `Said: ${p.text}`,
  'run.network-there': (p: { name: string }) => `The network ${p.name} is there already and is used as it is.`,
  'plain.offered': (p: { title: string }) => `${p.title} Run again with --fix, or do it yourself:`,
  'workspace.outside': (p: { path: string }) =>
    `${p.path} is a link that leads out of the workspace; nothing was written.`,
  'workspace.outside.next': (p: { path: string }) => `Remove ${p.path} from the workspace and run the step again.`,
  'workspace.locked': (p: { pid: number }) => `Another go-docker-lab (process ${p.pid}) is at work in this workspace.`,
  'workspace.locked-elsewhere': (p: { pid: number; host: string }) =>
    `go-docker-lab (process ${p.pid}) is at work in this workspace on ${p.host}.`,
  'workspace.locked.next': (p: { path: string }) =>
    `Close the other one, or choose another folder with --workspace. If there is none, delete ${p.path}`,
  'signer.unreadable': (p: { path: string }) => `The key that signs your reports cannot be read: ${p.path}`,
  'signer.unreadable.next': 'Give this account the right to read it, or move it away: a new key is then made.',
  'signer.corrupt': (p: { path: string }) => `The key that signs your reports is damaged: ${p.path}`,
  'signer.corrupt.next': (p: { path: string }) =>
    `Delete ${p.path}: a new key is then made. Reports signed before stay valid.`,
  'engine.silent': 'The Docker engine took the call but has not answered for 15 seconds.',
  'engine.silent.next': 'Restart it (Docker Desktop, Colima, or the docker service) and try again.',
  'clean.total.learner': (p: { count: number; learner: string }) =>
    `${p.count} removed. Nothing of learner ${p.learner} is left on this engine.`,
  'usage.from': (p: { from: string }) => `There is nothing to run: what was asked for comes before ${p.from}.`,
  'run.bound': (p: { minutes: number }) => `stopped after ${p.minutes} minutes: no command of a lesson takes that long`,
};
