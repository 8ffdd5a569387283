/** The name that was probably meant: a slip or two away, or one within the other. `undefined` when none is close. */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  if (wanted === '' || wanted.length > longest) return undefined;
  let best: { readonly name: string; readonly distance: number } | undefined;
  let looked = 0;
  for (const name of names) {
    looked += 1;
    if (looked > most) break;
    const other = name.toLowerCase();
    if (other.length > longest) continue;
    const contained = wanted.length >= 3 && other.length >= 3 && (other.includes(wanted) || wanted.includes(other));
    const found = contained ? 1 : slips(wanted, other);
    if (found <= allowed(Math.min(wanted.length, other.length)) && found < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance: found };
  }
  return best?.name;
}

/** Bounds, so that a file of nonsense costs no time. */
const longest = 64;
const most = 200;

function allowed(length: number): number {
  return length <= 2 ? 0 : length <= 4 ? 1 : 2;
}

/** Insertions, deletions, replacements, and two neighbours changed places (which counts once). */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next[j] = cost;
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
