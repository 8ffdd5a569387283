import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineScript } from './kinds.mjs';

const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'dist', 'go-docker-lab.js');
const vitestCli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
/** How engine.sh says that this kernel cannot run a kind. */
const impossibleHere = 33;
const keptLines = 40;

/** Programs that are running now. */
const running = new Set();
let stopped = false;

/** After an interrupt: ends what runs, and lets nothing begin any more but the removal of engines. */
export function stop(signal) {
  stopped = true;
  for (const child of running) child.kill(signal);
}

/** Runs a program and passes its lines on, each with a name before it; its exit code and its last lines. */
export function run(name, argv, env = {}) {
  if (stopped) return Promise.resolve({ code: 130, last: ['interrupted'] });
  return start(name, argv, env);
}

/** Removes an engine, also after an interrupt. */
export function removeEngine(name, dir) {
  return start(name, ['sh', engineScript, 'rm', dir]);
}

function start(name, argv, env = {}) {
  return new Promise((resolve) => {
    const [file, ...args] = argv;
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    running.add(child);
    const last = [];
    const pass = (stream) => {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          process.stdout.write(`${name.padEnd(14)} ${line}\n`);
          last.push(line);
          if (last.length > keptLines) last.shift();
        }
      });
    };
    pass(child.stdout);
    pass(child.stderr);
    const end = (code) => {
      running.delete(child);
      resolve({ code, last });
    };
    child.on('error', (error) => {
      last.push(error.message);
      end(127);
    });
    child.on('close', (code) => end(code ?? 130));
  });
}

/** One engine of a kind from nothing to what a project of tests says of it, and away again. It stands in `folder`/`name`. */
export async function tryEngine(kind, { folder, cache, prepare, project = 'engines', name = kind }) {
  const begun = Date.now();
  const dir = join(folder, name);
  const results = join(folder, `${name}.results`);
  const facts = join(folder, `${name}.facts`);
  const end = (rest) => ({
    kind,
    seconds: (Date.now() - begun) / 1000,
    date: new Date().toISOString().slice(0, 10),
    ...rest,
  });
  mkdirSync(dir, { recursive: true });
  try {
    const up = await run(name, ['sh', engineScript, 'up', kind, dir], { GDL_ENGINE_CACHE: cache });
    if (up.code === impossibleHere) return end({ impossible: true, reason: lastWords(up) });
    if (up.code !== 0) return end({ reason: `the engine did not come up: ${lastWords(up)}` });
    // One at a time: they share their downloads.
    const bases = await prepare(() => run(name, inside(dir, [process.execPath, cli, 'doctor', '--fix', '--yes'])));
    if (bases.code !== 0) return end({ reason: `doctor --fix did not make it ready: ${lastWords(bases)}` });
    const tests = await run(name, [process.execPath, vitestCli, 'run', '--project', project], {
      GDL_TEST_ENGINE: dir,
      GDL_TEST_RESULTS: results,
      GDL_TEST_FACTS: facts,
      GDL_TEST_BEGUN: String(begun),
      NO_COLOR: '1',
    });
    const told = lines(facts);
    const outcomes = lines(results);
    const unexplained = tests.code !== 0 && !outcomes.some(({ state }) => state === 'failed');
    return end({
      tests: outcomes,
      info: told.find(({ type }) => type === 'engine'),
      course: told.find(({ type }) => type === 'course'),
      ...(unexplained ? { reason: `the tests ended with exit code ${tests.code}` } : {}),
    });
  } finally {
    // After an interrupt it is removed with all others.
    await run(name, ['sh', engineScript, 'rm', dir]);
  }
}

/** Runs in the environment that the engine's folder gives. */
function inside(dir, argv) {
  return ['sh', '-c', '. "$0/env" && exec "$@"', dir, ...argv];
}

function lastWords({ code, last }) {
  const said = last.findLast((line) => line.trim() !== '') ?? `exit code ${code}`;
  return said.trim().slice(0, 300);
}

function lines(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
