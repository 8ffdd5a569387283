// The headless course against a plain script of the same docker commands and requests.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { account } from './account.mjs';
import { cleanEnvironment, newFolder, peakMemory } from './environment.mjs';
import { plainScript } from './plain-script.mjs';
import { interleave, ratio, summary } from './stats.mjs';

const run = promisify(execFile);

export async function benchCourse(root, program, folder, { learner, lab, rounds }, onValue) {
  const workspace = await newFolder(folder, 'workspace');
  const env = cleanEnvironment(await newFolder(folder, 'state'));
  let memory = 0;
  const shares = [];

  /** One run; its seconds. */
  async function headless() {
    const file = join(folder, 'events.ndjson');
    const args = ['run', ...(lab ? [lab] : []), '--json', '--learner', learner, '--workspace', workspace];
    const { seconds, code, peak } = await timed(process.execPath, [program, ...args], { env, cwd: folder }, file);
    const events = (await readFile(file, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    if (code !== 0) throw new Error(`the course ended with ${code}: ${JSON.stringify(whyNot(events))}`);
    memory = Math.max(memory, peak);
    return { seconds, events };
  }

  /** One run of the script; its seconds. Written outside the time that counts. */
  async function script(events, readings) {
    const stamp = randomBytes(4).toString('hex');
    const course = join(root, 'labs');
    const text = await plainScript({ events, course, workspace, learner, free: freePort, stamp, readings });
    const file = join(folder, readings ? 'script-readings.sh' : 'script.sh');
    await writeFile(file, text);
    const log = join(folder, 'script.log');
    const { seconds, code } = await timed('sh', [file], { env, cwd: folder }, log);
    if (code !== 0) throw new Error(`the script ended with ${code}: ${await readFile(log, 'utf8')}`);
    return seconds;
  }

  try {
    // The first run fills the caches for all, and says what the script is to do.
    const { events } = await headless();
    const subjects = {
      course: async () => {
        const { events: told, seconds } = await headless();
        shares.push(account(told, seconds));
        return seconds;
      },
      script: () => script(events, false),
      scriptWithReadings: () => script(events, true),
    };
    const found = await interleave(rounds, subjects, onValue);
    return {
      lab: lab ?? 'all',
      seconds: Object.fromEntries(Object.entries(found).map(([name, values]) => [name, summary(values)])),
      againstScript: ratio(found.course, found.script),
      againstScriptWithReadings: ratio(found.course, found.scriptWithReadings),
      shares: Object.fromEntries(
        Object.keys(shares[0]).map((name) => [name, summary(shares.map((share) => share[name]))]),
      ),
      commands: events.filter((event) => event.type === 'action.started').length,
      checks: events.filter((event) => event.type === 'check.judged').length,
      memory: memory || undefined,
    };
  } finally {
    await removeTraces(learner);
  }
}

/** What a failed run has to say. */
function whyNot(events) {
  return events
    .filter((event) => event.type === 'run.broke' || event.verdict === 'failed' || event.type === 'error.raised')
    .slice(0, 3);
}

/** Runs a program with its output in a file, and looks at its memory on the way. */
function timed(file, args, options, output) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const sink = createWriteStream(output);
    child.stdout.pipe(sink, { end: false });
    child.stderr.pipe(file === 'sh' ? sink : process.stderr, { end: false });
    let peak = 0;
    const look = () => {
      peak = Math.max(peak, peakMemory(child.pid) ?? 0);
    };
    const looking = setInterval(look, 100);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(looking);
      const seconds = (performance.now() - begun) / 1000;
      sink.end(() => resolve({ seconds, code, peak }));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Removes what was made on the engine, by the label of this learner and no other. */
async function removeTraces(learner) {
  const filter = ['--filter', `label=go-docker-lab.learner=${learner}`];
  const kinds = [
    [
      ['ps', '-aq'],
      ['rm', '-f'],
    ],
    [
      ['network', 'ls', '-q'],
      ['network', 'rm'],
    ],
    [
      ['images', '-aq', '--no-trunc'],
      ['rmi', '-f'],
    ],
  ];
  for (const [list, remove] of kinds) {
    const { stdout } = await run('docker', [...list, ...filter]);
    const ids = [...new Set(stdout.split('\n').filter(Boolean))];
    if (ids.length > 0) await run('docker', [...remove, ...ids], { maxBuffer: 16e6 }).catch(() => undefined);
  }
}

/** Whether there is an engine to run the course on; the reason when not. */
export async function engineVersion() {
  try {
    return { version: (await run('docker', ['version', '--format', '{{.Server.Version}}'])).stdout.trim() };
  } catch (error) {
    return {
      missing: String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .at(-1),
    };
  }
}
