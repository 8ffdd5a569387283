import * as z from 'zod';

// Engines leave out fields that are unset (API 1.52), and other engines never had them: each of
// these accepts a missing value and gives an empty one.
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
export const number = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const list = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
export const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/** JSON text in that shape, or `undefined`. */
export function parsed<S extends z.ZodType>(shape: S, json: string): z.output<S> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return shape.safeParse(value).data;
}
