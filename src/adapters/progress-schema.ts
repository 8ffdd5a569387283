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
  outcome: z.enum(['passed', 'failed']),
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

/** The shape of a progress file of the current version. Unknown keys are dropped. */
export const progressSchema: z.ZodType<Progress> = z.object({
  version: z.literal(1),
  course: z.string(),
  lang: z.enum(['en', 'zh']).exactOptional(),
  position: z.object({ lab: z.string(), step: z.string() }).exactOptional(),
  steps: z.record(z.string(), step),
  figures: z.record(z.string(), figure),
});
