import { exitCodes, MachineError } from '../errors.ts';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { Kits, OpenKit, StoredImage } from '../ports/kit.ts';
import type { App } from './app.ts';
import { connectOrStop } from './connect.ts';
import { answer, tell, tellProgress } from './kit-progress.ts';

/** What becomes of an image of a kit. */
interface Sorted {
  readonly load: readonly StoredImage[];
  /** Here already, or not needed because the public image is. */
  readonly present: readonly StoredImage[];
  /** Another image has that name, and keeps it. */
  readonly kept: readonly StoredImage[];
}

/** `kit load FILE`: verifies all of a kit, then gives the engine what it lacks. */
export async function loadKit(app: App, path: string): Promise<number> {
  const kits = await app.kits();
  await kits.expect(path);
  // Before minutes are spent on a large file.
  const engine = await connectOrStop(app);
  tell(app, msg('kit.verifying', { path: app.shortPath(path) }));
  const kit = await kits.open(path, tellProgress(app));
  tell(
    app,
    msg('kit.verified', { course: kit.facts.course.id, runner: kit.facts.runner, bytes: formatBytes(kit.bytes) }),
  );
  tell(app, msg('kit.sum', { sha256: kit.sha256 }));
  const sorted = await sort(app, kits, kit, engine);
  await spaceFor(app, kits, engine, sorted.load);
  for (const image of sorted.present) tell(app, msg('kit.present', { name: image.reference }));
  for (const image of sorted.kept) tell(app, msg('kit.kept', { name: image.reference }));
  for (const [index, image] of sorted.load.entries()) {
    const count = { number: index + 1, of: sorted.load.length };
    const what = msg('kit.progress.image', { ...count, name: image.reference });
    tell(app, msg('kit.loading', { what, bytes: formatBytes(image.bytes) }));
    await kits.load(kit, image, engine, tellProgress(app, count));
  }
  const names = (images: readonly StoredImage[]): readonly string[] => images.map((image) => image.reference);
  const { load, present, kept } = sorted;
  if (app.flags.json) {
    const said = { loaded: names(load), present: names(present), kept: names(kept) };
    answer(app, 'kit.loaded', { course: kit.facts.course.id, sha256: kit.sha256, ...said });
    return exitCodes.ok;
  }
  tell(app, msg('kit.loaded', { loaded: load.length, others: present.length + kept.length }));
  tell(app, msg('kit.loaded.next'));
  return exitCodes.ok;
}

/** Throws a MachineError when the kit has no image for this engine's CPU. */
async function sort(app: App, kits: Kits, kit: OpenKit, engine: Engine): Promise<Sorted> {
  const own = `linux/${engine.info.architecture}`;
  const { images } = kit;
  const fitting = images.filter((image) => image.platform === own);
  if (fitting.length === 0 && images.length > 0)
    throw new MachineError({
      what: msg('kit.other-cpu', { platforms: [...new Set(images.map((image) => image.platform))].join(', '), own }),
      next: msg('kit.other-cpu.next', { own }),
    });
  const sorted = { load: [] as StoredImage[], present: [] as StoredImage[], kept: [] as StoredImage[] };
  for (const image of fitting) {
    const found = await kits.look(image, engine, app.interrupted);
    const isPublic = image.reference === image.base;
    const needless =
      found === 'absent' &&
      !isPublic &&
      (await kits.look({ ...image, reference: image.base }, engine, app.interrupted)) !== 'absent';
    if (found === 'same' || needless) sorted.present.push(image);
    else if (found === 'other') sorted.kept.push(image);
    else sorted.load.push(image);
  }
  return sorted;
}

/** An engine unpacks an archive first, and its layers after that. */
async function spaceFor(app: App, kits: Kits, engine: Engine, images: readonly StoredImage[]): Promise<void> {
  if (images.length === 0) return;
  const sizes = images.map((image) => image.bytes);
  const needed = sizes.reduce((sum, size) => sum + size, 0) + Math.max(...sizes);
  const space = await kits.space(engine, app.interrupted);
  if (!space || space.free >= needed) return;
  throw new MachineError({
    what: msg('kit.no-space', { path: space.path, free: formatBytes(space.free), needed: formatBytes(needed) }),
    next: msg('files.full.next'),
  });
}
