/** Median, range and 95th percentile of some measurements. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  return { median, p95, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/** Ratios of what was measured side by side: round by round, so that a slow minute counts on both sides. */
export function ratio(values, against) {
  return summary(values.map((value, round) => value / against[round]));
}

/** Measures every subject once a round, in alternating order; `{ name: [value, …] }`. */
export async function interleave(rounds, subjects, onValue = () => undefined) {
  const names = Object.keys(subjects);
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const value = await subjects[name](round);
      found[name].push(value);
      onValue(name, round, value);
    }
  }
  return found;
}
