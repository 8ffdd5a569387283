import { posix } from 'node:path';
import * as z from 'zod';
import type { Course } from '../course/model.ts';
import { CourseError, ExplainedError, exitCodes, UserError } from '../errors.ts';
import { formatBytes, formatSeconds } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import type { KitFacts, Kits, OpenKit } from '../ports/kit.ts';
import { loadCourse } from '../runtime/load-course.ts';
import { stepKey } from '../session/outline.ts';
import { type App, print } from './app.ts';
import type { KitFlags } from './kit.ts';
import { answer, tell, tellProgress } from './kit-progress.ts';
import { ownCommand } from './own-command.ts';
import { planOf } from './plan.ts';

/** Those events of the kit's own program that are told to people. */
const line = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('offline.proved'),
    proved: z.boolean(),
    devices: z.array(z.string()),
    connect: z.string(),
  }),
  z.object({ type: z.literal('kit.loaded'), loaded: z.array(z.string()) }),
  z.object({
    type: z.literal('check.judged'),
    verdict: z.string(),
    check: z.string(),
    expected: z.string(),
    actual: z.string(),
  }),
  z.object({
    type: z.literal('step.finished'),
    lab: z.string(),
    step: z.string(),
    outcome: z.enum(['passed', 'failed', 'skipped', 'cancelled']),
    seconds: z.number(),
    reason: z.string().optional(),
  }),
  z.object({ type: z.enum(['run.broke', 'error.raised']), error: z.string() }),
  z.object({
    type: z.literal('course.finished'),
    passed: z.number(),
    failed: z.number(),
    skipped: z.number(),
    seconds: z.number(),
  }),
]);

/** Where the course lies in a kit; its paths have forward slashes on every system. */
const courseInKit = { course: 'go-docker-lab/labs', join: posix.join };

/** `kit check FILE`: runs the course from the kit alone, on an engine of its own without a way out. */
export async function checkKit(app: App, path: string, flags: KitFlags): Promise<number> {
  const kits = await app.kits();
  const begun = app.clock.monotonic();
  await kits.expect(path);
  // Before all of the kit is read for nothing.
  await kits.expectRehearsal(app.interrupted);
  tell(app, msg('kit.verifying', { path: app.shortPath(path) }));
  const kit = await kits.open(path, tellProgress(app));
  tell(
    app,
    msg('kit.verified', { course: kit.facts.course.id, runner: kit.facts.runner, bytes: formatBytes(kit.bytes) }),
  );
  // The kit has its course in it; an engine takes its time.
  if (flags.only !== undefined) mustJudge(await loadCourse(kits.files(kit), courseInKit), flags.only);
  tell(app, msg('kit.check.begins'));
  let counts = { passed: 0, failed: 0, skipped: 0 };
  let proofs = 0;
  const code = await kits.rehearse({
    kit,
    places: flags.only === undefined ? [] : [flags.only],
    lang: app.lang,
    signal: app.interrupted,
    onLine(text) {
      if (app.flags.json) print(app, text);
      const event = parse(text);
      if (event?.type === 'course.finished')
        counts = { passed: event.passed, failed: event.failed, skipped: event.skipped };
      if (event?.type === 'offline.proved' && event.proved) proofs += 1;
      if (event) tellEvent(app, event);
      // A course leaves tens of thousands of files, which take their time.
      if (proofs === 2) tell(app, msg('kit.check.ends'));
    },
  });
  // A place that the course does not have proves nothing about the kit.
  if (code === exitCodes.usage) return code;
  const seconds = (app.clock.monotonic() - begun) / 1000;
  // Proved before the course and after it, and something was judged in between.
  const holds = code === exitCodes.ok && proofs >= 2 && counts.passed > 0;
  if (app.flags.json) answer(app, 'kit.checked', { holds, ...counts, seconds });
  else {
    const params = { ...counts, path: app.shortPath(path), time: formatSeconds(seconds) };
    tell(app, holds ? msg('kit.check.holds', params) : msg('kit.check.fails', params));
    if (!holds) await tellHowMade(app, kits, kit, params.path).catch(ofNoWeight);
  }
  return holds ? exitCodes.ok : exitCodes.checkFailed;
}

/** What is said of another kit changes nothing of what is known of this one. */
function ofNoWeight(error: unknown): void {
  if (!(error instanceof ExplainedError)) throw error;
}

/** How such a kit is made again: with all that was in this one, so that nobody finds out in the room what it lacks. */
async function tellHowMade(app: App, kits: Kits, { facts }: OpenKit, path: string): Promise<void> {
  const platforms = facts.platforms.map((one) => one.replace(/^linux\//, ''));
  // What `kit make` takes without being told: the Node.js that runs it.
  const own = await kits.nodes({}, app.interrupted);
  const nodes = facts.node.filter((one) => !own.some((o) => o.platform === one.platform && o.version === one.version));
  const course = (await isInForce(app, kits, facts)) ? [] : ['--course', 'FOLDER'];
  const node = nodes.length === 0 ? [] : ['--node', nodes.map(({ platform }) => `${platform}=PATH`).join(',')];
  const words = ['kit', 'make', path, ...course, '--platform', platforms.join(','), ...node, '--force'];
  tell(app, msg('kit.check.fails.next', { command: ownCommand(app, ...words) }));
  if (course.length > 0) tell(app, msg('kit.check.fails.course', { course: facts.course.id }));
  if (node.length > 0) tell(app, msg('kit.check.fails.node'));
}

/** Whether `kit make` would take the course of that kit without being told. */
async function isInForce(app: App, kits: Kits, { course }: KitFacts): Promise<boolean> {
  try {
    const { id, app: program } = await app.loadCourse();
    return id === course.id && (await kits.courseSum(program)) === course.sha256;
  } catch (error) {
    if (error instanceof CourseError) return false;
    throw error;
  }
}

/** Throws a UserError for a place that the course does not have, and for one at which nothing is judged: it would prove nothing. */
function mustJudge(course: Course, only: string): void {
  const judged = course.labs.map((lab) => ({
    lab: lab.id,
    steps: lab.steps.flatMap(({ id, checks }) => (checks.length > 0 ? [stepKey({ lab: lab.id, step: id })] : [])),
  }));
  const inLab = judged.find(({ lab }) => lab === only.split('/')[0])?.steps ?? [];
  const labs = judged.flatMap(({ lab, steps }) => (steps.length > 0 ? [lab] : []));
  // The course of the kit may be another than the one that `list` shows.
  const next = msg('kit.check.places', { places: (inLab.length > 0 ? inLab : labs).join(', ') });
  const places = planOf(course, [only], undefined, next).map(stepKey);
  if (places.every((place) => judged.every(({ steps }) => !steps.includes(place))))
    throw new UserError({ what: msg('kit.check.unjudged', { place: only }), next });
}

function parse(text: string): z.output<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tellEvent(app: App, event: z.output<typeof line>): void {
  switch (event.type) {
    case 'offline.proved':
      tell(app, msg('kit.check.proved', { devices: event.devices.join(', ') || '–', answer: event.connect }));
      return;
    case 'kit.loaded':
      tell(app, msg('kit.check.loaded', { names: event.loaded.join(', ') }));
      return;
    case 'check.judged':
      if (event.verdict === 'failed') tell(app, raw(`    ${event.check}: ${event.expected} / ${event.actual}`));
      return;
    case 'step.finished': {
      const place = `${event.lab}/${event.step}`;
      const time = formatSeconds(event.seconds);
      const reason = event.reason === undefined ? '' : ` ${event.reason}`;
      const outcome = msg(`kit.check.${event.outcome}`);
      tell(app, msg('kit.check.step', { outcome, place, time, reason }));
      return;
    }
    case 'run.broke':
    case 'error.raised':
      tell(app, raw(`  ${event.error}`));
      return;
    case 'course.finished':
      return;
  }
}
