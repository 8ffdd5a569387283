// From a save to the verdict: what the text alone tells, and all of it against the docker commands it takes.
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'yaml';
import { account } from './account.mjs';
import { engineVersion, freePort, removeTraces } from './engine-traces.mjs';
import { cleanEnvironment, newFolder } from './environment.mjs';
import { plainScript } from './plain-script.mjs';
import { interleave, ratio, summary } from './stats.mjs';
import { timed } from './timed.mjs';
import { watchStep } from './watched-step.mjs';

const goBuild = /^RUN ((?:--\S+ +)*)(?=.*\bgo build\b)/m;

export async function benchCoach(root, program, folder, { learner, step: place, rounds }, onValue) {
  const { missing } = await engineVersion();
  const labs = join(root, 'labs');
  const step = await readStep(labs, place);
  const workspace = await newFolder(folder, 'workspace');
  const env = cleanEnvironment(await newFolder(folder, 'state'));
  const path = join(workspace, step.file);
  const byHand = join(folder, 'by-hand');
  // No text comes twice, in other runs of the bench neither: the engine remembers what it has built.
  let saves = Date.now();
  /** Every save differs from all before it; a wrong text fails by its text, a right one makes `go build` run. */
  const wrong = () => `${step.start}\n# Save ${++saves}\n`;
  const right = () => step.solution.replace(goBuild, `RUN $1: ${++saves} && `);
  const args = ['--workspace', workspace, '--learner', learner];
  const watched = watchStep(program, place, args, { env, cwd: folder });

  /** Saves and follows the run that comes of it. */
  async function save(text, { bySwap = false } = {}) {
    const from = watched.events.length;
    const other = join(workspace, '.saved');
    await writeFile(bySwap ? other : path, text);
    if (bySwap) await rename(other, path);
    const saved = performance.now();
    const noticed = await watched.until((event) => event.type === 'file.saved', from, 'the save');
    const begun = watched.events.indexOf(noticed);
    const { runId } = await watched.until((event) => event.type === 'step.started', begun, 'the run');
    const own = (...types) =>
      watched.until((event) => event.runId === runId && types.includes(event.type), begun, types.join(' or '));
    return {
      first: async () => (await own('check.judged')).heard - saved,
      building: () => own('build.progressed'),
      end: async () => {
        const end = await own('step.finished', 'run.broke');
        return { ...end, after: end.heard - saved };
      },
      told: () => watched.events.filter((event) => event.runId === runId),
    };
  }

  /** Milliseconds to the first and to the last word on a text that is wrong. */
  async function untilWrong(options) {
    const run = await save(wrong(), options);
    const [first, end] = await Promise.all([run.first(), run.end()]);
    expectOutcome(end, 'failed', run.told());
    return { first, all: end.after };
  }

  async function untilRight() {
    const run = await save(right());
    const end = await run.end();
    expectOutcome(end, 'passed', run.told());
    return { seconds: end.after / 1000, told: run.told() };
  }

  async function statics(count, name, before = () => undefined, options = {}) {
    const found = [];
    for (let round = 0; round < count; round += 1) {
      // Not in step with any clock of ours.
      await wait(100 + Math.random() * 300);
      await before();
      found.push(await untilWrong(options));
      onValue(name, round, found.at(-1).all);
    }
    return { first: summary(found.map((one) => one.first)), all: summary(found.map((one) => one.all)) };
  }

  /** The docker commands of one run, by hand: in a folder of its own, where no save is noticed. */
  async function script(told, readings) {
    await writeFile(join(byHand, step.file), right());
    const started = { type: 'course.started', session: sessionOf(told) };
    const text = await plainScript({
      events: [started, ...told],
      course: labs,
      workspace: byHand,
      learner,
      free: freePort,
      stamp: 'bench',
      readings,
      again: true,
    });
    const file = join(folder, 'save.sh');
    await writeFile(file, text);
    const log = join(folder, 'save.log');
    const { seconds, code } = await timed('sh', [file], { env, cwd: folder }, log);
    if (code !== 0) throw new Error(`the script ended with ${code}: ${await readFile(log, 'utf8')}`);
    return seconds;
  }

  async function full() {
    // The first run makes what the step needs, and fills the caches for all.
    await untilRight();
    const { told } = await untilRight();
    await cp(workspace, byHand, { recursive: true });
    const shares = [];
    const subjects = {
      verdict: async () => {
        const run = await untilRight();
        shares.push(account(run.told, run.seconds));
        return run.seconds;
      },
      script: () => script(told, false),
      scriptWithReadings: () => script(told, true),
    };
    const found = await interleave(rounds.full, subjects, onValue);
    return {
      seconds: Object.fromEntries(Object.entries(found).map(([name, values]) => [name, summary(values)])),
      againstScript: ratio(found.verdict, found.script),
      againstScriptWithReadings: ratio(found.verdict, found.scriptWithReadings),
      shares: Object.fromEntries(
        Object.keys(shares[0]).map((name) => [name, summary(shares.map((share) => share[name]))]),
      ),
    };
  }

  try {
    await watched.until((event) => event.type === 'step.finished', 0, 'the first verdict');
    const inPlace = await statics(rounds.save, 'save');
    const bySwap = await statics(rounds.save, 'save by renaming', undefined, { bySwap: true });
    if (missing) return { place, inPlace, bySwap, skipped: `no engine: ${missing}` };
    const whileBuilding = await statics(rounds.full * 3, 'save while building', async () => {
      const run = await save(right());
      await run.building();
      await wait(Math.random() * 1000);
    });
    return { place, inPlace, bySwap, whileBuilding, full: await full() };
  } finally {
    await watched.stop();
    if (!missing) await removeTraces(learner);
  }
}

/** The first file of an edit step, as it is at the start and as it passes. */
async function readStep(labs, place) {
  const [lab, id] = place.split('/');
  const { steps } = parse(await readFile(join(labs, lab, 'lab.yaml'), 'utf8'));
  const step = steps.find((one) => one.id === id);
  if (step?.kind !== 'edit') {
    const edits = steps.filter((one) => one.kind === 'edit').map((one) => one.id);
    throw new Error(`${place} is no edit step; those of ${lab}: ${edits.join(', ')}`);
  }
  const [file] = step.files;
  const text = (variant) => readFile(join(labs, lab, 'edits', id, variant, file), 'utf8');
  return { file, start: await text('start'), solution: await text('solution') };
}

function sessionOf(told) {
  return /go-docker-lab\.session=(\w+)/.exec(told.find((event) => event.type === 'action.started').exact)?.[1];
}

function expectOutcome(end, outcome, told) {
  if (end.outcome === outcome) return;
  const why = told.filter((event) => event.verdict === 'failed' || event.type === 'run.broke');
  throw new Error(`${end.type} ${end.outcome}, not ${outcome}: ${JSON.stringify(why.slice(0, 3))}`);
}
