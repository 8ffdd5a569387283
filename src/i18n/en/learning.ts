export const messages = {
  'quiz.expected': 'the right answer',
  'quiz.tries': (p: { count: number }) => (p.count === 1 ? 'right at the first try' : `right after ${p.count} tries`),
  'quiz.key': 'the course’s own answer is accepted, and every other option alone is refused',
  'quiz.key.broken': (p: { question: string }) => `the answer key of ${p.question} contradicts itself`,
  'run.skipped.text': 'not looked at yet: the text above it is not right',
  'watch.failed': (p: { why: string }) =>
    `Your files cannot be watched: ${p.why} Press r to have them judged after a save.`,
  'reference.build-failed': 'The reference solution could not be built here.',
  'run.built': (p: { name: string }) => `The image ${p.name} is there already and is used as it is.`,
  'check.first-ok.untimed': 'it answers; how long its start took is not known, since it was started by hand',
  'run.yours': (p: { name: string }) => `The container ${p.name} that you started yourself is used as it is.`,
  'check.nothing': 'This step leaves nothing that can be judged afterwards.',
  'check.needs-run': 'judged only while its command runs',
  'file.absent': (p: { file: string }) => `${p.file} is not in your workspace.`,
  'prove.engine': 'not proven: only a build can tell, and this was the text alone',
  'prove.passed': 'passed every check',
  'prove.refused': (p: { check: string; actual: string }) => `refused by ${p.check}: ${p.actual}`,
  'prove.unsaid': (p: { saying: string; actual: string }) => `refused, but nothing says “${p.saying}”: ${p.actual}`,
  'prove.nothing': 'There is no edit step to prove there.',
  'prove.start': 'the start fails',
  'prove.solution': 'the solution passes',
  'prove.alternative': (p: { name: string }) => `alternative ${p.name} passes`,
  'prove.wrong': (p: { name: string; check: string }) => `wrong ${p.name} fails in ${p.check}`,
  'prove.held': '[held]  ',
  'prove.broken': '[BROKEN]',
  'prove.skipped': '[open]  ',
  'prove.total': (p: { held: number; broken: number; skipped: number; time: string }) =>
    `${p.held} proofs hold, ${p.broken} broken, ${p.skipped} open, in ${p.time}`,
  'files.not-plain': (p: { path: string }) => `${p.path} is not a plain file but a pipe or a device.`,
  'files.not-plain.next': 'Put a plain file in its place, or name another one.',
  'run.other-cpu': (p: { platform: string }) =>
    `A FROM asks for an image for ${p.platform}, and there is none here. A stage that only compiles can run on this machine’s own CPU: FROM --platform=$BUILDPLATFORM says so.`,
  'run.other-base': (p: { bases: string }) =>
    `The base image it names is not here, and no registry answers. Images that are here: ${p.bases}.`,
  'diagnose.no-user': (p: { user: string }) => `There is no user ${p.user} in the last stage.`,
  'diagnose.no-user.next':
    'A name must stand in the /etc/passwd of the last stage: adduser puts it there, or, without a shell, a COPY of such a file. A USER with a number, such as 10001, needs none.',
  'diagnose.no-go-files': (p: { folder: string }) => `There are no Go files in ${p.folder} when this RUN comes.`,
  'diagnose.no-go-files.next': 'Copy the sources before it.',
  'diagnose.run-not-allowed': (p: { program: string }) =>
    `${p.program} was not allowed: this RUN is carried out by the user that USER names above it.`,
  'diagnose.run-not-allowed.next': 'Put USER below everything that needs root.',
  'check.ready.expected': 'nothing is missing on this machine',
  'check.ready.absent': 'the doctor did not look',
  'check.next-and-hint': (p: { next: string; hint: string }) => `${p.next} ${p.hint}`,
  'check.ready.hint': 'go-docker-lab doctor --fix puts right what can be put right.',
  'check.scanned.expected': (p: { names: string }) => `a scanner looked at ${p.names}`,
  'check.scanned.found': (p: { counts: string }) => `known vulnerabilities: ${p.counts}`,
  'check.scanned.missing': (p: { names: string }) => `not scanned: ${p.names}`,
  'requires.build-check': (p: { engine: string; buildx: string }) =>
    `docker build --check needs Docker Engine 27 and buildx 0.15, or newer; here are Engine ${p.engine} and ${p.buildx === '' ? 'no buildx' : `buildx ${p.buildx}`}. Update Docker to do this step.`,
  'requires.build-mount':
    'Mounts in a RUN (--mount) need BuildKit, which is not what builds here. Install the buildx plugin (package docker-buildx-plugin or docker-buildx) to do this step.',
  'requires.build-secret':
    'Secrets in a build need BuildKit, which is not what builds here. Install the buildx plugin (package docker-buildx-plugin or docker-buildx) to do this step.',
  'requires.build-stages':
    'Leaving out the stages that an image does not need is BuildKit’s doing, which is not what builds here. Install the buildx plugin (package docker-buildx-plugin or docker-buildx) to do this step.',
  'requires.cross-build':
    'Building for another CPU this way needs BuildKit, which is not what builds here. Install the buildx plugin (package docker-buildx-plugin or docker-buildx) to do this step.',
  'requires.scanner': (p: { command: string }) =>
    `There is no vulnerability scanner here. Install Trivy or Grype, get its database once (for Trivy: ${p.command}), and do this step again.`,
  'requires.scanner.database': (p: { name: string; command: string }) =>
    `${p.name} is here, but its database of vulnerabilities is not. Get it once, over the network (${p.command}), and do this step again.`,
  'requires.need': (p: { need: string; why: string }) =>
    `It builds on step ${p.need}, which this machine skips: ${p.why}`,
  'scan.severity.critical': 'critical',
  'scan.severity.high': 'high',
  'scan.severity.medium': 'medium',
  'scan.severity.low': 'low',
  'scan.severity.unknown': 'unknown',
  'scan.total': 'in all',
  'scan.unread': (p: { name: string }) => `${p.name} printed no report that could be read.`,
  'pull.started': (p: { name: string }) => `Pulling the base image ${p.name} in the background.`,
  'pull.done': (p: { name: string }) => `The base image ${p.name} is there now.`,
  'pull.failed': (p: { name: string }) =>
    `The base image ${p.name} could not be pulled completely; go-docker-lab doctor says more.`,
  'pull.first': (p: { name: string }) => `The base image ${p.name} is not here yet: pulling it first.`,
  'pull.joined': (p: { name: string }) => `The base image ${p.name} is being pulled already: waiting for that.`,
};
