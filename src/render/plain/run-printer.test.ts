import { describe, expect, it } from 'vitest';
import type { Course } from '../../course/model.ts';
import { parseCourse } from '../../course/parse.ts';
import type { Lang } from '../../i18n/message.ts';
import { msg, raw } from '../../i18n/message.ts';
import type { Happened, Intent, JudgedCheck } from '../../session/events.ts';
import { outlineOf } from '../../session/outline.ts';
import { emptyProgress } from '../../session/progress.ts';
import { initialState, reduce } from '../../session/reduce.ts';
import { createRunPrinter, type RunPrinterOptions } from './run-printer.ts';

const text = '{ en: a, zh: 甲 }';
const lesson = ['write', 'guess', 'base', 'look'].map((id) => `## ${id} {#${id}}\n\nText.\n`).join('\n');
const course: Course = parseCourse(
  new Map(
    Object.entries({
      'course.yaml': `format: 1\nid: c\nversion: 1.0.0\ntitle: ${text}\nsummary: ${text}\napp: app\nname: c\nbases: []\nlabs: [one]\n`,
      'one/lab.yaml': `format: 1
title: { en: One, zh: 一 }
summary: ${text}
minutes: 5
steps:
  - id: write
    kind: edit
    files: [Dockerfile]
    checks: [{ kind: size, image: web, atMost: 20 }]
    hints: [${text}, ${text}, ${text}]
    wrong: [{ variant: large, check: size }]
  - id: guess
    kind: predict
    guess: { figure: size, image: web }
    why: { en: It is all in it., zh: 都在里面。 }
  - id: base
    kind: command
    actions: [{ docker: [build, -f, Dockerfile.base, -t, "\${name}:base", .] }]
    checks: [{ kind: size, image: base, atMost: 20 }]
  - id: look
    kind: command
    actions: [{ doctor: true }]
    checks: [{ kind: ready }]
`,
      'one/en.md': lesson,
      'one/zh.md': lesson,
      'one/start/Dockerfile.base': 'FROM scratch\n',
      ...Object.fromEntries(
        ['start', 'solution', 'alternatives/a', 'wrong/large'].map((folder) => [
          `one/edits/write/${folder}/Dockerfile`,
          'FROM scratch\n',
        ]),
      ),
    }).map(([path, content]) => [path, new TextEncoder().encode(content)]),
  ),
  [],
);

/** A session without a runtime: what is told goes to the reducer and is printed. */
function printed(lang: Lang = 'en', options: Partial<RunPrinterOptions> = {}) {
  let state = initialState(outlineOf(course), emptyProgress('c'), { mode: 'guided' });
  let out = '';
  const write = (part: string): void => {
    out += part;
  };
  const print = createRunPrinter({ course, lang, write, shell: 'posix', ...options });
  const tell = (event: Intent | Happened): void => {
    // As the session does: what an overtaken run still says is dropped.
    if ('runId' in event && state.active?.runId !== event.runId) return;
    const stamped = { ...event, at: '2026-01-01T00:00:00.000Z' };
    state = reduce(state, stamped).state;
    print(state, stamped);
  };
  const at = { lab: 'one', step: 'write' };
  const taken = (): string => {
    const said = out;
    out = '';
    return said;
  };
  return { tell, at, taken, runId: () => state.active?.runId ?? '' };
}

const failed = (line: number): JudgedCheck => ({
  id: 'user',
  kind: 'dockerfile',
  verdict: 'failed',
  expected: raw('somebody'),
  actual: raw('root'),
  where: { file: 'Dockerfile', line },
});

describe('a save', () => {
  it('is told, and its verdict points at the text that was judged', () => {
    const { tell, at, taken, runId } = printed();
    tell({ type: 'watch.started', ...at, files: ['Dockerfile'] });
    tell({ type: 'files.read', ...at, files: [{ path: 'Dockerfile', text: 'OLD\nOLD\n' }] });
    tell({ type: 'file.saved', ...at, file: 'Dockerfile', mode: 'events' });
    const run = { ...at, runId: runId() };
    tell({ type: 'step.started', ...run, purpose: 'run' });
    tell({ type: 'check.judged', ...run, check: failed(2) });
    tell({ type: 'files.read', ...at, files: [{ path: 'Dockerfile', text: 'FROM a\r\nUSER \u001b[31mroot\r\n' }] });
    tell({ type: 'step.finished', ...run, outcome: 'failed', seconds: 0.01 });
    expect(taken()).toBe(
      [
        '',
        'Dockerfile was saved. Judging it.',
        '    [FAIL] user',
        '        at:       Dockerfile, line 2',
        '            1  FROM a',
        '          > 2  USER \uFFFD[31mroot',
        '        expected: somebody',
        '        actual:   root',
        '  FAILED after 10 ms',
        '',
      ].join('\n'),
    );
  });

  it('that overtakes a run says so once; of that run nothing more is printed', () => {
    const { tell, at, taken, runId } = printed('zh');
    tell({ type: 'watch.started', ...at, files: ['Dockerfile'] });
    tell({ type: 'file.saved', ...at, file: 'Dockerfile', mode: 'events' });
    const first = { ...at, runId: runId() };
    tell({ type: 'step.started', ...first, purpose: 'run' });
    tell({ type: 'check.judged', ...first, check: failed(1) });
    taken();
    tell({ type: 'file.saved', ...at, file: 'Dockerfile', mode: 'events' });
    tell({ type: 'check.judged', ...first, check: failed(1) });
    tell({ type: 'step.finished', ...first, outcome: 'cancelled', seconds: 1 });
    const second = { ...at, runId: runId() };
    tell({ type: 'step.started', ...second, purpose: 'run' });
    tell({ type: 'files.read', ...at, files: [] });
    tell({ type: 'step.finished', ...second, outcome: 'passed', seconds: 1 });
    expect(taken()).toBe('\nDockerfile 又保存了一次，重新评判。\n  通过，用时 1.0 s\n');
  });
});

it.each([
  ['passed', undefined, ['    [skip] memory', '  passed in 1.0 s']],
  ['skipped', msg('requires.memory'), ['  skipped', '    This engine cannot tell']],
] as const)('a step that %s says once what the engine could not tell', (outcome, reason, lines) => {
  const { tell, taken, runId } = printed();
  tell({ type: 'step.opened', lab: 'one', step: 'base' });
  tell({ type: 'run.requested' });
  const run = { lab: 'one', step: 'base', runId: runId() };
  tell({ type: 'step.started', ...run, purpose: 'run' });
  const check = { id: 'memory', kind: 'memory', verdict: 'skipped', expected: raw(''), actual: msg('requires.memory') };
  tell({ type: 'check.judged', ...run, check: { ...check, verdict: 'skipped' } });
  tell({ type: 'step.finished', ...run, outcome, seconds: 1, ...(reason ? { reason } : {}) });
  const said = taken();
  for (const line of lines) expect(said).toContain(line);
  expect(said.split('control groups (rootless')).toHaveLength(2);
});

it('says the line of a file that was not read without an excerpt', () => {
  const { tell, taken, runId } = printed();
  tell({ type: 'step.opened', lab: 'one', step: 'base' });
  tell({ type: 'run.requested' });
  const run = { lab: 'one', step: 'base', runId: runId() };
  tell({ type: 'step.started', ...run, purpose: 'run' });
  tell({ type: 'check.judged', ...run, check: { ...failed(3), where: { file: 'Dockerfile.base', line: 3 } } });
  expect(taken()).toContain('        at:       Dockerfile.base, line 3\n        expected: somebody\n');
});

describe('headings', () => {
  const run = (options: Partial<RunPrinterOptions>): string => {
    const { tell, at, taken, runId } = printed('en', options);
    tell({ type: 'run.requested' });
    tell({ type: 'step.started', ...at, runId: runId(), purpose: 'run' });
    return taken();
  };
  it('name lab and step, where the lesson was not just shown', () => {
    expect(run({})).toBe('\n== one: One\n\n-- one/write: write\n');
    expect(run({ headings: false })).toBe('');
  });
});

describe('a prediction', () => {
  const predicted = (lang: Lang, guess?: number): string => {
    const { tell, taken, runId } = printed(lang);
    tell({ type: 'step.opened', lab: 'one', step: 'guess' });
    if (guess !== undefined) tell({ type: 'guess.given', guess: { type: 'number', value: guess } });
    tell({ type: 'run.requested' });
    const run = { lab: 'one', step: 'guess', runId: runId() };
    tell({ type: 'step.started', ...run, purpose: 'run' });
    taken();
    tell({ type: 'prediction.measured', ...run, measured: { type: 'number', value: 800e6 } });
    return taken();
  };
  it('is told in sentences, with why they differ', () => {
    expect(predicted('en', 8e6)).toBe(
      '    your guess: 8 MB\n    measured: 800 MB\n    You guessed 100× too little.\n    It is all in it.\n',
    );
    expect(predicted('zh')).toBe('    实测：800 MB\n    都在里面。\n');
  });
});

it('tells what the solution measures beside the learner’s image', () => {
  const { tell, at, taken } = printed();
  tell({ type: 'reference.started', ...at });
  tell({
    type: 'reference.measured',
    ...at,
    figures: [
      { image: 'web', figure: 'size', value: 20e6 },
      { image: 'web-reference', figure: 'size', value: 10e6 },
    ],
  });
  tell({ type: 'reference.failed', ...at, reason: raw('no engine.') });
  expect(taken()).toBe(
    'The solution is being built and measured beside your image.\n' +
      'Size: yours 20 MB, solution 10 MB: +10 MB (2× the solution)\n' +
      'The solution could not be measured: no engine.\n',
  );
});

describe('what an action says', () => {
  it('is printed where the step is to look at the machine, and kept for a failure elsewhere', () => {
    for (const [step, shown] of [
      ['look', 'go-docker-lab doctor'],
      ['base', 'docker build .'],
    ] as const) {
      const { tell, taken, runId } = printed();
      tell({ type: 'step.opened', lab: 'one', step });
      tell({ type: 'run.requested' });
      const run = { lab: 'one', step, runId: runId() };
      tell({ type: 'step.started', ...run, purpose: 'run' });
      tell({ type: 'action.started', ...run, index: 0, command: { shown, exact: shown } });
      taken();
      tell({ type: 'output.received', ...run, text: '[MISSING] Docker: no\n      Next: go\n', stream: 'stdout' });
      expect(taken()).toBe(step === 'look' ? '    [MISSING] Docker: no\n          Next: go\n' : '');
    }
  });
});

describe('a build that waits for others', () => {
  it.each([
    [
      'en',
      'Waiting for a free build slot: 3 before you, 2 building now.',
      'you are next, 1 building now.',
      'you are next, and one is just becoming free.',
    ],
    ['zh', '正在排队等待构建：前面还有 3 个，正在构建 2 个。', '下一个就是你，正在构建 1 个。', '马上会空出一个位置。'],
  ] as const)('says where it stands, in %s', (lang, waiting, next, taking) => {
    const { tell, at, taken, runId } = printed(lang);
    tell({ type: 'step.opened', ...at, step: 'base' });
    tell({ type: 'run.requested' });
    const run = { ...at, step: 'base', runId: runId() };
    tell({ type: 'step.started', ...run, purpose: 'run' });
    tell({ type: 'build.queued', ...run, index: 0, before: 3, building: 2 });
    tell({ type: 'build.queued', ...run, index: 0, before: 0, building: 1 });
    tell({ type: 'build.queued', ...run, index: 0, before: 0, building: 0 });
    const said = taken();
    expect(said).toContain(waiting);
    expect(said).toContain(next);
    expect(said).toContain(taking);
    expect(said).not.toMatch(/ 0 /);
  });
});
