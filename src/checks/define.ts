import type { z } from 'zod';
import type { CheckKind } from './kind.ts';

/** Declares a check kind; only fixes the types. */
export function defineCheck<S extends z.ZodType>(kind: CheckKind<S>): CheckKind<S> {
  return kind;
}
