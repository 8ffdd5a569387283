export const messages = {
  // The document
  'report.title': (p: { course: string }) => `Workshop report: ${p.course}`,
  'report.summary': 'Summary',
  'report.course': 'Course',
  'report.learner': 'Learner',
  'report.made': 'Made',
  'report.worked': 'Worked on',
  'report.from-to': (p: { from: string; to: string }) => `${p.from} to ${p.to}`,
  'report.steps': 'Steps',
  'report.steps.counts': (p: {
    passed: number;
    total: number;
    failed: number;
    skipped: number;
    prepared: number;
    todo: number;
  }) =>
    [
      `${p.passed} of ${p.total} passed`,
      ...(p.failed > 0 ? [`${p.failed} failed`] : []),
      ...(p.skipped > 0 ? [`${p.skipped} passed over`] : []),
      ...(p.prepared > 0 ? [`${p.prepared} prepared for the learner`] : []),
      ...(p.todo > 0 ? [`${p.todo} open`] : []),
    ].join(', '),
  'report.checks': 'Checks',
  'report.checks.counts': (p: { passed: number; failed: number; skipped: number }) =>
    [
      `${p.passed} passed`,
      ...(p.failed > 0 ? [`${p.failed} failed`] : []),
      ...(p.skipped > 0 ? [`${p.skipped} skipped`] : []),
    ].join(', '),
  'report.help': 'Help',
  'report.help.counts': (p: { hints: number; solutions: number }) =>
    `${p.hints === 1 ? '1 hint' : `${p.hints} hints`}, ${p.solutions === 1 ? '1 solution seen' : `${p.solutions} solutions seen`}`,
  'report.quiz': 'Quiz',
  'report.quiz.counts': (p: { tried: number; right: number; atOnce: number }) =>
    `${p.right} of ${p.tried} tried questions answered rightly, ${p.atOnce} at the first try`,
  'report.engine': 'Engine',
  'report.engine.facts': (p: {
    name: string;
    version: string;
    platform: string;
    cpus: number;
    memory: string;
    builder: string;
    store: string;
  }) =>
    `${p.name} ${p.version}, ${p.platform}, ${p.cpus} CPUs, ${p.memory} of memory, builder ${p.builder}, image store ${p.store}`,
  'report.engine.none': 'none answered when the report was made',
  'report.machine': 'Machine',
  'report.machine.facts': (p: { platform: string; node: string }) => `${p.platform}, Node.js ${p.node}`,
  'report.program': 'Made by',
  'report.zone': (p: { zone: string }) => `Times are ${p.zone}.`,
  'report.nothing':
    'Nothing has been done yet. Open the workshop with `go-docker-lab`; what you do in it will stand here.',

  'report.labs': 'Labs',
  'report.lab': 'Lab',
  'report.lab.heading': (p: { lab: string; title: string }) => `${p.lab}: ${p.title}`,
  'report.lab.open': (p: { count: number }) =>
    p.count === 1 ? 'Not begun: its one step is open.' : `Not begun: all ${p.count} steps are open.`,
  'report.lab.steps': (p: { lab: string }) => `Steps of ${p.lab}`,
  'report.lab.checks': (p: { lab: string }) => `Checks of ${p.lab}, in the words in which they were recorded`,
  'report.step': 'Step',
  'report.step.title': 'Title',
  'report.standing': 'Standing',
  'report.when': 'When',
  'report.took': 'Took',
  'report.standing.passed': '✓ passed',
  'report.standing.failed': '✗ failed',
  'report.standing.skipped': '– passed over',
  'report.standing.prepared': '○ prepared',
  'report.standing.todo': 'open',
  'report.verdict.passed': '✓ passed',
  'report.verdict.failed': '✗ failed',
  'report.verdict.skipped': '– skipped',
  'report.check': 'Check',
  'report.verdict': 'Verdict',
  'report.expected': 'Expected',
  'report.actual': 'Actual',
  'report.hints': 'Hints read',
  'report.solution': 'Solution seen',
  'report.column.passed': 'Passed',
  'report.column.failed': 'Failed',
  'report.column.skipped': 'Passed over',
  'report.column.prepared': 'Prepared',
  'report.column.todo': 'Open',

  'report.figures': 'What was measured',
  'report.figures.intro':
    'Measured on the learner’s own machine and engine, by their steps or by `go-docker-lab run`. Build is the time of `docker build`, Start the time from `docker run` to the first good answer.',
  'report.figures.table': 'Figures by image',
  'report.images': 'Images',
  'report.images.table': 'Images that were built, as the engine knows them',
  'report.image': 'Image',
  'report.image.id': 'Image id',
  'report.built': 'Built',

  'report.predictions': 'Predictions',
  'report.predictions.intro': 'What was guessed before it was measured.',
  'report.predictions.table': 'Guesses and measurements',
  'report.predictions.chart': 'Guesses and measurements, each on a scale of its own',
  'report.about': 'What',
  'report.about.figure': (p: { figure: string; image: string }) => `${p.figure} of ${p.image}`,
  'report.about.seconds': 'Time',
  'report.about.cached': 'Instructions from the cache',
  'report.guess': 'Guess',
  'report.measured': 'Measured',
  'report.off': 'Off by',
  'report.no-guess': 'no guess',
  'report.none': 'none',
  'report.above': (p: { by: string }) => `${p.by} too much`,
  'report.below': (p: { by: string }) => `${p.by} too little`,
  'report.exact': 'nothing',
  'report.agree': (p: { right: number; total: number }) => `${p.right} of ${p.total} right`,

  'report.quiz.table': 'Quiz questions and tries',
  'report.question': 'Question',
  'report.tries': 'Tries',
  'report.answers': 'Answers, in order',
  'report.right': '✓ right',
  'report.wrong': '✗ not yet right',
  'report.result': 'Result',

  'report.elsewhere': 'From another version of the course',
  'report.elsewhere.table': 'Steps that this version of the course does not have',

  'report.signature': 'What the signature proves',
  'report.signature.table': 'Signature',
  'report.fingerprint': 'Key (SHA-256)',
  'report.signature.how': 'To check it: `go-docker-lab report verify FILE`.',
  'report.signature.proves':
    'It proves that nobody has changed this report since it was signed with the key whose fingerprint stands here.',
  'report.signature.not':
    'It does not prove who sat at the keyboard: anyone can make a key, and who holds one can sign what they like. The times come from the clock of that machine.',

  // The command
  'report.written': (p: { path: string }) => `The report was written to ${p.path}.`,
  'report.shown':
    'Shown without its signed data. `go-docker-lab report --output report.html` writes it whole, with charts.',
  'report.exists': (p: { path: string }) => `${p.path} exists already and was left as it is.`,
  'report.exists.next': 'Choose another name, or say --force to replace it.',
  'report.format': (p: { format: string }) => `There is no report format ${p.format}.`,
  'report.format.next': 'The formats are md, html and json.',
  'report.ending': (p: { path: string }) => `The name ${p.path} does not tell the format.`,
  'report.ending.next': 'Let it end in .md, .html or .json, or say --format.',
  'report.json-only': 'With --json standard output carries only JSON.',
  'report.json-only.next': 'Leave --format out, or name a file with --output.',
  'report.words': (p: { text: string }) => `\`report\` does not know what to do with: ${p.text}.`,
  'report.words.next': 'Say `go-docker-lab report`, or `go-docker-lab report verify FILE`.',
  'report.verify-option': (p: { option: string }) => `\`report verify\` takes no ${p.option}.`,

  // Verification
  'report.absent': (p: { path: string }) => `There is no file ${p.path}.`,
  'report.not-one': (p: { path: string }) =>
    `${p.path} is not a report of go-docker-lab, or so damaged that none can be found in it.`,
  'report.not-one.next': 'Give it the file that `go-docker-lab report --output FILE` wrote.',
  'report.newer': (p: { path: string; v: number }) =>
    `${p.path} was made by a newer go-docker-lab (report format ${p.v}).`,
  'report.newer.next': 'Verify it with that version, or a later one.',
  'report.sound': 'Sound: the signature holds, and the document shows exactly what was signed.',
  'report.sound.data': (p: { made: string; mine: string }) =>
    `The data in it is sound: the signature holds. Its text was not compared: go-docker-lab ${p.made} wrote it, and this is ${p.mine}. Add --json to read the data itself.`,
  'report.altered.payload': 'ALTERED: the report in this file is damaged or was changed after it was written.',
  'report.altered.signature':
    'ALTERED: the signature does not fit the data. The report was changed after it was signed.',
  'report.altered.text': 'ALTERED: the signed data is whole, but what the file shows is not what was signed.',
  'report.altered.line': (p: { line: number }) => `The first difference is in line ${p.line}.`,
  'report.says.about': (p: { course: string; version: string; made: string }) =>
    `Course: ${p.course} ${p.version}. Made: ${p.made}`,
  'report.says.learner': (p: { learner: string }) => `Learner, as they named themselves: ${p.learner}`,
  'report.says.key': (p: { fingerprint: string }) => `Key (SHA-256): ${p.fingerprint}`,
  'report.says.proves': 'This proves: nobody has changed the report since it was signed with this key.',
  'report.says.not':
    'It does not prove who did the work: anyone can make a key, and who holds one can sign what they like. Ask the learner for the fingerprint of theirs. The times come from the clock of that machine.',

  // Export and import
  'export.large': (p: { path: string }) => `${p.path} is larger than 1 MB and cannot be exported.`,
  'export.large.next': 'Make it smaller or move it out of the workspace, then export again.',
  'export.done': (p: { path: string; steps: number; files: number }) =>
    `Exported to ${p.path}: ${p.steps === 1 ? '1 step' : `${p.steps} steps`}, ${p.files === 1 ? '1 file' : `${p.files} files`}.`,
  'export.how': 'On the other machine: `go-docker-lab import FILE`.',
  'import.not-one': (p: { path: string }) => `${p.path} is not an export of go-docker-lab, or it is damaged.`,
  'import.next': 'Nothing was changed. Give it a file that `go-docker-lab export FILE` wrote.',
  'import.newer': (p: { path: string }) => `${p.path} was exported by a newer go-docker-lab.`,
  'import.newer.next': 'Nothing was changed. Update this one, then import again.',
  'import.course': (p: { path: string; theirs: string; ours: string }) =>
    `${p.path} belongs to the course ${p.theirs}; this is ${p.ours}.`,
  'import.course.next': 'Nothing was changed. Name the other course with --course DIR.',
  'import.large': (p: { path: string }) => `The file ${p.path} in the export is larger than 1 MB.`,
  'import.done': (p: { steps: number }) =>
    `Imported: ${p.steps === 1 ? '1 step' : `${p.steps} steps`}. Images stay on the machine that built them; what a step needs is built again.`,
  'import.files': (p: { files: string }) => `Files put into your workspace: ${p.files}.`,
  'import.foreign': (p: { files: string }) =>
    `Left out, because this version of the course does not have them: ${p.files}.`,
  'import.kept': (p: { path: string; command: string }) =>
    `What was there before is kept in ${p.path}; \`${p.command}\` puts it back.`,
};
