import { type Course, findStep, type Step } from '../course/model.ts';
import { ExplainedError, exitCodes, UserError } from '../errors.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { encodeEvent } from '../render/json/encode.ts';
import { type LiveSession, openSession } from '../runtime/open-session.ts';
import { besides } from '../runtime/prefix.ts';
import { removeTraces } from '../runtime/sweep.ts';
import { emptyMemory, type World } from '../runtime/world.ts';
import type { SessionEvent } from '../session/events.ts';
import { type Place, stepKey } from '../session/outline.ts';
import { checkCounts } from '../session/selectors.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { faceOf } from './face.ts';
import { placeOf } from './plan.ts';
import { deskOf, prepareWorld } from './prepare.ts';
import { ensureReady } from './ready.ts';
import { makeTrial, type Trial } from './trial.ts';

export interface CheckFlags {
  /** Judged in place of the step's first file. */
  readonly dockerfile?: string;
  /** Stays, and judges after every save. */
  readonly watch?: boolean;
}

/** `check LAB/STEP`: judges what the learner has for one step, and records it as the workshop does. */
export async function checkStep(app: App, target: string, flags: CheckFlags): Promise<number> {
  const course = await app.loadCourse();
  const place = placeOf(course, target);
  const step = findStep(course, place.lab, place.step);
  if (!step) return exitCodes.usage;
  refuse(step, place, flags);
  const store = app.progress(course);
  if (flags.dockerfile === undefined || step.kind !== 'edit')
    return alone(app, store, app.workspace, (leftovers) =>
      judge(app, course, place, { store, watch: flags.watch === true, notices: leftovers }),
    );
  const file = app.resolve(flags.dockerfile);
  return alone(app, store, undefined, async () => {
    const trial = await makeTrial(app, step, file);
    const { notices } = trial;
    // Under a name of its own: the learner's images and containers stay as they are.
    const trying: App = { ...app, learner: besides(app.learner, 'trial') };
    try {
      return await judge(trying, course, place, { store, watch: flags.watch === true, trial, file, notices });
    } finally {
      await trial.remove();
    }
  });
}

function refuse(step: Step, place: Place, { dockerfile, watch }: CheckFlags): void {
  const flag = dockerfile !== undefined ? '--dockerfile' : watch ? '--watch' : undefined;
  if (step.kind === 'quiz')
    throw new UserError({ what: msg('check.quiz', { place: stepKey(place) }), next: msg('check.quiz.next') });
  if (flag !== undefined && step.kind !== 'edit')
    throw new UserError({ what: msg('check.no-files', { place: stepKey(place), flag }), next: msg('usage.list') });
}

interface Judging {
  readonly store: ProgressStore;
  readonly watch: boolean;
  /** What making the workspace ready had to tell. */
  readonly notices: readonly Message[];
  readonly trial?: Trial;
  /** The file behind the trial. */
  readonly file?: string;
}

async function judge(app: App, course: Course, place: Place, judging: Judging): Promise<number> {
  const { store, watch, trial, file } = judging;
  const { progress, notices } = await store.load();
  const memory = emptyMemory();
  const desk = deskOf(app, course, { workspace: trial?.folder ?? app.workspace, lang: () => app.lang });
  const begun = app.clock.monotonic();
  let world: World | undefined;
  const session = openSession({
    course,
    desk,
    ...(watch ? { watcher: app.watcher } : {}),
    clock: app.clock,
    session: app.session,
    memory,
    progress: { ...progress, position: place },
    store,
    mode: 'guided',
    prepare: async (notice) => {
      if (app.flags.yes) await ensureReady(app, course);
      world = await prepareWorld(app, desk, memory, notice);
      return world;
    },
  });
  session.subscribe(faceOf(app, course));
  for (const notice of [...notices, ...judging.notices]) session.dispatchNotice(notice);
  try {
    const once = (): void => session.dispatch({ type: isWhole(course, place) ? 'run.requested' : 'check.requested' });
    return await (watch ? judgeSaves(app, session, once, trial, file) : judgeOnce(app, session, once));
  } finally {
    await session.close();
    if (trial && world) await removeTraces(world);
    if (app.flags.json) tellEnd(app, session, (app.clock.monotonic() - begun) / 1000);
  }
}

/** What a step of the learner's own files does is part of its judgement; elsewhere what is on the engine is judged. */
function isWhole(course: Course, { lab, step }: Place): boolean {
  const kind = findStep(course, lab, step)?.kind;
  return kind === 'edit' || kind === 'checkpoint';
}

/** What the end of a run means for the exit code; `undefined` for an event that ends none, and for a run that was stopped. */
function codeOf(event: SessionEvent): number | undefined {
  if (event.type === 'run.broke') return event.error.exitCode;
  if (event.type !== 'step.finished' || event.outcome === 'cancelled') return undefined;
  return event.outcome === 'failed' ? exitCodes.checkFailed : exitCodes.ok;
}

function judgeOnce(app: App, session: LiveSession, begin: () => void): Promise<number> {
  return new Promise((resolve) => {
    const cancel = (): void => session.dispatch({ type: 'cancel.requested' });
    app.interrupted.addEventListener('abort', cancel);
    session.subscribe((_, event) => {
      if (event.type !== 'step.finished' && event.type !== 'run.broke') return;
      app.interrupted.removeEventListener('abort', cancel);
      if (event.type === 'step.finished' && event.outcome === 'skipped' && !event.reason)
        session.dispatchNotice(msg('check.nothing'));
      resolve(codeOf(event) ?? exitCodes.interrupted);
    });
    session.start();
    begin();
    if (app.interrupted.aborted) cancel();
  });
}

/** Judges now and after each save, until Ctrl-C; the last verdict is the exit code. */
async function judgeSaves(
  app: App,
  session: LiveSession,
  begin: () => void,
  trial: Trial | undefined,
  file: string | undefined,
): Promise<number> {
  let last: number | undefined;
  const ended = new AbortController();
  const end = AbortSignal.any([app.interrupted, ended.signal]);
  let watched = true;
  session.subscribe((_, event) => {
    // Only once saves are noticed: what is saved during the first judgement is not to be missed.
    if (event.type === 'watch.started') {
      const files = file === undefined ? event.files.join(', ') : app.shortPath(file);
      if (!app.flags.json) print(app, say(app.lang, msg('check.watching', { files })));
      begin();
    } else if (event.type === 'notice.given' && event.notice.id === 'watch.failed') {
      watched = false;
      begin();
    }
    if (event.type === 'run.broke') {
      // The machine may be mended before the next save.
      app.forgetEngine();
      session.refresh();
    }
    if (event.type === 'step.finished' || event.type === 'run.broke') last = codeOf(event) ?? last;
    if (last !== undefined && !watched) ended.abort();
  });
  const source =
    trial && file !== undefined
      ? app.watcher.watch([file], () => void takeOver(trial, session), { signal: end })
      : undefined;
  session.start();
  await aborted(app, end);
  source?.close();
  return last ?? exitCodes.interrupted;
}

/** The session notices the copy that changes with it. */
async function takeOver(trial: Trial, session: LiveSession): Promise<void> {
  try {
    await trial.refresh();
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    session.dispatchNotice(error.what);
  }
}

/** Resolves when it is aborted, and keeps the process alive until then: a watch does not. */
async function aborted({ clock }: App, signal: AbortSignal): Promise<void> {
  const day = 24 * 3600 * 1000;
  while (!signal.aborted) await clock.wait(day, signal).catch(() => undefined);
}

/** The last line of the stream, as `run` has it. */
function tellEnd(app: App, session: LiveSession, seconds: number): void {
  const at = new Date(app.clock.now()).toISOString();
  const counts = checkCounts(session.getState());
  const wire = encodeEvent(app.lang, { type: 'course.finished', at, ...counts, seconds });
  if (wire) print(app, JSON.stringify(wire));
}
