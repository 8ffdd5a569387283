import type { Course } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import { formatSeconds } from '../i18n/format.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import { junitReport } from '../render/junit/report.ts';
import { comparisonText } from '../render/plain/comparison.ts';
import { openSession } from '../runtime/open-session.ts';
import { emptyMemory } from '../runtime/world.ts';
import { stepKey } from '../session/outline.ts';
import type { SessionState } from '../session/state.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { faceOf } from './face.ts';
import { ownCommand } from './own-command.ts';
import { planOf } from './plan.ts';
import { deskOf, prepareWorld } from './prepare.ts';
import { ensureReady } from './ready.ts';
import { mayWrite } from './target-file.ts';

export interface RunFlags {
  readonly from?: string;
  readonly junit?: string;
  readonly verbose?: boolean;
}

/** `run`: steps one after the other, unattended, in a folder of their own unless --workspace names one. */
export async function runCourse(app: App, targets: readonly string[], flags: RunFlags): Promise<number> {
  const course = await app.loadCourse();
  const plan = planOf(course, targets, flags.from);
  // Before the work, not after it: a report that cannot be written is known at once.
  if (flags.junit !== undefined) {
    await mayWrite(app, app.resolve(flags.junit), true);
    await app.files.write(app.resolve(flags.junit), '');
  }
  const store = app.progress(course);
  const shared = app.flags.workspace === undefined ? undefined : app.workspace;
  return alone(app, store, shared, async (leftovers) => {
    await ensureReady(app, course);
    return runPlan(app, course, { targets, plan }, flags, { store, leftovers });
  });
}

async function runPlan(
  app: App,
  course: Course,
  { targets, plan }: { readonly targets: readonly string[]; readonly plan: ReturnType<typeof planOf> },
  flags: RunFlags,
  { store, leftovers }: { readonly store: ReturnType<App['progress']>; readonly leftovers: readonly Message[] },
): Promise<number> {
  const own = app.flags.workspace === undefined;
  const workspace = own ? await app.files.scratch('go-docker-lab-') : app.workspace;
  const memory = emptyMemory();
  const { progress, notices } = await store.load();
  const desk = deskOf(app, course, { workspace, lang: () => app.lang });
  const session = openSession({
    course,
    desk,
    clock: app.clock,
    session: app.session,
    memory,
    progress,
    store,
    mode: 'unattended',
    plan,
    prepare: (notice) => prepareWorld(app, desk, memory, notice),
  });
  session.subscribe(faceOf(app, course, flags.verbose));
  const cancel = (): void => session.dispatch({ type: 'cancel.requested' });
  app.interrupted.addEventListener('abort', cancel);
  for (const notice of [...notices, ...leftovers]) session.dispatchNotice(notice);
  try {
    session.start();
    const state = await session.done;
    if (flags.junit !== undefined) await app.files.write(app.resolve(flags.junit), junitReport(state, app.lang));
    return conclude(app, course, state, (key) => restOf(course, targets, key));
  } finally {
    app.interrupted.removeEventListener('abort', cancel);
    await session.close();
    if (own) await app.files.remove(workspace);
  }
}

/** The last words of a run, and its exit code. */
function conclude(
  app: App,
  course: Course,
  state: SessionState,
  restFrom: (broken: string) => readonly string[],
): number {
  const broken = Object.entries(state.steps).find(([, step]) => step.phase === 'broken');
  if (!app.flags.json) {
    const table = comparisonText(course, withOwnFigures(state), app.lang, 78);
    if (table !== '') print(app, `\n${table}`);
    print(
      app,
      `\n${say(app.lang, msg('plain.total', { ...state.totals, time: formatSeconds(state.totals.seconds) }))}`,
    );
    if (broken?.[1].phase === 'broken') {
      // A name that another session or learner uses was refused: with it, the same would happen again.
      const { id } = broken[1].error.what;
      const renamed = id.startsWith('session.shared') || id === 'run.others' ? ['--learner', 'NAME'] : [];
      const command = ownCommand(app, 'run', ...restFrom(broken[0]), ...renamed);
      print(app, say(app.lang, msg('run.resume', { command })));
    }
  }
  const current = state.steps[stepKey(state.position)];
  if (app.interrupted.aborted || current?.phase === 'cancelled') return exitCodes.interrupted;
  if (broken && broken[1].phase === 'broken') return broken[1].exitCode;
  return state.totals.failed > 0 ? exitCodes.checkFailed : exitCodes.ok;
}

/** With the figures of this run alone: what an earlier one measured may be of another image by the same name. */
function withOwnFigures(state: SessionState): SessionState {
  const measured = Object.values(state.steps).flatMap((step) => ('run' in step ? step.run.figures : []));
  const own = new Set(measured.map(({ image, figure }) => `${image}/${figure}`));
  const figures = Object.fromEntries(Object.entries(state.progress.figures).filter(([key]) => own.has(key)));
  return { ...state, progress: { ...state.progress, figures } };
}

/** The words after `run` that do what is left of these targets from a step on, and nothing else. */
function restOf(course: Course, targets: readonly string[], from: string): readonly string[] {
  const left = planOf(course, targets, from);
  const rest = targets.filter((target) => left.some((place) => place.lab === target || stepKey(place) === target));
  const [first] = planOf(course, rest);
  return rest.length > 0 && first && stepKey(first) === from ? rest : [...rest, '--from', from];
}
