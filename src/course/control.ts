/** What a terminal obeys instead of showing it; line breaks and tabs apart. */
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Says whether a text of a course could act on the learner's terminal. */
export function hasControl(text: string): boolean {
  return control.test(text);
}

/** The path to the first text with such a character anywhere inside a value; `undefined`: there is none. */
export function findControl(value: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return hasControl(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  for (const [key, item] of entries) {
    const found = findControl(item, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** The text with a replacement character for each thing that a terminal would obey. */
export function withoutControl(text: string): string {
  return text.replace(new RegExp(control.source, 'g'), '\uFFFD');
}
