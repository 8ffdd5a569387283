// `npm test`: everything that can be tested here, from types to real engines.
//
// On a bare Debian or Ubuntu as root this sets the machine up first, by the product's own command,
// and starts two private engines (scripts/engine.sh) that it removes again. The default engine stays,
// as it does after `go-docker-lab doctor --fix`. Elsewhere it uses the engine that is there; what
// cannot run is skipped with a reason, unless CI is set.
// The last line is the sum: `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const begun = Date.now();
const ci = Boolean(process.env.CI);
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'go-docker-lab.js');
const engineScript = join(root, 'scripts', 'engine.sh');
// Short: the sockets of an engine lie below it, and their paths end at 107 characters.
const folder = mkdtempSync(join(tmpdir(), 'gdlt-'));
const results = join(folder, 'results.ndjson');
writeFileSync(results, '');

const sum = { passed: 0, failed: 0, skipped: [] };
const failures = [];
const engines = [];
let current;

function say(text) {
  process.stdout.write(`${((Date.now() - begun) / 1000).toFixed(0).padStart(6)} s  ${text}\n`);
}

/** Runs a program with its output passed on; its exit code. */
function run(argv, env = {}) {
  return new Promise((resolve) => {
    const [file, ...args] = argv;
    current = spawn(file, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    current.on('error', (error) => {
      say(`${file}: ${error.message}`);
      resolve(127);
    });
    current.on('close', (code, signal) => {
      current = undefined;
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

function count(name, passed, errors = []) {
  if (passed) sum.passed += 1;
  else {
    sum.failed += 1;
    failures.push([`  ${name}\n`, ...errors.slice(0, 20).map((line) => `      | ${line}\n`)].join(''));
  }
}

async function step(name, argv, env) {
  say(`== ${name}`);
  const passed = (await run(argv, env)) === 0;
  count(name, passed);
  return passed;
}

async function vitest(projects, env = {}) {
  say(`== tests: ${projects.join(', ')}`);
  const before = outcomes().length;
  const vitestCli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await run([process.execPath, vitestCli, 'run', ...projects.flatMap((name) => ['--project', name])], {
    GDL_TEST_RESULTS: results,
    GDL_TEST_BEGUN: String(begun),
    NO_COLOR: '1',
    ...env,
  });
  const ran = outcomes().slice(before);
  for (const { state, name, project, reason, errors } of ran) {
    if (state === 'skipped') sum.skipped.push({ name, reason });
    else count(`${project}: ${name}`, state === 'passed', errors);
  }
  for (const project of projects) {
    if (!ran.some((outcome) => outcome.project === project)) count(`${project}: no test ran`, false);
  }
  if (code !== 0 && !ran.some(({ state }) => state === 'failed')) count(`vitest ended with ${code}`, false);
}

function outcomes() {
  return readFileSync(results, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The engine that a bare `docker` uses: set up by the product itself where that is possible. */
async function prepareDefault() {
  say('== the default engine and its base images (go-docker-lab doctor --fix --yes)');
  if ((await run([process.execPath, cli, 'doctor', '--fix', '--yes'])) === 0) return '';
  const reason = 'no usable engine, or base images are missing (go-docker-lab doctor says more)';
  if (ci || isBare()) count('preparing the default engine', false);
  return `skip:${reason}`;
}

function isBare() {
  return process.platform === 'linux' && process.getuid() === 0 && existsSync('/usr/bin/apt-get');
}

/** A private engine with base images from the product itself; gives its folder, or `skip:` and why not. */
async function preparePrivate(name, version, bases) {
  say(`== a private engine ${version} (${name})`);
  const dir = join(folder, name);
  if (!isBare()) return `skip:a private engine needs root on Debian or Ubuntu`;
  engines.push(dir);
  if ((await run(['sh', engineScript, 'up', version, dir])) !== 0) {
    count(`starting the private engine ${version}`, false);
    return `skip:the private engine ${version} did not start`;
  }
  const env = { ...engineEnv(dir) };
  if ((await run([process.execPath, cli, 'doctor', '--fix', '--yes', ...bases], env)) !== 0) {
    count(`base images on the private engine ${version}`, false);
    return `skip:the private engine ${version} has no base images`;
  }
  return dir;
}

function engineEnv(dir) {
  return {
    DOCKER_HOST: `unix://${dir}/docker.sock`,
    DOCKER_CONFIG: `${dir}/config`,
    DOCKER_CONTEXT: undefined,
    DOCKER_API_VERSION: undefined,
    PATH: `${dir}/bin:${process.env.PATH}`,
  };
}

let torn = false;
function tearDown() {
  if (torn) return;
  torn = true;
  for (const dir of engines) {
    // All of it goes: no need to wait for containers to stop. engine.sh removes what a killed engine leaves.
    const pidFile = join(dir, 'dockerd.pid');
    try {
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
    spawnSync('sh', [engineScript, 'rm', dir], { stdio: 'ignore' });
  }
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    current?.kill(signal);
    tearDown();
    process.exit(130);
  });
}

try {
  if (await step('build', [process.execPath, join(root, 'scripts', 'build.mjs')])) {
    await step('typecheck', ['npm', 'run', '--silent', 'typecheck']);
    await step('lint', ['npm', 'run', '--silent', 'lint']);
    await vitest(['unit', 'build', 'docs', 'cli', 'pty', 'package']);
    const quick = ['--course', join(root, 'test', 'fixtures', 'courses', 'quick')];
    const all = {
      GDL_TEST_ENGINE_DEFAULT: await prepareDefault(),
      GDL_TEST_ENGINE_OLD: await preparePrivate('old', '20.10', []),
      GDL_TEST_ENGINE_SPARE: await preparePrivate('spare', '26', quick),
    };
    await vitest(['docker'], all);
  }
} finally {
  say('== removing what was started for the tests');
  tearDown();
}

if (sum.passed === 0) count('nothing ran', false);
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.join('')}`);
if (sum.skipped.length > 0) {
  process.stdout.write(`\nSkipped:\n${sum.skipped.map(({ name, reason }) => `  ${name}: ${reason}\n`).join('')}`);
}
const skipped = sum.skipped.length > 0 ? `, ${sum.skipped.length} skipped` : '';
process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
process.exit(sum.failed > 0 ? 1 : 0);
