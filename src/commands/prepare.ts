import type { Course } from '../course/model.ts';
import { type Lang, type Message, msg } from '../i18n/message.ts';
import { prefixOf } from '../runtime/prefix.ts';
import type { PreviewOptions } from '../runtime/preview.ts';
import { sweepStale } from '../runtime/sweep.ts';
import type { Desk, SessionMemory, World } from '../runtime/world.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';

/** What is known of a step's commands before they run. */
export function previewOf(app: App, course: Course, world: World | undefined): PreviewOptions {
  const { session, shell } = app;
  return { course, prefix: prefixOf(course, app.learner), session, shell, scanner: app.scanner.name, world };
}

export interface DeskOptions {
  readonly workspace: string;
  readonly lang: () => Lang;
}

/** The learner's files, which need no engine. */
export function deskOf(app: App, course: Course, options: DeskOptions): Desk {
  return {
    course,
    files: app.files,
    clock: app.clock,
    workspace: options.workspace,
    resolve: (path) => app.join(options.workspace, path),
    lang: options.lang,
    shell: app.shell,
    examine: (onFinding, signal) => app.doctor(course).examine(onFinding, signal),
  };
}

/**
 * Connects to the engine, finds the base images, and clears what a killed session left. Throws a MachineError
 * when a base image is missing, unless they may be: who lets them sees to it before they are used.
 */
export async function prepareWorld(
  app: App,
  desk: Desk,
  memory: SessionMemory,
  notice: (notice: Message) => void,
  options: { readonly mayLackBases?: boolean } = {},
): Promise<World> {
  const { course } = desk;
  const engine = await connectOrStop(app);
  const bases = options.mayLackBases
    ? await app.lookForBases(course.bases, engine, app.interrupted)
    : await app.resolveBases(course, engine, app.interrupted);
  if (app.onWindowsDrive) notice(msg('platform.windows-drive', { path: app.workspace }));
  if (bases.standIns.length > 0) notice(msg('run.stand-ins', { names: bases.standIns.join(', ') }));
  const world: World = {
    ...desk,
    engine,
    http: app.http,
    scanner: app.scanner,
    prefix: prefixOf(course, app.learner),
    learner: app.learner === '' ? 'default' : app.learner,
    session: app.session,
    presence: app.presence,
    bases: bases.mapping,
    memory,
  };
  if (engine.remote) notice(msg('run.remote', { host: engine.remote.name }));
  const swept = await sweepStale(world, app.interrupted);
  if (swept.length > 0) notice(msg('run.swept', { count: swept.length }));
  return world;
}
