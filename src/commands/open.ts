import type { Course } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import type { Lang, Message } from '../i18n/message.ts';
import type { WorkshopInfo } from '../render/tui/scene.ts';
import { type LiveSession, openSession } from '../runtime/open-session.ts';
import { previewCommands } from '../runtime/preview.ts';
import { type Desk, emptyMemory } from '../runtime/world.ts';
import type { DoctorFace } from '../session/findings.ts';
import { alone } from './alone.ts';
import type { App } from './app.ts';
import { type BaseSupply, createBaseSupply } from './base-supply.ts';
import { guideInPlain } from './guide.ts';
import { deskOf, prepareWorld, previewOf } from './prepare.ts';
import { ensureReady } from './ready.ts';
import { runCourse } from './run.ts';

/** Milliseconds after which what can wait begins. */
const firstPicture = 500;

/** No command: the workshop, where the learner left off. Without anyone to answer, the whole course runs. */
export async function openWorkshop(app: App): Promise<number> {
  if (app.flags.json || !app.terminal.answers) return runCourse(app, [], {});
  const course = await app.loadCourse();
  if (app.flags.yes) await ensureReady(app, course);
  const store = app.progress(course);
  return alone(app, store, app.workspace, (leftovers) => withSession(app, course, store, leftovers));
}

async function withSession(
  app: App,
  course: Course,
  store: ReturnType<App['progress']>,
  leftovers: readonly Message[],
): Promise<number> {
  const { progress, notices } = await store.load();
  const memory = emptyMemory();
  let lang: Lang = app.flags.lang ?? progress.lang ?? app.lang;
  let engine: string | undefined;
  const desk = deskOf(app, course, { workspace: app.workspace, lang: () => lang });
  const supply = createBaseSupply(app, course, (notice) => session.dispatchNotice(notice));
  const session: LiveSession = openSession({
    course,
    desk,
    watcher: app.watcher,
    clock: app.clock,
    session: app.session,
    memory,
    progress,
    store,
    mode: 'guided',
    learner: app.learner,
    prepare: async (notice) => {
      const world = await prepareWorld(app, desk, memory, notice, { mayLackBases: true });
      engine = `Docker ${world.engine.info.version} (${world.engine.info.context})`;
      return world;
    },
    provide: (world, lab, notice, signal) => supply.provide(world, lab, notice, signal),
  });
  const ahead = (): void => supply.ahead(session.getState().position.lab);
  session.subscribe((_, event) => {
    if (event.type === 'step.opened' || event.type === 'next.requested') ahead();
  });
  for (const notice of [...notices, ...leftovers]) session.dispatchNotice(notice);
  const leaving = new AbortController();
  const left = AbortSignal.any([app.interrupted, leaving.signal]);
  try {
    session.start();
    // The first picture comes first.
    void app.clock.wait(firstPicture, left).then(() => {
      ahead();
      if (scans(course)) void app.scanner.look(left);
    }, noMatter);
    if (!app.terminal.interactive) return await guideInPlain({ ...app, lang }, course, session);
    const info = (): WorkshopInfo => ({
      version: app.version,
      workspace: app.shortPath(app.workspace),
      ...(engine === undefined ? {} : { engine }),
      ...(app.learner === '' ? {} : { learner: app.learner }),
    });
    return await inTerminal({ ...app, lang }, desk, session, supply, info, (next) => {
      lang = next;
      session.dispatch({ type: 'language.chosen', lang: next });
    });
  } finally {
    leaving.abort();
    await supply.stop();
    await session.close();
  }
}

async function inTerminal(
  app: App,
  desk: Desk,
  session: LiveSession,
  supply: BaseSupply,
  info: () => WorkshopInfo,
  onLangChange: (lang: Lang) => void,
): Promise<number> {
  const { openWorkshop: open } = await import('../render/tui/mount.tsx');
  const { course } = desk;
  const reason = await open({
    session,
    course,
    lang: app.lang,
    theme: { color: app.terminal.color },
    doctor: refreshing(app, course, session, supply),
    stdin: app.terminal.stdin,
    stdout: app.terminal.stdout,
    stderr: app.terminal.stderr,
    info,
    spareRow: app.terminal.spareRow,
    preview: (place) => previewCommands(previewOf(app, course, session.world), place),
    shell: app.shell,
    clock: app.clock,
    programs: {
      editorName: () => app.programs.editorName(),
      openEditor: (file, line) => app.programs.openEditor(desk.resolve(file), line),
      openShell: () => app.programs.openShell(desk.workspace),
    },
    terminalEnv: app.terminal.env,
    process: app.terminal.signals,
    signal: app.interrupted,
    onLangChange,
  });
  return reason === 'quit' || reason === 'stdin-closed' ? exitCodes.ok : exitCodes.interrupted;
}

/** Who leaves before the first picture wants nothing of what comes after it. */
function noMatter(): void {}

/** Whether a step of the course scans an image: which scanner is here is then known before its command is shown. */
function scans(course: Course): boolean {
  return course.labs.some((lab) =>
    lab.steps.some((step) => 'actions' in step && step.actions.some((action) => 'scan' in action)),
  );
}

/** Doctor, with what was known of the engine forgotten after each fix. */
function refreshing(app: App, course: Course, session: LiveSession, supply: BaseSupply): DoctorFace {
  const doctor = app.doctor(course);
  return {
    examine: (onFinding, signal) => doctor.examine(onFinding, signal),
    async apply(fix, onProgress, signal) {
      await doctor.apply(fix, onProgress, signal);
      app.forgetEngine();
      session.refresh();
      supply.renew();
    },
  };
}
