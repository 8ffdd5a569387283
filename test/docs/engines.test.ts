import { describe, expect, test } from 'vitest';
import { run, stop } from '../../scripts/nightly/engine.mjs';
import { knownKinds } from '../../scripts/nightly/kinds.mjs';
import { columns, readResults, withResults } from '../../scripts/nightly/table.mjs';
import { codes, page, section, tableRows } from './pages.ts';

const { text } = page('docs/engines.md');
const kinds = knownKinds();
const rows = tableRows(section(text, '## Results'));

test('after an interrupt nothing is started any more', async () => {
  const argv = [process.execPath, '-e', 'setTimeout(() => undefined, 60_000)'];
  const cut = run('cut off', argv);
  stop('SIGTERM');
  expect((await cut).code).toBe(130);
  expect(await run('too late', ['false'])).toMatchObject({ code: 130 });
});

describe('the table of engines', () => {
  test('has a row for every kind that scripts/engine.sh brings up, in its order', () => {
    expect(kinds.length).toBeGreaterThan(2);
    expect(rows.map(([kind = '']) => codes(kind)[0])).toEqual(kinds);
    expect(text).toContain(`| ${columns.join(' | ')} |`);
  });

  test.for(rows)('%s: as a run writes it', ([kind = '', result, ...cells]) => {
    expect(cells).toHaveLength(columns.length - 2);
    // What the page promises of an engine stands on a run that passed.
    expect(['passed', 'cannot run there']).toContain(result);
    const [, , , tests, checks, seconds, date] = cells;
    if (result !== 'passed') return;
    expect(tests).toMatch(/^[1-9]\d*, 0, \d+$/);
    expect(checks).toMatch(/^[1-9]\d*, 0, \d+$/);
    expect(seconds).toMatch(/^\d+$/);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    // What was skipped says why.
    const skipped = [tests, checks].some((counts) => counts?.endsWith(', 0') === false);
    expect(text.includes(`- ${kind}: skipped `)).toBe(skipped);
  });

  test('is what a run without engines leaves as it is', () => {
    expect(withResults(text, kinds, new Map())).toBe(text);
  });

  test('keeps the rows of others, and takes one line for each reason', () => {
    const run = {
      kind: 'ssh',
      tests: [
        { state: 'passed', name: 'a' },
        { state: 'skipped', name: 'test/engines/engine.test.ts > b', reason: 'no\nb | here' },
      ],
      info: { version: '26.1.5', clientVersion: '26.1.5', imageStore: 'graphdriver', rung: 'buildx-rawjson' },
      course: {
        passed: 300,
        failed: 0,
        skipped: 4,
        reasons: [
          { place: '01-bad/run', why: 'no memory figure' },
          { place: '04-final/scan', why: 'no scanner' },
          { place: '04-final/scan', why: 'no scanner' },
          { place: '06-capstone/scan', why: 'no scanner' },
        ],
      },
      seconds: 12.4,
      date: '2026-01-02',
    };
    const written = withResults(text, kinds, new Map([['ssh', run]]));
    const { rows: now, notes } = readResults(written);
    expect(now.get('ssh')).toEqual([
      '`ssh`',
      'passed',
      '26.1.5, 26.1.5, none',
      'graphdriver',
      'buildx-rawjson',
      '1, 0, 1',
      '300, 0, 4',
      '12',
      '2026-01-02',
    ]);
    expect(notes.get('ssh')).toEqual([
      '- `ssh`: skipped test: b: no b / here',
      '- `ssh`: skipped in 01-bad/run: no memory figure',
      '- `ssh`: skipped in 04-final/scan, 06-capstone/scan: no scanner',
    ]);
    for (const kind of kinds.filter((one) => one !== 'ssh'))
      expect(now.get(kind)).toEqual(readResults(text).rows.get(kind));
    const failed = readResults(
      withResults(
        written,
        kinds,
        new Map([['ssh', { kind: 'ssh', seconds: 1, date: '2026-01-03', reason: 'the engine did not come up' }]]),
      ),
    );
    expect(failed.rows.get('ssh')?.[1]).toBe('**failed**');
    expect(failed.notes.get('ssh')).toEqual(['- `ssh`: the engine did not come up']);
  });
});
