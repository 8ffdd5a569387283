import type { Course, Lab } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { openSession } from '../runtime/open-session.ts';
import { layAsDone } from '../runtime/workspace.ts';
import { type Desk, emptyMemory, labelKeys, ownerValue, type World } from '../runtime/world.ts';
import { type Place, stepKey } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { isLacking } from '../session/selectors.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { type LeftBehind, leftBehind } from './checkpoint-plan.ts';
import { faceOf } from './face.ts';
import { printNotices } from './notices.ts';
import { ownCommand } from './own-command.ts';
import { labOf } from './plan.ts';
import { deskOf, prepareWorld } from './prepare.ts';
import { ensureReady } from './ready.ts';

/** `start [LAB]`: begins at a lab; what the earlier ones would have left is made ready, and marked as such. */
export async function startAt(app: App, target: string | undefined, filesOnly: boolean): Promise<number> {
  const course = await app.loadCourse();
  if (target === undefined) return listStarts(app, course);
  const lab = labOf(course, target);
  const earlier = course.labs.slice(0, course.labs.indexOf(lab));
  const store = app.progress(course);
  return alone(app, store, app.workspace, async (leftovers) => {
    printNotices(app, leftovers);
    const desk = deskOf(app, course, { workspace: app.workspace, lang: () => app.lang });
    const wanted = filesOnly ? [] : earlier.flatMap(leftBehind);
    const files = await layFiles(app, desk, store, earlier, wanted);
    const images = wanted.length === 0 ? nothingBuilt : await buildImages(app, desk, store, wanted);
    if (images.code !== undefined || app.interrupted.aborted) {
      if (!app.flags.json)
        print(app, `\n${say(app.lang, msg('start.stopped', { command: ownCommand(app, 'start', lab.id) }))}`);
      return images.code ?? exitCodes.interrupted;
    }
    const { progress } = await store.load();
    const position: Place = { lab: lab.id, step: lab.steps[0]?.id ?? '' };
    await store.save({ ...progress, position });
    conclude(app, lab, { ...files, ...images, position });
    return images.unprepared.length > 0 ? exitCodes.checkFailed : exitCodes.ok;
  });
}

function listStarts(app: App, course: Course): number {
  if (app.flags.json) {
    const labs = course.labs.map((lab) => ({ id: lab.id, title: lab.title[app.lang] }));
    print(app, JSON.stringify({ v: 1, type: 'starts', labs }));
    return exitCodes.ok;
  }
  print(app, say(app.lang, msg('start.choose')));
  for (const lab of course.labs) print(app, `  ${lab.id}  ${lab.title[app.lang]}`);
  const command = ownCommand(app, 'start', course.labs.at(-1)?.id ?? '');
  print(app, say(app.lang, msg('start.choose.next', { command })));
  return exitCodes.ok;
}

interface LaidFiles {
  readonly laid: readonly string[];
  readonly kept: readonly string[];
}

/** The files first, and what they prepare recorded at once; a step whose image is still to be built is not prepared yet. */
async function layFiles(
  app: App,
  desk: Desk,
  store: ProgressStore,
  labs: readonly Lab[],
  wanted: readonly LeftBehind[],
): Promise<LaidFiles> {
  const { progress, notices } = await store.load();
  printNotices(app, notices);
  const laid: string[] = [];
  const kept: string[] = [];
  const prepared: string[] = [];
  for (const lab of labs) {
    const done = await layAsDone(desk, lab.id);
    laid.push(...done.laid);
    kept.push(...done.kept);
    prepared.push(...done.steps.map((step) => stepKey({ lab: lab.id, step })));
    printNotices(app, done.notices);
  }
  const built = new Set(wanted.map((one) => stepKey(one.place)));
  const ready = prepared.filter((key) => !built.has(key));
  await store.save(withPrepared(progress, ready, new Date(app.clock.now()).toISOString()));
  if (!app.flags.json && laid.length > 0) print(app, say(app.lang, msg('start.laid', { files: laid.join(', ') })));
  if (!app.flags.json && kept.length > 0) print(app, say(app.lang, msg('start.kept', { files: kept.join(', ') })));
  return { laid, kept };
}

/** What the learner passed themselves stays theirs. */
function withPrepared(progress: Progress, keys: readonly string[], at: string): Progress {
  const made = keys
    .filter((key) => progress.steps[key]?.outcome !== 'passed')
    .map((key) => [key, { outcome: 'prepared', at, seconds: 0, checks: [] }] as const);
  return { ...progress, steps: { ...progress.steps, ...Object.fromEntries(made) } };
}

interface BuiltImages {
  readonly prepared: readonly string[];
  /** Whose images stand already and are the learner's. */
  readonly stands: readonly string[];
  /** Whose build failed. */
  readonly unprepared: readonly string[];
  /** How it ended when it did not come to its end. */
  readonly code?: number;
}

const nothingBuilt: BuiltImages = { prepared: [], stands: [], unprepared: [] };

async function buildImages(
  app: App,
  desk: Desk,
  store: ProgressStore,
  wanted: readonly LeftBehind[],
): Promise<BuiltImages> {
  const { course } = desk;
  await ensureReady(app, course);
  const { progress } = await store.load();
  const memory = emptyMemory();
  const notices: Parameters<typeof printNotices>[1][number][] = [];
  const world = await prepareWorld(app, desk, memory, (notice) => void notices.push(notice));
  const standing = await standingImages(world, progress, wanted, app.interrupted);
  const plan = wanted.map((one) => one.place).filter((place) => !standing.includes(stepKey(place)));
  if (!app.flags.json && standing.length > 0)
    print(app, say(app.lang, msg('start.stands', { places: standing.join(', ') })));
  // An empty plan would mean the whole course.
  if (plan.length === 0) return { ...nothingBuilt, stands: standing };
  const session = openSession({
    course,
    desk,
    clock: app.clock,
    session: app.session,
    memory,
    progress,
    store,
    mode: 'preparing',
    plan,
    prepare: async () => world,
  });
  session.subscribe(faceOf(app, course));
  const cancel = (): void => session.dispatch({ type: 'cancel.requested' });
  app.interrupted.addEventListener('abort', cancel);
  for (const notice of notices) session.dispatchNotice(notice);
  try {
    session.start();
    if (app.interrupted.aborted) cancel();
    const { steps } = await session.done;
    const phases = plan.map((place) => [stepKey(place), steps[stepKey(place)]] as const);
    const broken = phases.flatMap(([, step]) => (step?.phase === 'broken' ? step.exitCode : []))[0];
    const cancelled = phases.some(([, step]) => step?.phase === 'cancelled') ? exitCodes.interrupted : undefined;
    const code = broken ?? cancelled;
    return {
      prepared: phases.flatMap(([key, step]) => (step?.phase === 'passed' ? key : [])),
      stands: standing,
      // What this machine cannot do was said on the way, with its reason.
      unprepared: phases.flatMap(([key, step]) => (step && (step.phase === 'passed' || isLacking(step)) ? [] : key)),
      ...(code === undefined ? {} : { code }),
    };
  } finally {
    app.interrupted.removeEventListener('abort', cancel);
    await session.close();
  }
}

/** Steps whose images are the learner's doing and still there: passed, or built by hand under the lesson's name. */
async function standingImages(
  world: World,
  progress: Progress,
  wanted: readonly LeftBehind[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const standing: string[] = [];
  for (const { place, images } of wanted) {
    const found = await Promise.all(images.map((short) => world.engine.image(`${world.prefix}:${short}`, signal)));
    const passed = progress.steps[stepKey(place)]?.outcome === 'passed';
    const theirs = found.every((image) => image && (passed || image.labels[labelKeys.owner] !== ownerValue));
    if (theirs) standing.push(stepKey(place));
  }
  return standing;
}

function conclude(app: App, lab: Lab, done: LaidFiles & BuiltImages & { readonly position: Place }): void {
  if (app.flags.json) {
    const { laid, kept, prepared, stands, unprepared, position } = done;
    const answer = { v: 1, type: 'lab.started', lab: lab.id, laid, kept, prepared, stands, unprepared, position };
    print(app, JSON.stringify(answer));
    return;
  }
  const { unprepared } = done;
  if (unprepared.length > 0)
    print(app, `\n${say(app.lang, msg('start.unprepared', { places: unprepared.join(', ') }))}`);
  print(app, `\n${say(app.lang, msg('start.ready', { lab: lab.id, command: ownCommand(app) }))}`);
}
