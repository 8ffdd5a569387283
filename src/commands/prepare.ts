import type { Course } from '../course/model.ts';
import { type Lang, type Message, msg } from '../i18n/message.ts';
import { sweepStale } from '../runtime/sweep.ts';
import type { Desk, SessionMemory, World } from '../runtime/world.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';

/** The prefix of the learner's images and containers. */
export function prefixOf(app: App, course: Course): string {
  return app.learner === '' ? course.name : `${course.name}-${app.learner}`;
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
  };
}

/** Connects to the engine, finds the base images, and clears what a killed session left. */
export async function prepareWorld(
  app: App,
  desk: Desk,
  memory: SessionMemory,
  notice: (notice: Message) => void,
): Promise<World> {
  const { course } = desk;
  const engine = await connectOrStop(app);
  const bases = await app.resolveBases(course, engine, app.interrupted);
  if (bases.standIns.length > 0) notice(msg('run.stand-ins', { names: bases.standIns.join(', ') }));
  const world: World = {
    ...desk,
    engine,
    http: app.http,
    prefix: prefixOf(app, course),
    learner: app.learner === '' ? 'default' : app.learner,
    session: app.session,
    bases: bases.mapping,
    memory,
  };
  const swept = await sweepStale(world, app.interrupted);
  if (swept.length > 0) notice(msg('run.swept', { count: swept.length }));
  return world;
}
