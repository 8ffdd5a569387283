import { exitCodes, UserError } from '../errors.ts';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';
import type { KitFlags } from './kit.ts';
import { answer, tell, tellProgress } from './kit-progress.ts';

const platforms = ['linux/amd64', 'linux/arm64'];

/** `kit make FILE`: the program, the course and its base images in one file. Throws a MachineError for what is missing. */
export async function makeKit(app: App, path: string, flags: KitFlags): Promise<number> {
  await mayWrite(app, path, flags.force);
  const nodes = nodesOf(app, flags.node);
  const wanted = platformsOf(flags.platform);
  const course = await app.loadCourse();
  const engine = await connectOrStop(app);
  const own = `linux/${engine.info.architecture}`;
  const chosen = wanted ?? [own];
  const { mapping, standIns } = chosen.includes(own)
    ? await app.resolveBases(course, engine, app.interrupted)
    : await app.lookForBases(course.bases, engine, app.interrupted);
  if (standIns.length > 0) tell(app, msg('run.stand-ins', { names: standIns.join(', ') }));
  const kits = await app.kits();
  const { bytes, sha256, facts, resumed } = await kits.make(
    {
      path,
      engine,
      bases: course.bases.map((name) => ({ name, image: mapping[name] ?? name })),
      platforms: chosen,
      nodes,
      runner: app.version,
      course: { id: course.id, version: course.version, app: course.app },
    },
    tellProgress(app),
  );
  if (app.flags.json) {
    answer(app, 'kit.made', { path, bytes, sha256, resumed, kit: facts });
    return exitCodes.ok;
  }
  const shown = app.shortPath(path);
  if (resumed > 0) tell(app, msg('kit.resumed', { bytes: formatBytes(resumed) }));
  tell(app, msg('kit.made', { path: shown, bytes: formatBytes(bytes), course: facts.course.id, runner: facts.runner }));
  tell(
    app,
    msg('kit.made.images', { images: facts.images.map((one) => `${one.reference} (${one.platform})`).join(', ') }),
  );
  tell(app, msg('kit.made.node', { version: facts.node.version, platforms: facts.node.platforms.join(', ') }));
  tell(app, msg('kit.sum', { sha256 }));
  tell(app, msg('kit.made.next', { path: shown }));
  return exitCodes.ok;
}

/** Throws for a file that is there and is not to be replaced, and for what is no file. */
async function mayWrite(app: App, path: string, force: boolean): Promise<void> {
  if (!(await app.files.exists(path))) return;
  await app.files.read(path, 1);
  if (force) return;
  throw new UserError({ what: msg('report.exists', { path: app.shortPath(path) }), next: msg('report.exists.next') });
}

function platformsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const named = text.split(',').map((one) => (one.includes('/') ? one : `linux/${one}`));
  const wrong = named.find((one) => !platforms.includes(one));
  if (wrong !== undefined) throw new UserError({ what: msg('kit.platform', { text }), next: msg('kit.platform.next') });
  return platforms.filter((one) => named.includes(one));
}

/** `linux/arm64=/path/to/node`, several with commas between. */
function nodesOf(app: App, text: string | undefined): Readonly<Record<string, string>> {
  const nodes: Record<string, string> = {};
  for (const word of text?.split(',') ?? []) {
    const [, platform, path] = /^((?:linux|darwin|windows)\/(?:amd64|arm64))=(.+)$/.exec(word) ?? [];
    if (platform === undefined || path === undefined)
      throw new UserError({ what: msg('kit.node', { text: word }), next: msg('kit.node.next') });
    nodes[platform] = app.resolve(path);
  }
  return nodes;
}
