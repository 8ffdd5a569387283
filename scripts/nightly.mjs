// `npm run nightly`: the tests that are too long for every change.
//
//   npm run nightly                        every kind of engine that scripts/engine.sh knows, then the project `nightly`
//   npm run nightly -- --only ssh,tls      some of the engines
//   npm run nightly -- --no-extra          without the project `nightly`
//   npm run nightly -- --only none         the project `nightly` alone
//
// Each engine is brought up privately, gets its base images from the product itself, runs the project
// `engines`, and is removed. Two at a time. What came of it is written into docs/engines.md; the rows of
// engines that did not run stay. The project `nightly` gets an engine of its own. Ends with 1 when anything
// failed. Needs root on Debian or Ubuntu.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeEngine, run, stop, tryEngine } from './nightly/engine.mjs';
import { knownKinds } from './nightly/kinds.mjs';
import { resultCells, withResults } from './nightly/table.mjs';

const atOnce = 2;
const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'engines.md');
const kinds = knownKinds();
const chosen = choose();
// Short: the sockets of an engine lie below it, and their paths end at 107 characters.
const folder = mkdtempSync(join(tmpdir(), 'gdln-'));
const shared = { folder, cache: join(folder, 'downloads'), prepare: createQueue() };
const extra = { kind: '26', project: 'nightly', name: 'nightly' };
const ran = new Map();
const failures = [];
let stopping = false;

function choose() {
  let values;
  try {
    ({ values } = parseArgs({ options: { only: { type: 'string' }, 'no-extra': { type: 'boolean' } } }));
  } catch (error) {
    wrong(error.message);
  }
  const only = values.only === 'none' ? [] : (values.only?.split(',') ?? kinds);
  const unknown = only.filter((kind) => !kinds.includes(kind));
  if (unknown.length > 0) wrong(`no such kind of engine: ${unknown.join(', ')}; there are ${kinds.join(', ')}`);
  return { kinds: kinds.filter((kind) => only.includes(kind)), extra: values['no-extra'] !== true };
}

function wrong(reason) {
  process.stderr.write(`nightly: ${reason}\n`);
  process.exit(2);
}

/** Work that may only be done by one at a time. */
function createQueue() {
  let last = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function tryEngines() {
  const waiting = [...chosen.kinds];
  const worker = async () => {
    for (let kind = waiting.shift(); kind !== undefined; kind = waiting.shift()) {
      const result = await tryEngine(kind, shared);
      if (stopping) return;
      ran.set(kind, result);
      // After each: a run that is broken off keeps what it has found.
      writeFileSync(page, withResults(readFileSync(page, 'utf8'), kinds, ran));
      const cells = resultCells(result);
      if (cells[1].includes('failed')) failures.push(kind);
      process.stdout.write(
        `${kind.padEnd(14)} == ${cells.slice(1).join(' | ')}${result.reason ? `: ${result.reason}` : ''}\n`,
      );
    }
  };
  // One that throws must not take the folder from under the other's engine.
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const { reason } of ended) if (reason !== undefined) throw reason;
}

/** The project `nightly`, on an engine of its own: the kit is made there, and whoever uses this machine is left alone. */
async function tryExtra() {
  const { tests = [], reason } = await tryEngine(extra.kind, { ...extra, ...shared });
  failures.push(...tests.filter(({ state }) => state === 'failed').map(({ name }) => name));
  if (reason !== undefined || tests.length === 0) failures.push(`nightly: ${reason ?? 'no test ran'}`);
  const count = (state) => tests.filter((test) => test.state === state).length;
  process.stdout.write(
    `nightly        == ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`,
  );
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stop(signal);
    void removeAll().then(() => process.exit(130));
  });
}

/** Engines that were cut off in the middle are stopped and removed as well. */
async function removeAll() {
  for (const name of [...chosen.kinds, extra.name]) await removeEngine(name, join(folder, name));
  rmSync(folder, { recursive: true, force: true });
}

try {
  const built = await run('build', [process.execPath, join(root, 'scripts', 'build.mjs')]);
  if (built.code !== 0) failures.push('build');
  else {
    await tryEngines();
    if (chosen.extra && !stopping) await tryExtra();
  }
} finally {
  if (!stopping) rmSync(folder, { recursive: true, force: true });
}
// Whoever interrupted us ends the process, once the engines are gone.
if (stopping) await new Promise(() => undefined);
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((name) => `  ${name}\n`).join('')}`);
process.exit(failures.length > 0 ? 1 : 0);
