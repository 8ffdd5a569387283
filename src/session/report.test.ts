import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportCourse, richProgress, testReport } from '../render/report/test-report.ts';
import { emptyProgress, type Progress } from './progress.ts';
import { reportSchema } from './report-schema.ts';
import { isPrintable, mostText, printable } from './report-text.ts';

describe('reportOf', () => {
  const report = testReport(richProgress);
  const step = (lab: string, id: string) =>
    report.labs.find((one) => one.id === lab)?.steps.find((one) => one.id === id);

  it('has its own shape', () => {
    expect(reportSchema.parse(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('lists every step of the course with its standing', () => {
    expect(report.labs.flatMap((lab) => lab.steps.map((one) => `${lab.id}/${one.id} ${one.standing}`))).toEqual([
      '01-bad/read passed',
      '01-bad/size passed',
      '01-bad/time passed',
      '01-bad/cached skipped',
      '02-better/write failed',
      '02-better/quiz todo',
      '02-better/build prepared',
      '02-better/checkpoint todo',
      '03-pro/read todo',
      '03-pro/build todo',
    ]);
  });

  it('tells what helped, what was guessed and what was answered', () => {
    expect(step('02-better', 'write')).toMatchObject({ hints: 3, solutionAt: '2026-01-02T03:25:05.000Z' });
    expect(step('01-bad', 'size')?.prediction).toEqual({
      about: { of: 'figure', figure: 'size', image: 'bad' },
      guess: { type: 'number', value: 300_000_000 },
      measured: { type: 'number', value: 897_361_693 },
      at: '2026-01-02T03:04:05.000Z',
    });
    expect(step('01-bad', 'time')?.prediction).not.toHaveProperty('guess');
    expect(step('02-better', 'quiz')?.questions?.map((one) => one.tries.map(({ right }) => right))).toEqual([
      [false, true],
      [false],
    ]);
  });

  it('counts', () => {
    expect(report.totals).toEqual({
      steps: { passed: 3, failed: 1, skipped: 1, prepared: 1, todo: 4 },
      checks: { passed: 2, failed: 1, skipped: 1 },
      hints: 3,
      solutions: 1,
      questions: { tried: 2, right: 1, rightAtOnce: 0 },
    });
    expect([report.began, report.ended]).toEqual(['2026-01-02T03:00:05.000Z', '2026-01-02T03:24:05.000Z']);
  });

  it('orders images as the course measures them, and gives their ids', () => {
    const turned = Object.fromEntries(Object.entries(richProgress.figures).reverse());
    const { images } = testReport({ ...richProgress, figures: turned });
    expect(images.map((image) => [image.image, image.id?.slice(0, 9)])).toEqual([
      ['bad', 'sha256:0a'],
      ['better', undefined],
    ]);
    expect(images[0]?.figures.map((one) => one.figure)).toEqual([
      'size',
      'layers',
      'build-seconds',
      'first-ok-seconds',
      'shell',
      'user',
    ]);
  });

  it('keeps what belongs to another version of the course', () => {
    expect(report.elsewhere).toEqual([{ step: '00-gone/old', standing: 'passed', at: '2026-01-02T03:01:05.000Z' }]);
  });

  it('says of no progress that nothing was done', () => {
    const nothing = testReport(emptyProgress('mini'), { learner: '' });
    expect(nothing.totals.steps).toEqual({ passed: 0, failed: 0, skipped: 0, prepared: 0, todo: 10 });
    expect(nothing).not.toHaveProperty('learner');
    expect(nothing).not.toHaveProperty('began');
    expect(nothing.images).toEqual([]);
  });

  it('is valid whatever the progress file holds', () => {
    fc.assert(
      fc.property(anyProgress(), (progress) => {
        const made = testReport(progress);
        expect(reportSchema.safeParse(made).error).toBeUndefined();
        // What JSON cannot carry would not survive signing.
        expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      }),
    );
  }, 20_000);
});

describe('printable', () => {
  it('leaves nothing that a terminal or a browser would obey', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(isPrintable(printable(text))).toBe(true);
        expect(printable(text).length).toBeLessThanOrEqual(mostText);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });

  it('cuts a long text between characters', () => {
    expect(printable('😀'.repeat(600))).toBe(`${'😀'.repeat(499)}…`);
  });
});

/** Text with everything that may hurt. */
function anyText(): fc.Arbitrary<string> {
  const hostile = fc.constantFrom(
    '<script>',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    '\ud800',
    '\u2028',
    '|',
    '`',
    '\r\n',
    '\0',
  );
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(fc.oneof(hostile, fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
  );
}

function anyProgress(): fc.Arbitrary<Progress> {
  const keys = fc.constantFrom(
    ...reportCourse.labs.flatMap((lab) => lab.steps.map((one) => `${lab.id}/${one.id}`)),
    '00-gone/x',
    '__proto__',
  );
  const text = anyText();
  const finite = fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
  const answer = fc.oneof(
    fc.record({ type: fc.constant('number' as const), value: finite }),
    fc.record({ type: fc.constant('choice' as const), ids: fc.array(text, { maxLength: 3 }) }),
  );
  const check = fc.record({
    id: text,
    kind: text,
    verdict: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const),
    expected: text,
    actual: text,
  });
  const step = fc.record({
    outcome: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const, 'prepared' as const),
    at: text,
    seconds: finite,
    checks: fc.array(check, { maxLength: 2 }),
  });
  const figure = fc.record({
    image: text,
    figure: fc.constantFrom('size' as const, 'shell' as const, 'user' as const, 'files' as const),
    value: fc.oneof(finite, text, fc.boolean()),
    at: text,
  });
  return fc.record({
    version: fc.constant(2 as const),
    course: fc.constant('mini'),
    steps: fc.dictionary(keys, step),
    figures: fc.dictionary(text, figure, { maxKeys: 4 }),
    help: fc.dictionary(keys, fc.record({ hints: finite, solutionAt: text }, { requiredKeys: ['hints'] })),
    predictions: fc.dictionary(
      keys,
      fc.record({ guess: answer, measured: answer, at: text }, { requiredKeys: ['measured', 'at'] }),
    ),
    answers: fc.dictionary(
      fc.constantFrom('02-better/quiz/deleting', '02-better/quiz/stages'),
      fc.array(fc.record({ answer, right: fc.boolean(), at: text }), { maxLength: 3 }),
    ),
    images: fc.dictionary(text, fc.record({ id: text, at: text }), { maxKeys: 3 }),
  });
}
