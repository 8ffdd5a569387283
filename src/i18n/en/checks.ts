export const messages = {
  'check.container.absent': (p: { name: string }) => `container ${p.name} does not exist or does not run`,
  'check.container.exited': (p: { name: string; code: number }) => `container ${p.name} ended with exit code ${p.code}`,
  'check.container.status': (p: { name: string; status: string }) => `container ${p.name} is ${p.status}`,
  'check.image.absent': (p: { name: string }) => `image ${p.name} does not exist`,
  'check.path.absent': (p: { image: string; path: string }) => `${p.path} is not in image ${p.image}`,
  'check.figure.absent': (p: { name: string; figure: string }) => `${p.figure} of ${p.name} has not been measured`,
  'check.action.absent': 'the command did not run',
  'check.build.absent': 'no build ran',
  'check.at-most': (p: { value: string }) => `at most ${p.value}`,
  'check.at-least': (p: { value: string }) => `at least ${p.value}`,
  'check.between': (p: { low: string; high: string }) => `${p.low} to ${p.high}`,
  'check.share.at-most': (p: { to: string; value: string }) => `at most ${p.value} of ${p.to}`,
  'check.share.at-least': (p: { to: string; value: string }) => `at least ${p.value} of ${p.to}`,
  'check.share.between': (p: { to: string; low: string; high: string }) => `${p.low} to ${p.high} of ${p.to}`,
  'check.http.silent': (p: { url: string; error: string }) => `no answer from ${p.url}: ${p.error}`,
  'check.http.silent.hint':
    'Look at the container’s log: does it run, and does it listen on 0.0.0.0 rather than 127.0.0.1?',
  'check.http.hint':
    'Compare the two texts character by character. The program answers, so look at what it needs: a file, a variable, an argument.',
  'check.log.expected': (p: { text: string }) => `a log line with ${p.text}`,
  'check.log.empty': 'the log is empty',
  'check.first-ok.expected': (p: { path: string }) => `${p.path} answers 200`,
  'check.first-ok.bound': (p: { path: string; time: string }) => `${p.path} answers 200 within ${p.time}`,
  'check.first-ok.never': (p: { time: string; lastSeen: string }) => `no 200 in ${p.time}; last seen: ${p.lastSeen}`,
  'check.first-ok.hint': 'Look at the container’s log: it may have ended, or still be compiling.',
  'check.layer.expected': (p: { text: string }) => `history holds ${p.text}`,
  'check.layer.not': (p: { text: string }) => `history does not hold ${p.text}`,
  'check.layer.bound': (p: { text: string; bound: string }) => `history holds ${p.text}, ${p.bound}`,
  'check.layer.none': 'not there',
  'check.path.expected': (p: { present: string; absent: string }) =>
    [p.present && `to be there: ${p.present}`, p.absent && `not to be there: ${p.absent}`].filter(Boolean).join('; '),
  'check.path.found': (p: { present: string; absent: string }) =>
    [p.present && `there: ${p.present}`, p.absent && `not there: ${p.absent}`].filter(Boolean).join('; '),
  'check.binary.static': 'statically linked',
  'check.binary.dynamic': 'dynamically linked',
  'check.binary.needs': (p: { loader: string }) => `dynamically linked: needs ${p.loader}`,
  'check.binary.not-elf': (p: { path: string }) => `${p.path} is not an ELF binary`,
  'check.binary.machine': (p: { machine: string }) => `for ${p.machine}`,
  'check.binary.both': (p: { linking: string; machine: string }) => `${p.linking}, for ${p.machine}`,
  'check.binary.machine.hint': (p: { wanted: string }) =>
    `GOARCH=${p.wanted} makes the Go compiler build for that processor, on any machine.`,
  'check.binary.hint': 'CGO_ENABLED=0 makes the Go compiler leave the C library out.',
  'check.cached.expected': (p: { cached: string; rebuilt: string }) =>
    [p.cached && `from the cache: ${p.cached}`, p.rebuilt && `done anew: ${p.rebuilt}`].filter(Boolean).join('; '),
  'check.fails.expected': (p: { text: string }) => `fails, saying ${p.text}`,
  'check.fails.any': 'fails',
  'check.fails.succeeded': 'it succeeded',
  'check.fails.exit': (p: { code: number; output: string }) => `exit code ${p.code}: ${p.output}`,
  'check.output.expected': (p: { text: string }) => `succeeds and prints ${p.text}`,
  'check.user.root': 'runs as root (uid 0)',
  'check.user.other': 'runs as a user other than root',
  'check.user.actual': (p: { uids: string; command: string }) => `uid ${p.uids} (${p.command})`,
  'check.user.hint': 'A USER instruction in the last stage names the user that the program runs as.',
  'check.health.none': 'the image has no health check',
  'check.health.none.hint': 'A HEALTHCHECK instruction in the last stage tells the engine how to ask.',
  'check.health.hint': 'The health log says what the last probe printed and how it exited.',
  'check.architecture.none': 'the image names no processor',
  'check.architecture.hint': (p: { wanted: string }) =>
    `docker build --platform linux/${p.wanted} makes an image for that processor.`,
  'check.same-file.same': (p: { mine: string; theirs: string }) => `${p.mine} equals ${p.theirs}`,
  'check.same-file.differs': (p: { mine: string; theirs: string }) => `${p.mine} differs from ${p.theirs}`,
  'check.same-file.both': (p: { sum: string }) => `both are ${p.sum}`,
  'check.same-file.two': (p: { mine: string; theirs: string }) => `${p.mine} and ${p.theirs}`,
  'check.same-file.no-file': (p: { path: string }) => `${p.path} is not a file`,
  'check.same-file.hint': 'When both come from the same sources, a path or a time got into the file.',
  'check.secret.nowhere': 'nowhere in the image',
  'check.secret.layer': 'in the files of a layer',
  'check.secret.history': 'in the history',
  'check.secret.environment': 'in the environment (Env)',
  'check.secret.places': (p: {
    layer: string;
    history: string;
    environment: string;
    settings: string;
    elsewhere: string;
  }) =>
    [
      p.layer && `in a layer: ${p.layer}`,
      p.history && `in the history: ${p.history}`,
      p.environment && `in the environment: ${p.environment}`,
      p.settings && `in the settings: ${p.settings}`,
      p.elsewhere && `beside the image: ${p.elsewhere}`,
    ]
      .filter(Boolean)
      .join('; '),
  'check.secret.no-file': (p: { file: string }) => `the workspace has no ${p.file}`,
  'check.secret.too-short': (p: { file: string }) =>
    `${p.file} is empty or holds fewer than 8 characters: too little to look for`,
  'check.secret.hint':
    'RUN --mount=type=secret shows a secret to one command only. ARG, ENV and COPY leave it in the image.',
  'check.metrics.expected': (p: { names: string }) => `well-formed metrics with ${p.names}`,
  'check.metrics.found': (p: { names: string; missing: string }) =>
    [p.names && `there: ${p.names}`, p.missing && `not there: ${p.missing}`].filter(Boolean).join('; '),
  'check.metrics.status': (p: { status: number }) => `HTTP ${p.status}`,
  'check.metrics.content': (p: { type: string }) =>
    p.type === '' ? 'the answer has no Content-Type' : `Content-Type: ${p.type}`,
  'check.metrics.content.hint':
    'Prometheus 3 reads an answer only when its type is one it knows: Content-Type: text/plain; version=0.0.4.',
  'check.metrics.too-long': 'the answer is longer than 1 MiB, and is not read any further',
  'check.metrics.malformed': (p: { line: number; text: string; problem: string }) =>
    `line ${p.line} (${p.text}): ${p.problem}`,
  'check.metrics.hint':
    'One value a line: NAME{LABEL="VALUE"} NUMBER, and before it # HELP NAME … and # TYPE NAME counter.',
  'check.metrics.end': 'the last line does not end with a line feed',
  'check.metrics.name': (p: { name: string }) => `${p.name || 'nothing'} is not the name of a metric`,
  'check.metrics.labels': 'labels are written {name="value",…}; in a value only \\\\, \\" and \\n are escaped',
  'check.metrics.value': (p: { value: string }) => `${p.value || 'nothing'} is not a number`,
  'check.metrics.time': (p: { time: string }) => `${p.time} is not a time in milliseconds`,
  'check.metrics.type': (p: { types: string }) => `after # TYPE NAME comes one of: ${p.types}`,
  'check.metrics.type-late': (p: { name: string }) => `the type of ${p.name} comes after its first value`,
  'check.metrics.twice': (p: { what: string }) => `${p.what} is there twice`,
  'check.metrics.histogram': (p: { name: string }) => `the histogram ${p.name} has only _bucket, _sum and _count`,
  'check.metrics.quantile': (p: { name: string }) => `a value of the summary ${p.name} needs the label quantile`,
  'check.metrics.bound': (p: { name: string }) => `a bucket of ${p.name} needs the label le, a number`,
  'check.metrics.rising': (p: { name: string }) => `the buckets of ${p.name} do not rise`,
  'check.metrics.infinite': (p: { name: string }) => `${p.name} has no bucket with le="+Inf"`,
  'check.metrics.count': (p: { name: string }) => `${p.name}_count is not what the bucket le="+Inf" holds`,
  'check.measured.expected': (p: { count: number }) => `${p.count} figures, measured here`,
  'check.measured.missing': (p: { names: string }) => `not measured: ${p.names}`,
  'check.command.expected': 'the command succeeds',
  'check.command.exit': (p: { code: number; output: string }) => `exit code ${p.code}: ${p.output}`,
};
