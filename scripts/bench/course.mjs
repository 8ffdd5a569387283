// The headless course against a plain script of the same docker commands and requests.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { account } from './account.mjs';
import { freePort, removeTraces } from './engine-traces.mjs';
import { cleanEnvironment, newFolder } from './environment.mjs';
import { plainScript } from './plain-script.mjs';
import { interleave, ratio, summary } from './stats.mjs';
import { timed } from './timed.mjs';

export async function benchCourse(root, program, folder, { learner, lab, rounds }, onValue) {
  const workspace = await newFolder(folder, 'workspace');
  // The name is there so that nothing clashes. Who is alone waits for nobody, and neither does the script.
  const env = { ...cleanEnvironment(await newFolder(folder, 'state')), GO_DOCKER_LAB_BUILDS: '0' };
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
