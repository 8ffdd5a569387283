/**
 * A JSON value as RFC 8785 writes it: keys sorted by UTF-16 code units, no spaces, numbers and strings
 * as ECMAScript does. One value has one text, so that a text can be signed. Written here because it is
 * shorter than the packages for it.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
