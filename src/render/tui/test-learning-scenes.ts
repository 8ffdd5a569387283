import { type Lang, raw } from '../../i18n/message.ts';
import type { Answer } from '../../session/answers.ts';
import type { Progress, RecordedStep } from '../../session/progress.ts';
import type { SessionState } from '../../session/state.ts';
import type { Scene } from './scene.ts';
import {
  doneSteps,
  failed,
  figures,
  passed,
  type SceneOptions,
  TestSession,
  testPreview,
  testScene,
  vertex,
} from './test-harness.tsx';
import { learningCourse, wrongDockerfile } from './test-learning-course.ts';
import { noInput, type UiState } from './ui-reduce.ts';

const lab = '01-hands';
const at = '2026-05-04T09:30:00.000Z';
const choice = (...ids: readonly string[]): Answer => ({ type: 'choice', ids });

/** The steps in which the learner does something of their own, in every phase. */
export const learningScenes: Readonly<Record<string, (options: SceneOptions) => Scene>> = {
  'edit-waiting': (options) => scene(options, editing().getState(), { panel: 'run' }),
  'edit-lesson': (options) => scene(options, editing().getState(), {}),
  'edit-unwatched': (options) => scene({ ...options, editor: '' }, session('dockerfile').getState(), { panel: 'run' }),
  'edit-hints': (options) =>
    scene(options, hinted(2), { scroll: { ...ui(options).scroll, lesson: Number.MAX_SAFE_INTEGER } }),
  'edit-judging': (options) => scene(options, judging(options.lang).getState(), { panel: 'run', follow: true }),
  'edit-wrong': (options) => scene(options, wrong(options.lang), { panel: 'run', follow: false }),
  'edit-wrong-lesson': (options) => scene(options, wrong(options.lang), {}),
  'edit-passed': (options) => scene(options, written(options.lang).getState(), { panel: 'run', follow: false }),
  'edit-solution': (options) => scene(options, written(options.lang).getState(), { panel: 'run', aside: 'solution' }),
  'edit-diff': (options) => scene(options, compared(options.lang), { panel: 'run', aside: 'diff' }),
  'edit-cost': (options) =>
    scene(options, compared(options.lang), {
      panel: 'run',
      aside: 'diff',
      scroll: { ...ui(options).scroll, diff: Number.MAX_SAFE_INTEGER },
    }),
  'edit-reset': (options) => scene(options, wrong(options.lang), { panel: 'run', aside: 'reset' }),
  'predict-empty': (options) => scene(options, session('size').getState(), {}),
  'predict-typed': (options) =>
    scene(options, session('size').getState(), { input: { ...noInput, typed: '120 MB', touched: true } }),
  'predict-done': (options) => scene(options, measured('size', { type: 'number', value: 120e6 }), { panel: 'run' }),
  'predict-choice': (options) =>
    scene(options, session('cache').getState(), {
      input: { ...noInput, cursor: 1, chosen: ['COPY go.mod go.sum ./'], touched: true },
    }),
  'predict-choice-done': (options) =>
    scene(options, measured('cache', choice('COPY go.mod go.sum ./')), { panel: 'run' }),
  'quiz-reset': (options) => scene(options, answered(4).getState(), { panel: 'run', aside: 'reset' }),
  'quiz-lesson': (options) => scene(options, session('questions').getState(), {}),
  'quiz-single': (options) => quiz(options, 0, { cursor: 1 }),
  'quiz-wrong': (options) => quiz(options, 0, { cursor: 1, tried: choice('user') }),
  'quiz-right': (options) => quiz(options, 0, { cursor: 0, tried: choice('none') }),
  'quiz-multiple': (options) => quiz(options, 1, { cursor: 1, chosen: ['ca'], touched: true }),
  'quiz-order': (options) => quiz(options, 2, { cursor: 2, chosen: ['mod', 'source'], touched: true }),
  'quiz-number': (options) => quiz(options, 3, { typed: '2', touched: true }),
  'quiz-last': (options) => quiz(options, 3, { typed: '2', tried: { type: 'number', value: 2 } }, 4),
  'quiz-done': (options) => scene(options, answered(4).getState(), { panel: 'run' }),
  checkpoint: (options) => scene(options, session('end').getState(), {}),
  'checkpoint-passed': (options) => scene(options, throughTheLab(options.lang), { panel: 'run', follow: false }),
  'home-passed-over': (options) => scene(options, passedOver(), { screen: 'home', selected: 0 }),
  'lab-passed-over': (options) => scene(options, passedOver(), {}),
};

function ui(options: SceneOptions): UiState {
  return testScene({ ...options, course: learningCourse }).ui;
}

function scene(options: SceneOptions, state: SessionState, change: Partial<UiState>): Scene {
  return testScene({ ...options, course: learningCourse, state, ui: { screen: 'lab', ...change } });
}

function session(step: string, progress: Partial<Progress> = {}): TestSession {
  return new TestSession({ position: { lab, step }, ...progress }, learningCourse);
}

function editing(progress: Partial<Progress> = {}): TestSession {
  const edit = session('dockerfile', progress);
  edit.emit({ type: 'watch.started', lab, step: 'dockerfile', files: ['Dockerfile.pro'] });
  return edit;
}

function hinted(count: number): SessionState {
  const edit = editing();
  for (let level = 0; level < count; level += 1) edit.dispatch({ type: 'hint.requested' });
  return edit.getState();
}

function save(edit: TestSession, lines: readonly string[]): void {
  edit.emit({ type: 'file.saved', lab, step: 'dockerfile', file: 'Dockerfile.pro', mode: 'events' });
  edit.tell({ type: 'step.started', purpose: 'run' });
  edit.emit({
    type: 'files.read',
    lab,
    step: 'dockerfile',
    files: [{ path: 'Dockerfile.pro', text: `${lines.join('\n')}\n` }],
  });
}

function wrong(lang: Lang = 'en'): SessionState {
  const zh = lang === 'zh';
  const edit = editing();
  save(edit, wrongDockerfile);
  edit.tell({
    type: 'check.judged',
    check: {
      ...failed(
        'dockerfile',
        zh ? 'Dockerfile 里的每个名字都存在' : 'a Dockerfile whose names all exist',
        zh ? '没有叫 build 的阶段' : 'there is no stage called build',
        zh ? '是不是想写 builder？' : 'Did you mean builder?',
        'grep -n build Dockerfile.pro',
      ),
      kind: 'dockerfile',
      where: { file: 'Dockerfile.pro', line: 6 },
    },
  });
  for (const id of ['small', 'only-the-program']) {
    const looked = {
      id,
      kind: 'size',
      verdict: 'skipped',
      expected: raw(''),
      actual: { id: 'run.skipped.text' },
    } as const;
    edit.tell({ type: 'check.judged', check: looked });
  }
  edit.tell({ type: 'step.finished', outcome: 'failed', seconds: 0.04 });
  return edit.getState();
}

function judging(lang: Lang = 'en', progress: Partial<Progress> = {}): TestSession {
  const edit = editing(progress);
  save(
    edit,
    wrongDockerfile.map((one) => one.replace('--from=build ', '--from=builder ')),
  );
  edit.tell({
    type: 'check.judged',
    check: passed(
      'dockerfile',
      lang === 'zh' ? 'Dockerfile 里的每个名字都存在' : 'a Dockerfile whose names all exist',
      '',
    ),
  });
  const [command] = testPreview({ lab, step: 'dockerfile' });
  if (command) edit.tell({ type: 'action.started', index: 0, command });
  for (const one of [
    vertex(1, 'builder', 'FROM golang:1.26-alpine', 'cached', 0),
    vertex(3, 'builder', 'COPY . .', 'done', 0.2),
    vertex(4, 'builder', 'RUN CGO_ENABLED=0 go build', 'running', 4.1),
  ])
    edit.tell({ type: 'build.progressed', vertex: one });
  return edit;
}

function written(lang: Lang = 'en', progress: Partial<Progress> = {}): TestSession {
  const zh = lang === 'zh';
  const edit = judging(lang, progress);
  edit.tell({ type: 'build.progressed', vertex: vertex(4, 'builder', 'RUN CGO_ENABLED=0 go build', 'done', 6.2) });
  edit.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 6.9 });
  edit.tell({
    type: 'check.judged',
    check: passed('small', zh ? '镜像不超过 20 MB' : 'the image takes at most 20 MB', '6.87 MB'),
  });
  edit.tell({
    type: 'check.judged',
    check: passed('not-root', zh ? '容器不以 root 运行' : 'the container does not run as root', '10001'),
  });
  edit.tell({ type: 'step.finished', outcome: 'passed', seconds: 7.4 });
  return edit;
}

function compared(lang: Lang = 'en'): SessionState {
  const edit = written(lang);
  edit.dispatch({ type: 'reference.requested' });
  const mine = figures({ 'pro/size': 6_870_000, 'pro/layers': 1, 'pro/shell': false });
  const reference = figures({
    'pro-reference/size': 6_430_000,
    'pro-reference/layers': 1,
    'pro-reference/shell': false,
  });
  edit.emit({
    type: 'reference.measured',
    lab,
    step: 'dockerfile',
    figures: [...Object.values(mine), ...Object.values(reference)],
  });
  return edit.getState();
}

function measured(step: 'size' | 'cache', guess: Answer): SessionState {
  const predict = session(step);
  predict.dispatch({ type: 'guess.given', guess });
  predict.dispatch({ type: 'run.requested' });
  predict.tell({ type: 'step.started', purpose: 'run' });
  const [command] = testPreview({ lab, step });
  if (command) predict.tell({ type: 'action.started', index: 0, command });
  predict.tell({ type: 'action.finished', index: 0, exitCode: 0, seconds: 6.9 });
  predict.tell({
    type: 'prediction.measured',
    measured:
      step === 'size' ? { type: 'number', value: 6_870_000 } : choice('COPY go.mod go.sum ./', 'RUN go mod download'),
  });
  predict.tell({ type: 'step.finished', outcome: 'passed', seconds: 7.4 });
  return predict.getState();
}

/** So many questions answered, the second of them at the second try. */
function answered(count: number, progress: Partial<Progress> = {}): TestSession {
  const right: readonly (readonly [string, Answer])[] = [
    ['shell', choice('none')],
    ['missing', choice('ca')],
    ['missing', choice('ca', 'zone')],
    ['order', choice('mod', 'download', 'source', 'build')],
    ['stages', { type: 'number', value: 2 }],
  ];
  const quiz = session('questions', progress);
  const open = new Set(['shell', 'missing', 'order', 'stages'].slice(0, count));
  for (const [question, answer] of right) {
    if (open.has(question)) quiz.dispatch({ type: 'answer.given', question, answer });
  }
  return quiz;
}

function quiz(options: SceneOptions, question: number, input: Partial<UiState['input']>, given = question): Scene {
  const state = answered(given);
  if (question === 0 && input.tried) state.dispatch({ type: 'answer.given', question: 'shell', answer: input.tried });
  return scene(options, state.getState(), { panel: 'run', input: { ...noInput, question, ...input } });
}

function recorded(outcome: RecordedStep['outcome']): RecordedStep {
  return { outcome, at, seconds: 0, checks: [] };
}

function passedOver(): SessionState {
  return session('cache', {
    steps: {
      ...doneSteps(`${lab}/size`),
      [`${lab}/dockerfile`]: recorded('prepared'),
      [`${lab}/questions`]: recorded('skipped'),
      '02-better/step-1': recorded('skipped'),
      '02-better/step-2': recorded('skipped'),
      '02-better/step-3': recorded('skipped'),
      '02-better/step-4': recorded('skipped'),
    },
  }).getState();
}

function throughTheLab(lang: Lang = 'en'): SessionState {
  const zh = lang === 'zh';
  const end = session('end', {
    steps: {
      ...doneSteps(`${lab}/size`, `${lab}/dockerfile`, `${lab}/questions`),
      [`${lab}/cache`]: recorded('skipped'),
    },
    help: { [`${lab}/dockerfile`]: { hints: 2 } },
    predictions: {
      [`${lab}/size`]: { guess: { type: 'number', value: 120e6 }, measured: { type: 'number', value: 6_870_000 }, at },
    },
    answers: answered(4).getState().progress.answers,
  });
  end.dispatch({ type: 'run.requested' });
  end.tell({ type: 'step.started', purpose: 'run' });
  end.tell({
    type: 'check.judged',
    check: passed('small', zh ? '镜像不超过 20 MB' : 'the image takes at most 20 MB', '6.87 MB'),
  });
  end.tell({
    type: 'check.judged',
    check: passed('not-root', zh ? '不以 root 运行' : 'it does not run as root', '10001'),
  });
  end.tell({ type: 'step.finished', outcome: 'passed', seconds: 1.2 });
  return end.getState();
}
