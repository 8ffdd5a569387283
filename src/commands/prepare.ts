import type { Course } from '../course/model.ts';
import { type Message, msg } from '../i18n/message.ts';
import { sweepStale } from '../runtime/sweep.ts';
import { layOut } from '../runtime/workspace.ts';
import type { SessionMemory, World } from '../runtime/world.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';

/** The prefix of the learner's images and containers. */
export function prefixOf(app: App, course: Course): string {
  return app.learner === '' ? course.name : `${course.name}-${app.learner}`;
}

/** Connects to the engine, finds the base images, lays out the workspace, and clears what a killed session left. */
export async function prepareWorld(
  app: App,
  course: Course,
  memory: SessionMemory,
  options: { readonly workspace: string; readonly lang: () => World['lang'] extends () => infer L ? L : never },
  notice: (notice: Message) => void,
): Promise<World> {
  const engine = await connectOrStop(app);
  const bases = await app.resolveBases(course, engine, app.interrupted);
  if (bases.standIns.length > 0) notice(msg('run.stand-ins', { names: bases.standIns.join(', ') }));
  const resolve = (path: string): string => app.join(options.workspace, path);
  for (const kept of await layOut(course, app.files, resolve)) notice(kept);
  const world: World = {
    course,
    engine,
    http: app.http,
    files: app.files,
    clock: app.clock,
    workspace: options.workspace,
    resolve,
    prefix: prefixOf(app, course),
    learner: app.learner === '' ? 'default' : app.learner,
    session: app.session,
    bases: bases.mapping,
    lang: options.lang,
    memory,
  };
  const swept = await sweepStale(world, app.interrupted);
  if (swept.length > 0) notice(msg('run.swept', { count: swept.length }));
  return world;
}
