import { type Lang, raw } from '../../i18n/message.ts';
import type { SessionState } from '../../session/state.ts';
import { OutputLog } from './output-log.ts';
import type { Scene } from './scene.ts';
import {
  doneSteps,
  failed,
  figures,
  findings,
  passed,
  type SceneOptions,
  TestSession,
  testScene,
  testStart,
  vertex,
} from './test-harness.tsx';
import { learningScenes } from './test-learning-scenes.ts';
import { machineScenes } from './test-machine-scenes.ts';

/** Every screen in every phase, for frame tests and for looking at. */
export const testScenes: Readonly<Record<string, (options: SceneOptions) => Scene>> = {
  'home-new': (options) => testScene(options),
  'home-going': (options) => testScene({ ...options, state: going().getState(), ui: { selected: 1 } }),
  'home-done': (options) => testScene({ ...options, state: all().getState(), ui: { selected: 3 } }),
  'home-notice': (options) => testScene({ ...options, state: noticed().getState() }),
  'lab-read': (options) => testScene({ ...options, state: at('read').getState(), ui: { screen: 'lab' } }),
  'lab-command': (options) => testScene({ ...options, state: at('build').getState(), ui: { screen: 'lab' } }),
  'lab-exact': (options) =>
    testScene({ ...options, state: at('build').getState(), ui: { screen: 'lab', exact: true } }),
  'lab-building': (options) =>
    testScene({ ...options, state: building().getState(), ui: running, output: buildOutput }),
  'lab-queued': (options) => testScene({ ...options, state: queued().getState(), ui: running }),
  'lab-judging': (options) =>
    testScene({ ...options, state: judging().getState(), ui: running, output: 'Starting server on :8080\n' }),
  'lab-passed': (options) => testScene({ ...options, state: passedBuild(), ui: ended, output: buildOutput }),
  'lab-answered': (options) => testScene({ ...options, state: answered(options.lang), ui: ended, output: answer }),
  'lab-failed': (options) => testScene({ ...options, state: failedRun(options.lang), ui: ended, output: answer }),
  'lab-raw': (options) =>
    testScene({ ...options, state: failedRun(options.lang), ui: { ...ended, raw: true }, output: buildOutput }),
  'lab-broken': (options) => testScene({ ...options, state: broken(options.lang), ui: ended }),
  'lab-cancelled': (options) => testScene({ ...options, state: cancelled(), ui: ended }),
  'lab-compare': (options) => testScene({ ...options, state: comparing(), ui: { screen: 'lab' } }),
  'compare-nothing': (options) => testScene({ ...options, ui: { screen: 'compare', trail: ['home'] } }),
  compare: (options) => testScene({ ...options, state: comparing(), ui: { screen: 'compare', trail: ['home'] } }),
  'doctor-examining': (options) =>
    testScene({ ...options, ui: doctorScreen, doctor: { status: 'examining', findings: findings.slice(0, 2) } }),
  doctor: (options) =>
    testScene({ ...options, ui: { ...doctorScreen, finding: 3 }, doctor: { status: 'done', findings } }),
  'doctor-ask': (options) =>
    testScene({
      ...options,
      ui: { ...doctorScreen, finding: 2, asking: 'install-buildx' },
      doctor: { status: 'done', findings },
    }),
  'doctor-fixing': (options) => testScene({ ...options, ui: doctorScreen, doctor: fixing('running') }),
  'doctor-fix-failed': (options) =>
    testScene({ ...options, ui: { ...doctorScreen, finding: 2 }, doctor: fixing('failed') }),
  help: (options) => testScene({ ...options, ui: { screen: 'help', trail: ['home'] } }),
  ...learningScenes,
  ...machineScenes,
};

const running = { screen: 'lab', panel: 'run', follow: true } as const;
const ended = { screen: 'lab', panel: 'run', follow: false } as const;
const doctorScreen = { screen: 'doctor', trail: ['home'] } as const;

const measured = figures({
  'bad/size': 1_243_000_000,
  'bad/layers': 14,
  'bad/build-seconds': 41.2,
  'bad/first-ok-seconds': 6.21,
  'bad/memory': 212_000_000,
  'bad/files': 18_342,
  'bad/shell': true,
  'bad/user': 'root',
  'better/size': 21_400_000,
  'better/layers': 6,
  'better/build-seconds': 18.4,
  'better/first-ok-seconds': 0.42,
  'better/memory': 3_900_000,
  'better/files': 92,
  'better/shell': true,
  'better/user': 'root',
  'pro/size': 6_870_000,
  'pro/layers': 2,
  'pro/build-seconds': 17.9,
  'pro/first-ok-seconds': 0.31,
  'pro/memory': 3_400_000,
  'pro/files': 1,
  'pro/shell': false,
  'pro/user': 'root',
  'final/size': 7_510_000,
  'final/layers': 5,
  'final/build-seconds': 19.3,
  'final/first-ok-seconds': 0.33,
  'final/memory': 3_500_000,
  'final/files': 5,
  'final/shell': false,
  'final/user': '10001',
});

const answer =
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello from Go in Docker! Built with multi-stage build.\r\n';
const buildOutput = `${Array.from(
  { length: 30 },
  (_, index) => `#12 ${(index * 0.31).toFixed(3)} go: downloading example.com/module/number-${index} v1.${index}.0`,
).join('\n')}\n`;

function going(): TestSession {
  return new TestSession({
    position: { lab: '02-better', step: 'step-2' },
    steps: doneSteps(
      '01-bad/read',
      '01-bad/build',
      '01-bad/run',
      '01-bad/inside',
      '01-bad/cleanup',
      '02-better/step-1',
    ),
  });
}

function all(): TestSession {
  const session = new TestSession();
  const keys = session.getState().outline.labs.flatMap((lab) => lab.steps.map((step) => `${lab.id}/${step.id}`));
  return new TestSession({
    steps: doneSteps(...keys),
    figures: measured,
    position: { lab: '04-final', step: 'compare' },
  });
}

function noticed(): TestSession {
  const session = new TestSession();
  session.emit({
    type: 'notice.given',
    notice: raw(
      'golang:1.26-alpine is a local stand-in made from distribution packages: no registry could be reached.',
    ),
  });
  return session;
}

function at(step: string): TestSession {
  return new TestSession({
    position: { lab: '01-bad', step },
    steps: doneSteps(...(step === 'read' ? [] : ['01-bad/read'])),
  });
}

const command = {
  shown: 'docker build -t go-docker-demo:bad -f Dockerfile.bad .',
  exact:
    'docker --host unix:///var/run/docker.sock buildx build --progress=rawjson --load -t go-docker-demo:bad -f Dockerfile.bad .',
};

function building(): TestSession {
  const session = at('build');
  session.dispatch({ type: 'run.requested' });
  session.tell({ type: 'step.started', purpose: 'run' });
  session.tell({ type: 'action.started', index: 0, command });
  const steps = [
    vertex(0, undefined, '[internal] load build definition from Dockerfile.bad', 'done', 0.1),
    vertex(1, 'builder', 'FROM golang:1.26-alpine', 'cached', 0),
    vertex(2, 'builder', 'WORKDIR /src', 'cached', 0),
    vertex(3, 'builder', 'COPY go.mod go.sum ./', 'done', 0.08),
    vertex(4, 'builder', 'RUN go mod download', 'done', 2.41),
    vertex(
      5,
      'builder',
      'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server',
      'running',
      7.3,
    ),
    vertex(6, 'final', 'COPY --from=builder /out/server /server', 'pending', 0),
  ];
  for (const one of steps) session.tell({ type: 'build.progressed', vertex: one });
  return session;
}

function queued(): TestSession {
  const session = at('build');
  session.dispatch({ type: 'run.requested' });
  session.tell({ type: 'step.started', purpose: 'run' });
  session.tell({ type: 'build.queued', index: 0, before: 3, building: 2 });
  return session;
}

function passedBuild(): SessionState {
  const session = building();
  session.tell({
    type: 'build.progressed',
    vertex: vertex(
      5,
      'builder',
      'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server',
      'done',
      18.7,
    ),
  });
  session.tell({
    type: 'build.progressed',
    vertex: vertex(6, 'final', 'COPY --from=builder /out/server /server', 'done', 0.2),
  });
  session.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 21.6 });
  session.tell({ type: 'check.judged', check: passed('exit', 'the build ends with exit code 0', '0') });
  session.tell({ type: 'check.judged', check: passed('size', 'the image takes at least 500 MB', '1.24 GB') });
  session.tell({
    type: 'check.judged',
    check: { ...passed('scan', 'no known vulnerability', 'not judged: Trivy is not installed'), verdict: 'skipped' },
  });
  for (const [figure, value] of [
    ['size', 1_243_000_000],
    ['layers', 14],
    ['build-seconds', 41.2],
  ] as const) {
    session.tell({ type: 'figure.measured', figure: { image: 'bad', figure, value } });
  }
  session.tell({ type: 'step.finished', outcome: 'passed', seconds: 22.4 });
  return session.getState();
}

function started(): TestSession {
  const session = at('run');
  session.dispatch({ type: 'run.requested' });
  session.tell({ type: 'step.started', purpose: 'run' });
  session.tell({ type: 'need.redone', need: 'build' });
  session.tell({
    type: 'action.started',
    index: 0,
    command: { shown: 'curl -i http://127.0.0.1:8080/hello', exact: 'curl -i http://127.0.0.1:8080/hello' },
  });
  return session;
}

function judging(): TestSession {
  const session = started();
  session.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 0.4 });
  session.tell({ type: 'check.judged', check: passed('status', 'GET /healthz answers 200', '200') });
  session.tell({
    type: 'wait.progressed',
    check: 'first-ok',
    seconds: 3.2,
    lastSeen: raw('connect ECONNREFUSED 127.0.0.1:8080'),
  });
  return session;
}

function answered(lang: Lang = 'en'): SessionState {
  const zh = lang === 'zh';
  const session = started();
  session.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 0.4 });
  session.tell({
    type: 'check.judged',
    check: passed(
      'hello',
      zh ? 'GET /hello 应答 200，正文与课文一致' : 'GET /hello answers 200 with the exact text',
      '200',
    ),
  });
  session.tell({
    type: 'check.judged',
    check: passed('health', zh ? 'GET /healthz 应答 OK' : 'GET /healthz answers OK', 'OK'),
  });
  session.tell({ type: 'step.finished', outcome: 'passed', seconds: 6.8 });
  return session.getState();
}

function failedRun(lang: Lang = 'en'): SessionState {
  const zh = lang === 'zh';
  const session = started();
  session.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 0.4 });
  session.tell({
    type: 'check.judged',
    check: passed('status', zh ? 'GET /hello 应答 200' : 'GET /hello answers 200', '200'),
  });
  session.tell({
    type: 'check.judged',
    check: failed(
      'hello-text',
      'Hello from Go in Docker! Built with multi-stage build.',
      'Hello from Go in Docker!',
      zh
        ? '正文少了后半句。看看 handlers.go 里的 hello 函数，改好后重新构建镜像，再运行这一步。'
        : 'The second half of the text is missing. Look at the hello function in handlers.go, build the image again and run this step once more.',
      'curl -s http://127.0.0.1:8080/hello',
    ),
  });
  session.tell({ type: 'step.finished', outcome: 'failed', seconds: 7.1 });
  return session.getState();
}

function broken(lang: Lang = 'en'): SessionState {
  const zh = lang === 'zh';
  const session = started();
  session.tell({
    type: 'run.broke',
    error: {
      what: raw(
        zh ? '运行途中 Docker 引擎停止了应答。' : 'The Docker engine stopped answering in the middle of the run.',
      ),
      next: raw(
        zh
          ? '启动引擎（sudo systemctl start docker），然后按 r；从这一步继续。'
          : 'Start it (sudo systemctl start docker), then press r: this step is done again, nothing else is lost.',
      ),
      raw: 'error during connect: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/info": EOF',
      exitCode: 3,
    },
  });
  return session.getState();
}

function cancelled(): SessionState {
  const session = building();
  session.tell({ type: 'step.finished', outcome: 'cancelled', seconds: 9 });
  return session.getState();
}

function comparing(): SessionState {
  return new TestSession({
    position: { lab: '04-final', step: 'compare' },
    figures: measured,
    steps: doneSteps('01-bad/read'),
  }).getState();
}

function fixing(phase: 'running' | 'failed'): Scene['doctor'] {
  const log = new OutputLog();
  log.push(
    'Get:1 http://deb.example/debian bookworm/main amd64 docker-buildx 0.13.1\nSelecting previously unselected package docker-buildx.\nUnpacking docker-buildx (0.13.1) ...\nE: No space left on device\n',
  );
  const fix = findings[2]?.fix;
  if (!fix) throw new Error('the third finding has a fix');
  return {
    status: phase === 'running' ? 'idle' : 'done',
    findings,
    fix: {
      fix,
      phase,
      startedAt: testStart,
      log,
      ...(phase === 'failed'
        ? {
            endedAt: testStart + 9000,
            error: {
              what: raw('apt-get ended with exit code 100.'),
              next: raw('Free some disk space, then try again.'),
            },
          }
        : {}),
    },
  };
}
