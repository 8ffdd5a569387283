import './polyfill.ts';
import { renderToString } from 'ink';
import type { BuildVertex, FigureValue } from '../../checks/evidence.ts';
import type { FigureName } from '../../checks/figures.ts';
import type { Course } from '../../course/model.ts';
import { type Lang, raw, say } from '../../i18n/message.ts';
import type { Happened, Intent, JudgedCheck, SessionEvent } from '../../session/events.ts';
import type { DoctorFace, Finding } from '../../session/findings.ts';
import { outlineOf, type Place } from '../../session/outline.ts';
import { emptyProgress, type Progress } from '../../session/progress.ts';
import { initialState, reduce } from '../../session/reduce.ts';
import type { Session } from '../../session/session.ts';
import type { SessionState } from '../../session/state.ts';
import type { Shell } from '../../shell/model.ts';
import { sideBySideDiff, unifiedDiff } from '../text/diff.ts';
import { markdownLines } from '../text/markdown.ts';
import { speaker } from '../text/speak.ts';
import { Frame } from './app.tsx';
import { OutputLog } from './output-log.ts';
import type { DoctorView, Scene } from './scene.ts';
import { testCourse } from './test-course.ts';
import { initialUi, type UiState } from './ui-reduce.ts';

/** Half past nine on a day in May. */
export const testStart = Date.UTC(2026, 4, 4, 9, 30);

type RunNews = {
  [K in Happened['type']]: Extract<Happened, { type: K; runId: string }>;
}[Happened['type']] extends infer E
  ? E extends { runId: string }
    ? Omit<E, 'runId' | 'lab' | 'step'>
    : never
  : never;

/** A session on the real reducer whose events come from the test instead of an engine. */
export class TestSession implements Session {
  readonly intents: Intent[] = [];
  seconds = 0;
  #state: SessionState;
  readonly #listeners = new Set<(state: SessionState, event: SessionEvent) => void>();

  constructor(progress: Partial<Progress> = {}, course: Course = testCourse) {
    this.#state = initialState(outlineOf(course), { ...emptyProgress(course.id), ...progress }, { mode: 'guided' });
  }

  getState(): SessionState {
    return this.#state;
  }

  subscribe(listener: (state: SessionState, event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(intent: Intent): void {
    this.intents.push(intent);
    this.emit(intent);
  }

  emit(event: Intent | Happened): void {
    const stamped: SessionEvent = { ...event, at: new Date(testStart + this.seconds * 1000).toISOString() };
    this.#state = reduce(this.#state, stamped).state;
    for (const listener of this.#listeners) listener(this.#state, stamped);
  }

  /** An event of the run that is going on. */
  tell(news: RunNews): void {
    const { active } = this.#state;
    if (!active) throw new Error('nothing runs');
    this.emit({ ...news, ...active } as Happened);
  }
}

export const readyDoctor: DoctorFace = { examine: async () => [], apply: async () => undefined };

/** Commands as a course would show them. */
export function testPreview(place: Place): ReturnType<Scene['preview']> {
  if (place.step === 'build') {
    return [
      {
        shown: 'docker build -t go-docker-demo:bad -f Dockerfile.bad .',
        exact:
          'docker --host unix:///var/run/docker.sock buildx build --progress=rawjson --load --label io.go-docker-lab.course=go-in-a-container --label io.go-docker-lab.lab=01-bad --label io.go-docker-lab.session=3f9a -t go-docker-demo:bad -f Dockerfile.bad .',
      },
    ];
  }
  if (place.step === 'dockerfile' || place.step === 'size' || place.step === 'cache') {
    const command = `docker build -t go-docker-demo:pro -f Dockerfile.pro .`;
    return [{ shown: command, exact: command }];
  }
  if (place.step === 'end') {
    const command = 'docker run --rm go-docker-demo:pro --version';
    return [{ shown: command, exact: command }];
  }
  if (place.step === 'run')
    return [{ shown: 'curl http://127.0.0.1:8080/hello', exact: 'curl http://127.0.0.1:8080/hello' }];
  return [];
}

export interface SceneOptions {
  readonly course?: Course;
  readonly state?: SessionState;
  readonly lang?: Lang;
  readonly columns?: number;
  readonly rows?: number;
  readonly colour?: boolean;
  readonly shell?: Shell;
  readonly ui?: Partial<UiState>;
  readonly doctor?: DoctorView;
  readonly output?: string;
  readonly now?: number;
  /** The editor's name; an empty one for none. */
  readonly editor?: string;
  readonly learner?: string;
}

/** A scene without a terminal. */
export function testScene(options: SceneOptions = {}): Scene {
  const lang = options.lang ?? 'en';
  const state = options.state ?? new TestSession().getState();
  const log = new OutputLog();
  if (options.output !== undefined) log.push(options.output);
  const course = options.course ?? testCourse;
  const selected = Math.max(
    0,
    course.labs.findIndex((lab) => lab.id === state.position.lab),
  );
  return {
    course,
    state,
    ui: { ...initialUi({ lang, selected }), ...options.ui },
    doctor: options.doctor ?? { status: 'idle', findings: [] },
    info: {
      version: '0.1.0',
      workspace: './go-docker-demo',
      engine: 'docker 27.5.1, context default, buildx 0.20',
      ...(options.learner === undefined ? {} : { learner: options.learner }),
    },
    size: { columns: options.columns ?? 80, rows: options.rows ?? 24 },
    colour: options.colour ?? false,
    now: options.now ?? testStart + 12_000,
    t: speaker(lang),
    say: (message) => say(lang, message),
    preview: testPreview,
    shell: options.shell ?? 'posix',
    output: () => log,
    markdown: markdownLines,
    diff: { unified: unifiedDiff, sideBySide: sideBySideDiff },
    editor: options.editor === undefined ? 'vim' : options.editor || undefined,
  };
}

/** The frame as ink draws it, line by line. */
export function frameOf(scene: Scene): readonly string[] {
  return renderToString(<Frame scene={scene} />, { columns: scene.size.columns }).split('\n');
}

export const passed = (id: string, expected: string, actual: string): JudgedCheck => ({
  id,
  kind: 'http',
  verdict: 'passed',
  expected: raw(expected),
  actual: raw(actual),
});

export const failed = (id: string, expected: string, actual: string, hint: string, reproduce: string): JudgedCheck => ({
  id,
  kind: 'http',
  verdict: 'failed',
  expected: raw(expected),
  actual: raw(actual),
  hint: raw(hint),
  reproduce,
});

export function vertex(
  index: number,
  stage: string | undefined,
  instruction: string,
  status: BuildVertex['status'],
  seconds: number,
): BuildVertex {
  return {
    id: `sha256:${index}`,
    name: stage ? `[${stage} ${index}/6] ${instruction}` : instruction,
    ...(stage ? { stage } : {}),
    instruction,
    status,
    seconds,
  };
}

/** Figures of progress, as `bad/size`. */
export function figures(values: Readonly<Record<string, FigureValue>>): Progress['figures'] {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const [image = '', figure = ''] = key.split('/');
      return [key, { image, figure: figure as FigureName, value, at: '2026-05-04T09:30:00.000Z' }];
    }),
  );
}

/** Progress in which these steps are done. */
export function doneSteps(...keys: readonly string[]): Progress['steps'] {
  return Object.fromEntries(
    keys.map((key) => [key, { outcome: 'passed' as const, at: '2026-05-04T09:30:00.000Z', seconds: 3, checks: [] }]),
  );
}

export const findings: readonly Finding[] = [
  { id: 'node', status: 'ok', title: raw('Node'), found: raw('20.20.2') },
  {
    id: 'engine',
    status: 'ok',
    title: raw('Docker engine'),
    found: raw('27.5.1 through context default (unix:///var/run/docker.sock)'),
  },
  {
    id: 'buildx',
    status: 'warning',
    title: raw('buildx'),
    found: raw('not installed; the legacy builder is used, which shows less'),
    next: raw('Install docker-buildx-plugin to see stages and cache marks while building.'),
    fix: {
      id: 'install-buildx',
      title: raw('Install buildx from the distribution'),
      commands: ['apt-get update', 'apt-get install -y --no-install-recommends docker-buildx'],
    },
  },
  {
    id: 'base:golang:1.26-alpine',
    status: 'missing',
    title: raw('Base image golang:1.26-alpine'),
    found: raw('not on this machine, and the registry did not answer within 5 s'),
    next: raw('Check your network or give a mirror with --mirror, or let us make a local stand-in.'),
    fix: {
      id: 'make-base',
      title: raw('Make a local stand-in'),
      commands: ['docker build -t go-docker-lab/base:golang-1.26-alpine -f make-base.Dockerfile .'],
    },
    raw: 'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection',
  },
  { id: 'disk', status: 'ok', title: raw('Free disk'), found: raw('41 GB') },
];
