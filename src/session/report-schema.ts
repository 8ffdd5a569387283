import * as z from 'zod';
import { figureName, numericFigures } from '../checks/figures.ts';
import { isPrintable, mostText } from './report-text.ts';

const text = z.string().max(mostText).refine(isPrintable, 'text on one line');
/** An ISO time as recorded; progress is a file that anyone may have touched, so it is shown as it stands when it is none. */
const time = text;
const localized = z.strictObject({ en: text, zh: text });
const count = z.number().int().min(0);

const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), value: z.number() }),
  z.strictObject({ type: z.literal('choice'), ids: z.array(text) }),
]);

const check = z.strictObject({
  id: text,
  kind: text,
  verdict: z.enum(['passed', 'failed', 'skipped']),
  /** In the language of the recording. */
  expected: text,
  actual: text,
});

const guessed = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('figure'), figure: z.enum(numericFigures), image: text }),
  z.strictObject({ of: z.literal('seconds') }),
  z.strictObject({ of: z.literal('cached'), instructions: z.array(text) }),
]);

const prediction = z.strictObject({
  about: guessed,
  /** Absent: measured without a guess. */
  guess: answer.exactOptional(),
  measured: answer,
  at: time,
});

const question = z.strictObject({
  id: text,
  ask: localized,
  unit: text.exactOptional(),
  options: z.array(z.strictObject({ id: text, text: localized })).exactOptional(),
  /** Oldest first. */
  tries: z.array(z.strictObject({ answer, right: z.boolean(), at: time })),
});

const standing = z.enum(['passed', 'failed', 'skipped', 'prepared', 'todo']);

const step = z.strictObject({
  id: text,
  kind: text,
  title: localized,
  standing,
  at: time.exactOptional(),
  seconds: z.number().exactOptional(),
  checks: z.array(check),
  /** Of an edit step: hints read. */
  hints: count.exactOptional(),
  /** When the solution was first seen. */
  solutionAt: time.exactOptional(),
  prediction: prediction.exactOptional(),
  questions: z.array(question).exactOptional(),
});

const image = z.strictObject({
  image: text,
  /** The engine's image id, of an image that the learner built. */
  id: text.exactOptional(),
  builtAt: time.exactOptional(),
  figures: z.array(
    z.strictObject({ figure: figureName, value: z.union([z.number(), z.boolean(), text]), measuredAt: time }),
  ),
});

const engine = z.strictObject({
  version: text,
  os: text,
  architecture: text,
  cpus: z.number(),
  /** Bytes. */
  memory: z.number(),
  imageStore: text,
  builder: text,
  podman: z.boolean(),
});

/**
 * What was done and measured, as plain data: everything that the documents show, and nothing of the
 * machine that they do not. Times are ISO 8601, sizes bytes, durations seconds. `v` rises with every change of shape.
 */
export const reportSchema = z.strictObject({
  v: z.literal(1),
  /** Language of the document; titles are there in both. */
  lang: z.enum(['en', 'zh']),
  /** Version of the program. */
  program: text,
  madeAt: time,
  learner: text.exactOptional(),
  course: z.strictObject({ id: text, version: text, title: localized }),
  machine: z.strictObject({
    platform: text,
    arch: text,
    node: text,
    /** Minutes that local time is ahead of UTC. */
    utcOffset: z.number().int().min(-1440).max(1440),
  }),
  /** The engine when the report was made; absent when none answered. */
  engine: engine.exactOptional(),
  /** When the first and the last thing was done. */
  began: time.exactOptional(),
  ended: time.exactOptional(),
  totals: z.strictObject({
    steps: z.strictObject({ passed: count, failed: count, skipped: count, prepared: count, todo: count }),
    checks: z.strictObject({ passed: count, failed: count, skipped: count }),
    hints: count,
    solutions: count,
    questions: z.strictObject({ tried: count, right: count, rightAtOnce: count }),
  }),
  labs: z.array(z.strictObject({ id: text, title: localized, steps: z.array(step) })),
  images: z.array(image),
  /** What progress holds of steps that this version of the course does not have. */
  elsewhere: z.array(z.strictObject({ step: text, standing, at: time })),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportLab = Report['labs'][number];
export type ReportStep = ReportLab['steps'][number];
export type ReportImage = Report['images'][number];
export type ReportPrediction = NonNullable<ReportStep['prediction']>;
export type ReportQuestion = NonNullable<ReportStep['questions']>[number];
export type ReportStanding = ReportStep['standing'];
export type ReportAnswer = z.infer<typeof answer>;
