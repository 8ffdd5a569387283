import type { Course } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import type { Lang } from '../i18n/message.ts';
import type { WorkshopInfo } from '../render/tui/scene.ts';
import { type LiveSession, openSession } from '../runtime/open-session.ts';
import { previewCommands } from '../runtime/preview.ts';
import { type Desk, emptyMemory } from '../runtime/world.ts';
import type { DoctorFace } from '../session/findings.ts';
import { alone } from './alone.ts';
import type { App } from './app.ts';
import { guideInPlain } from './guide.ts';
import { deskOf, prefixOf, prepareWorld } from './prepare.ts';
import { ensureReady } from './ready.ts';
import { runCourse } from './run.ts';

/** No command: the workshop, where the learner left off. Without anyone to answer, the whole course runs. */
export async function openWorkshop(app: App): Promise<number> {
  if (app.flags.json || !app.terminal.answers) return runCourse(app, [], {});
  const course = await app.loadCourse();
  if (app.flags.yes) await ensureReady(app, course);
  const store = app.progress(course);
  return alone(app, store, app.workspace, () => withSession(app, course, store));
}

async function withSession(app: App, course: Course, store: ReturnType<App['progress']>): Promise<number> {
  const { progress, notices } = await store.load();
  const memory = emptyMemory();
  let lang: Lang = app.flags.lang ?? progress.lang ?? app.lang;
  let engine: string | undefined;
  const desk = deskOf(app, course, { workspace: app.workspace, lang: () => lang });
  const session = openSession({
    course,
    desk,
    watcher: app.watcher,
    clock: app.clock,
    session: app.session,
    memory,
    progress,
    store,
    mode: 'guided',
    prepare: async (notice) => {
      const world = await prepareWorld(app, desk, memory, notice);
      engine = `Docker ${world.engine.info.version} (${world.engine.info.context})`;
      return world;
    },
  });
  for (const notice of notices) session.dispatchNotice(notice);
  try {
    session.start();
    if (!app.terminal.interactive) return await guideInPlain({ ...app, lang }, course, session);
    const info = (): WorkshopInfo => ({
      version: app.version,
      workspace: app.shortPath(app.workspace),
      ...(engine === undefined ? {} : { engine }),
    });
    return await inTerminal({ ...app, lang }, desk, session, info, (next) => {
      lang = next;
      session.dispatch({ type: 'language.chosen', lang: next });
    });
  } finally {
    await session.close();
  }
}

async function inTerminal(
  app: App,
  desk: Desk,
  session: LiveSession,
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
    doctor: refreshing(app, course, session),
    stdin: app.terminal.stdin,
    stdout: app.terminal.stdout,
    stderr: app.terminal.stderr,
    info,
    spareRow: app.terminal.spareRow,
    preview: (place) => previewCommands(course, place, prefixOf(app, course), app.session),
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

/** Doctor, with what was known of the engine forgotten after each fix. */
function refreshing(app: App, course: Course, session: LiveSession): DoctorFace {
  const doctor = app.doctor(course);
  return {
    examine: (onFinding, signal) => doctor.examine(onFinding, signal),
    async apply(fix, onProgress, signal) {
      await doctor.apply(fix, onProgress, signal);
      app.forgetEngine();
      session.refresh();
    },
  };
}
