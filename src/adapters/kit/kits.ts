import { BugError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Files } from '../../ports/files.ts';
import type { Kits, OpenKit } from '../../ports/kit.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Process } from '../../ports/process.ts';
import { createDockerPipe } from './docker-pipe.ts';
import { lookFor } from './images.ts';
import { kitFiles, loadImage } from './load.ts';
import { makeKit } from './make.ts';
import { findNodes } from './nodes.ts';
import { findObstacles } from './obstacles.ts';
import { type IndexedKit, openKit } from './open.ts';
import { plainFile } from './plain-file.ts';
import { expectRehearsal, rehearse } from './rehearse.ts';
import { platformName, sumOfCourse } from './runner.ts';

export interface KitSettings {
  readonly process: Process;
  readonly files: Files;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** As node names it. */
  readonly arch: string;
  readonly pid: number;
  readonly presence: Presence;
  readonly node: { readonly path: string; readonly version: string };
  /** The folder of our package. */
  readonly root: string;
  /** The folder of the course. */
  readonly course: string;
  /** The folder of our shell scripts. */
  readonly scripts: string;
}

/** The offline kit; see the port. */
export function createKits(settings: KitSettings): Kits {
  const { platform } = settings;
  const pipe = createDockerPipe(settings);
  const ownPlatform = platformName(platform, settings.arch);
  const opened = new WeakMap<OpenKit, IndexedKit>();
  const indexed = (kit: OpenKit): IndexedKit => {
    const found = opened.get(kit);
    if (!found) throw new BugError({ what: msg('bug', { text: 'a kit that was not opened' }) });
    return found;
  };
  return {
    nodes: (given, signal) =>
      findNodes({ ...settings, own: { ...settings.node, platform: ownPlatform } }, given, signal),
    courseSum: (app) => sumOfCourse(settings, app),
    obstacles: (course) => findObstacles(settings, course),
    make: (request, options) => makeKit({ ...settings, pipe }, request, options),
    async expect(path) {
      await plainFile(path, msg('kit.absent.next'));
    },
    async open(path, options) {
      const kit = await openKit(path, options);
      opened.set(kit, kit);
      return kit;
    },
    files: (kit) => kitFiles(indexed(kit)),
    load: (kit, image, engine, options) => loadImage(pipe, indexed(kit), image, engine, options),
    look: lookFor,
    space: (engine, signal) => spaceOf(settings, engine, signal),
    expectRehearsal: (signal) => expectRehearsal(settings, signal),
    rehearse: ({ kit, ...request }) => rehearse({ ...settings, ownPlatform }, indexed(kit), request),
  };
}

async function spaceOf(
  { files, platform }: KitSettings,
  engine: Engine,
  signal?: AbortSignal,
): Promise<{ readonly path: string; readonly free: number } | undefined> {
  if (platform !== 'linux' || !engine.info.endpoint.startsWith('unix://')) return undefined;
  const args = ['info', '--format', engine.info.podmanCommand ? '{{.Store.GraphRoot}}' : '{{.DockerRootDir}}'];
  const path = (await engine.docker(args, signal ? { signal } : {})).stdout.trim();
  // An engine in a virtual machine names a folder that is not here.
  if (!path.startsWith('/') || !(await files.exists(path).catch(() => false))) return undefined;
  const free = await files.free(path);
  return free === undefined ? undefined : { path, free };
}
