// The results in docs/engines.md, between two marks. A row is written by a run, and stays until the next of its kind.

export const marks = { begin: '<!-- results: begin -->', end: '<!-- results: end -->' };

export const columns = [
  'kind',
  'result',
  'engine, docker, buildx',
  'image store',
  'builds by',
  'tests: passed, failed, skipped',
  'checks of the course: passed, failed, skipped',
  'seconds',
  'date',
];

/** The cells of one kind, from what its run left. `reason`: why it could not be run to its end. */
export function resultCells({ kind, tests = [], info, course, seconds, date, reason, impossible = false }) {
  const count = (state) => tests.filter((test) => test.state === state).length;
  const failed = reason !== undefined || count('failed') > 0 || count('passed') === 0 || course === undefined;
  return [
    `\`${kind}\``,
    impossible ? 'cannot run there' : failed ? '**failed**' : 'passed',
    info ? `${info.version}, ${info.clientVersion}, ${info.buildxVersion ?? 'none'}` : '–',
    info?.imageStore ?? '–',
    info?.rung ?? '–',
    tests.length > 0 ? `${count('passed')}, ${count('failed')}, ${count('skipped')}` : '–',
    course ? `${course.passed}, ${course.failed}, ${course.skipped}` : '–',
    seconds.toFixed(0),
    date,
  ].map(cell);
}

/** What is said of a kind below the table: why it failed, which tests were skipped and in which steps checks were, and why. */
export function resultNotes({ kind, tests = [], course, reason }) {
  const notes = [];
  if (reason !== undefined) notes.push(reason);
  for (const { name } of tests.filter(({ state }) => state === 'failed')) notes.push(`failed: ${shortName(name)}`);
  for (const one of tests.filter(({ state }) => state === 'skipped'))
    notes.push(`skipped test: ${shortName(one.name)}: ${one.reason}`);
  const places = new Map();
  for (const { place, why } of course?.reasons ?? []) places.set(why, (places.get(why) ?? new Set()).add(place));
  for (const [why, steps] of places) notes.push(`skipped in ${[...steps].join(', ')}: ${why}`);
  return notes.map((note) => `- \`${kind}\`: ${cell(note)}`);
}

/** The page with the rows and notes of the kinds that ran in place of their old ones. */
export function withResults(page, kinds, ran) {
  const old = readResults(page);
  const rows = kinds.map((kind) => {
    const cells = ran.has(kind) ? resultCells(ran.get(kind)) : old.rows.get(kind);
    return cells ?? [`\`${kind}\``, 'not run yet', ...columns.slice(2).map(() => '–')];
  });
  const notes = kinds.flatMap((kind) => (ran.has(kind) ? resultNotes(ran.get(kind)) : (old.notes.get(kind) ?? [])));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
  const text = notes.length > 0 ? `${table}\n\n${notes.join('\n')}` : table;
  return `${old.before}${marks.begin}\n\n${text}\n\n${marks.end}${old.after}`;
}

/** The page in three parts, the middle one by kind. Throws when a mark is missing. */
export function readResults(page) {
  const [begin, end] = [page.indexOf(marks.begin), page.indexOf(marks.end)];
  if (begin < 0 || end < begin)
    throw new Error(`docs/engines.md: the marks ${marks.begin} and ${marks.end} are not there`);
  const lines = page.slice(begin + marks.begin.length, end).split('\n');
  const rows = new Map();
  const notes = new Map();
  for (const line of lines) {
    const kind = /^(?:\| |- )`([^`]+)`/.exec(line)?.[1];
    if (kind === undefined) continue;
    if (line.startsWith('- ')) notes.set(kind, [...(notes.get(kind) ?? []), line]);
    else rows.set(kind, line.slice(2, -2).split(' | '));
  }
  return { before: page.slice(0, begin), after: page.slice(end + marks.end.length), rows, notes, lines };
}

function shortName(name) {
  return name.replace(/^test\/engines\/engine\.test\.ts > /, '');
}

/** On one line, with nothing that ends a cell. */
function cell(text) {
  return String(text).replace(/\s+/g, ' ').replaceAll('|', '/').trim();
}
