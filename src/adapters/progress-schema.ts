import * as z from 'zod';
import type { Progress, RecordedFigure } from '../session/progress.ts';

const check = z.object({
  id: z.string(),
  kind: z.string(),
  verdict: z.enum(['passed', 'failed', 'skipped']),
  expected: z.string(),
  actual: z.string(),
});

const step = z.object({
  outcome: z.enum(['passed', 'failed', 'skipped', 'prepared']),
  at: z.string(),
  seconds: z.number(),
  checks: z.array(check),
});

const figure = z.object({
  image: z.string(),
  // The names belong to the course; one that it no longer knows is simply never shown.
  figure: z.custom<RecordedFigure['figure']>((value) => typeof value === 'string'),
  value: z.union([z.number(), z.string(), z.boolean()]),
  at: z.string(),
});

const answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), value: z.number() }),
  z.object({ type: z.literal('choice'), ids: z.array(z.string()) }),
]);

const since1 = {
  course: z.string(),
  lang: z.enum(['en', 'zh']).exactOptional(),
  position: z.object({ lab: z.string(), step: z.string() }).exactOptional(),
  steps: z.record(z.string(), step),
  figures: z.record(z.string(), figure),
};

const current = z.object({
  version: z.literal(2),
  ...since1,
  help: z.record(z.string(), z.object({ hints: z.number(), solutionAt: z.string().exactOptional() })),
  predictions: z.record(z.string(), z.object({ guess: answer.exactOptional(), measured: answer, at: z.string() })),
  answers: z.record(z.string(), z.array(z.object({ answer, right: z.boolean(), at: z.string() }))),
  images: z.record(z.string(), z.object({ id: z.string(), at: z.string() })),
});

/** Version 1 knew of no help, guesses, answers and images. */
const first = z
  .object({ version: z.literal(1), ...since1 })
  .transform((progress): Progress => ({ ...progress, version: 2, help: {}, predictions: {}, answers: {}, images: {} }));

/** The shape of a progress file: of the current version, or of an older one, which is brought up to it. Unknown keys are dropped. */
export const progressSchema: z.ZodType<Progress> = z.union([current, first]);
