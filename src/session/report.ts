import { type FigureName, figureNames } from '../checks/figures.ts';
import type { Course, Lab, Step } from '../course/model.ts';
import type { GuessedThing } from '../course/schema.ts';
import type { Lang, Localized } from '../i18n/message.ts';
import type { Answer } from './answers.ts';
import { questionKey, stepKey } from './outline.ts';
import type { Progress, RecordedPrediction } from './progress.ts';
import type {
  Report,
  ReportAnswer,
  ReportImage,
  ReportPrediction,
  ReportQuestion,
  ReportStep,
} from './report-schema.ts';
import { printable } from './report-text.ts';
import { hintLevels } from './selectors.ts';

export interface ReportSource {
  readonly course: Course;
  readonly progress: Progress;
  readonly lang: Lang;
  /** ISO time. */
  readonly now: string;
  /** Of the program. */
  readonly version: string;
  /** Absent or empty: not named. */
  readonly learner?: string;
  readonly machine: Readonly<Report['machine']>;
  readonly engine?: Readonly<NonNullable<Report['engine']>>;
}

/** All that progress tells, arranged by the course. Every text of progress and course becomes one printable line. */
export function reportOf(source: ReportSource): Report {
  const { course, progress } = source;
  const labs = course.labs.map((lab) => labOf(lab, progress));
  const times = timesOf(progress);
  const [began, ended] = [times[0], times.at(-1)];
  return {
    v: 1,
    lang: source.lang,
    program: printable(source.version),
    madeAt: printable(source.now),
    ...(source.learner ? { learner: printable(source.learner) } : {}),
    course: { id: course.id, version: course.version, title: both(course.title) },
    machine: source.machine,
    ...(source.engine ? { engine: engineOf(source.engine) } : {}),
    ...(began === undefined ? {} : { began: printable(began) }),
    ...(ended === undefined ? {} : { ended: printable(ended) }),
    totals: totalsOf(labs.flatMap((lab) => lab.steps)),
    labs,
    images: imagesOf(course, progress),
    elsewhere: elsewhereOf(course, progress),
  };
}

function engineOf(engine: NonNullable<Report['engine']>): NonNullable<Report['engine']> {
  const { version, os, architecture, imageStore, builder } = engine;
  return {
    ...engine,
    version: printable(version),
    os: printable(os),
    architecture: printable(architecture),
    imageStore: printable(imageStore),
    builder: printable(builder),
  };
}

function labOf(lab: Lab, progress: Progress): Report['labs'][number] {
  return { id: lab.id, title: both(lab.title), steps: lab.steps.map((step) => stepOf(lab.id, step, progress)) };
}

function stepOf(lab: string, step: Step, progress: Progress): ReportStep {
  const place = { lab, step: step.id };
  const key = stepKey(place);
  const recorded = progress.steps[key];
  const help = progress.help[key];
  const prediction = progress.predictions[key];
  const questions = step.kind === 'quiz' ? questionsOf(place, step, progress) : [];
  return {
    id: step.id,
    kind: step.kind,
    title: both({ en: step.text.en.title, zh: step.text.zh.title }),
    standing: recorded?.outcome ?? 'todo',
    ...(recorded ? { at: printable(recorded.at), seconds: recorded.seconds } : {}),
    checks: (recorded?.checks ?? []).map((check) => ({
      id: printable(check.id),
      kind: printable(check.kind),
      verdict: check.verdict,
      expected: printable(check.expected),
      actual: printable(check.actual),
    })),
    ...(help && help.hints >= 1 ? { hints: Math.min(hintLevels, Math.floor(help.hints)) } : {}),
    ...(help?.solutionAt === undefined ? {} : { solutionAt: printable(help.solutionAt) }),
    ...(prediction && step.kind === 'predict' ? { prediction: predictionOf(step.guess, prediction) } : {}),
    ...(questions.length > 0 ? { questions } : {}),
  };
}

function predictionOf(guess: GuessedThing, recorded: RecordedPrediction): ReportPrediction {
  return {
    about: aboutOf(guess),
    ...(recorded.guess ? { guess: answerOf(recorded.guess) } : {}),
    measured: answerOf(recorded.measured),
    at: printable(recorded.at),
  };
}

function aboutOf(guess: GuessedThing): ReportPrediction['about'] {
  if ('figure' in guess) return { of: 'figure', figure: guess.figure, image: guess.image };
  if ('seconds' in guess) return { of: 'seconds' };
  return { of: 'cached', instructions: guess.instructions.map(printable) };
}

/** The questions that were tried. */
function questionsOf(
  place: { readonly lab: string; readonly step: string },
  step: Extract<Step, { kind: 'quiz' }>,
  progress: Progress,
): ReportQuestion[] {
  return step.questions.flatMap((question): ReportQuestion[] => {
    const tries = progress.answers[questionKey(place, question.id)] ?? [];
    if (tries.length === 0) return [];
    return [
      {
        id: question.id,
        ask: both(question.ask),
        ...(question.type === 'number'
          ? question.unit === undefined
            ? {}
            : { unit: printable(question.unit) }
          : { options: question.options.map((option) => ({ id: option.id, text: both(option.text) })) }),
        tries: tries.map(({ answer, right, at }) => ({ answer: answerOf(answer), right, at: printable(at) })),
      },
    ];
  });
}

function answerOf(answer: Answer): ReportAnswer {
  return answer.type === 'number'
    ? { type: 'number', value: answer.value }
    : { type: 'choice', ids: answer.ids.map(printable) };
}

function totalsOf(steps: readonly ReportStep[]): Report['totals'] {
  const counted: Report['totals'] = {
    steps: { passed: 0, failed: 0, skipped: 0, prepared: 0, todo: 0 },
    checks: { passed: 0, failed: 0, skipped: 0 },
    hints: 0,
    solutions: 0,
    questions: { tried: 0, right: 0, rightAtOnce: 0 },
  };
  for (const step of steps) {
    counted.steps[step.standing] += 1;
    for (const check of step.checks) counted.checks[check.verdict] += 1;
    counted.hints += step.hints ?? 0;
    counted.solutions += step.solutionAt === undefined ? 0 : 1;
    for (const { tries } of step.questions ?? []) {
      counted.questions.tried += 1;
      if (tries.some((one) => one.right)) counted.questions.right += 1;
      if (tries[0]?.right) counted.questions.rightAtOnce += 1;
    }
  }
  return counted;
}

/** Every image that was built or measured, in the order in which the course measures them. */
function imagesOf(course: Course, progress: Progress): ReportImage[] {
  const measured = Object.values(progress.figures);
  const taught = course.labs.flatMap((lab) => lab.steps.flatMap((step) => step.measure.map((one) => one.image)));
  const there = new Set([...measured.map((figure) => figure.image), ...Object.keys(progress.images)]);
  const names = [...new Set([...taught, ...there])].filter((name) => there.has(name));
  return names.map((name): ReportImage => {
    const built = Object.hasOwn(progress.images, name) ? progress.images[name] : undefined;
    return {
      image: printable(name),
      ...(built ? { id: printable(built.id), builtAt: printable(built.at) } : {}),
      figures: figureNames.flatMap((figure: FigureName) => {
        const found = measured.find((one) => one.image === name && one.figure === figure);
        if (!found) return [];
        const value = typeof found.value === 'string' ? printable(found.value) : found.value;
        return [{ figure, value, measuredAt: printable(found.at) }];
      }),
    };
  });
}

function elsewhereOf(course: Course, progress: Progress): Report['elsewhere'] {
  const known = new Set(course.labs.flatMap((lab) => lab.steps.map((step) => stepKey({ lab: lab.id, step: step.id }))));
  return Object.entries(progress.steps)
    .filter(([key]) => !known.has(key))
    .map(([key, { outcome, at }]) => ({ step: printable(key), standing: outcome, at: printable(at) }));
}

/** When anything was done, oldest first; what is no time is left out. */
function timesOf(progress: Progress): readonly string[] {
  return [
    ...Object.values(progress.steps).map((step) => step.at),
    ...Object.values(progress.answers).flatMap((tries) => tries.map((one) => one.at)),
    ...Object.values(progress.predictions).map((one) => one.at),
    ...Object.values(progress.images).map((one) => one.at),
  ]
    .filter((at) => !Number.isNaN(Date.parse(at)))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}

function both(text: Localized): { en: string; zh: string } {
  return { en: printable(text.en), zh: printable(text.zh) };
}
