import { exitCodes, MachineError, UserError } from '../errors.ts';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import type { KitBase, NodeProgram } from '../ports/kit.ts';
import { shellWord } from '../shell/line.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';
import type { KitFlags } from './kit.ts';
import { answer, tell, tellProgress } from './kit-progress.ts';
import { mayWrite } from './target-file.ts';

const platforms = ['linux/amd64', 'linux/arm64'];
/** Learners' machines. */
const nodePlatforms = ['linux', 'darwin', 'windows'].flatMap((os) => [`${os}/amd64`, `${os}/arm64`]);

/** `kit make FILE`: the program, the course and its base images in one file. Throws a MachineError for what is missing. */
export async function makeKit(app: App, path: string, flags: KitFlags): Promise<number> {
  await mayWrite(app, path, flags.force);
  const given = nodesOf(app, flags.node);
  const wanted = platformsOf(flags.platform);
  const kits = await app.kits();
  const nodes = await kits.nodes(given, app.interrupted);
  const course = await app.loadCourse();
  const [obstacle] = await kits.obstacles(course);
  if (obstacle) throw obstacle;
  const engine = await connectOrStop(app);
  const own = `linux/${engine.info.architecture}`;
  const chosen = wanted ?? [own];
  const bases = await app.kitBases(course, engine, app.interrupted);
  const namesOf = (source: KitBase['source']): string =>
    bases.flatMap((base) => (base.source === source ? [base.name] : [])).join(', ');
  const [missing, standIns] = [namesOf('missing'), namesOf('stand-in')];
  if (missing !== '' && chosen.includes(own))
    throw new MachineError({
      what: msg('doctor.bases.missing', { names: missing }),
      next: msg('doctor.bases.missing.next'),
    });
  if (standIns !== '') tell(app, msg('run.stand-ins', { names: standIns }));
  const { bytes, sha256, facts, resumed } = await kits.make(
    {
      path,
      engine,
      bases,
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
  tellNodes(app, nodes);
  tell(app, msg('kit.sum', { sha256 }));
  tell(app, msg('kit.made.next', { path: shellWord(app.shell, shown) }));
  return exitCodes.ok;
}

/** Which Node.js is in it for whom, and who needs one of their own. */
function tellNodes(app: App, nodes: readonly NodeProgram[]): void {
  for (const { platform, path, version } of nodes)
    tell(
      app,
      msg('kit.made.node', { platform, version: version ?? msg('kit.made.node-unknown'), path: app.shortPath(path) }),
    );
  const without = nodePlatforms.filter((one) => nodes.every(({ platform }) => platform !== one));
  if (without.length > 0) tell(app, msg('kit.made.no-node', { platforms: without.join(', ') }));
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
