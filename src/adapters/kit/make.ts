import { createReadStream } from 'node:fs';
import { type FileHandle, rename, stat } from 'node:fs/promises';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { KitFacts, KitOptions, KitProgress, MadeKit, MakeRequest } from '../../ports/kit.ts';
import { explainFileError } from '../file-error.ts';
import { type LockSettings, takeLock } from '../lock-file.ts';
import { whileBusy } from '../while-busy.ts';
import type { DockerPipe } from './docker-pipe.ts';
import { documentBytes, type KitManifest, kitFormat, manifestPath, nodePath, settingsPath } from './format.ts';
import { dropPulled, findSources, type Source } from './images.ts';
import { openKit } from './open.ts';
import { dropSpool, emptySpool, lockOf, mustBeOurs, openPart, spoolOf } from './part.ts';
import { type Planned, planKit } from './plan.ts';
import { readWritten, type Written } from './resume.ts';
import { listRunner, type RunnerSettings, sumOfContent } from './runner.ts';
import { type Spooled, spoolImage } from './spool.ts';
import { encodeHeader, padding, tarEnd } from './tar-header.ts';

export interface MakeSettings extends RunnerSettings, LockSettings {
  readonly pipe: DockerPipe;
}

/** Makes a kit in `path`.part and renames it when it is whole; see the port. */
export async function makeKit(settings: MakeSettings, request: MakeRequest, options: KitOptions): Promise<MadeKit> {
  const { path } = request;
  const part = `${path}.part`;
  await mustBeOurs(part).catch((error: unknown) => {
    throw explainFileError(error, part);
  });
  const { files, courseSha256 } = await listRunner(settings, request);
  const { id, version } = request.course;
  const factsOf = (sources: readonly Source[]): KitFacts => ({
    format: kitFormat,
    runner: request.runner,
    course: { id, version, sha256: courseSha256 },
    node: request.nodes.map(({ platform, version }) => ({ platform, path: nodePath(platform), version })),
    platforms: [...request.platforms],
    images: sources.map((source) => source.image),
  });
  try {
    // Alone from here on: another run for this file would take away again what both have pulled.
    return await alone(settings, part, () =>
      withSources(request, options, (sources) => {
        const facts = factsOf(sources);
        return write(settings, request, facts, planKit(facts, files), sources, options);
      }),
    );
  } catch (error) {
    throw explainFileError(error, path);
  }
}

async function withSources<T>(
  request: MakeRequest,
  { signal }: KitOptions,
  work: (sources: readonly Source[]) => Promise<T>,
): Promise<T> {
  const sources = await findSources(request, signal);
  try {
    return await work(sources);
  } finally {
    await dropPulled(request.engine, sources);
  }
}

async function alone<T>(settings: MakeSettings, part: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(lockOf(part), settings);
  if (!lock.taken)
    throw new MachineError({
      what: msg('kit.busy', { path: part, pid: String(lock.holder.pid) }),
      next: msg('kit.busy.next'),
    });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function write(
  settings: MakeSettings,
  { path, engine }: MakeRequest,
  facts: KitFacts,
  planned: readonly Planned[],
  sources: readonly Source[],
  options: KitOptions,
): Promise<MadeKit> {
  const part = `${path}.part`;
  const file = await openPart(part);
  let resumed: number;
  try {
    const before = await readWritten(file, part, planned, facts.images, options);
    resumed = before.end;
    await file.truncate(resumed);
    const written = [...before.written];
    const target = new Appender(file, resumed, options);
    let spooled: { readonly image: number; readonly parts: Spooled } | undefined;
    for (const plan of planned.slice(written.length)) {
      if (plan.kind !== 'file' && spooled?.image !== plan.image) {
        const have = new Set(written.flatMap((entry, index) => layerOf(planned[index], entry)));
        const parts = await save(plan.image, have);
        spooled = { image: plan.image, parts };
        target.begin({ ...whichImage(facts, plan.image), total: await sizeOf(parts) });
      }
      if (plan.kind === 'file') target.begin({ entry: plan.path });
      written.push(await append(target, plan, spooled?.parts));
    }
    await target.append(manifestPath, 0o644, { bytes: documentBytes(manifestOf(facts, planned, written)) });
    await target.raw(tarEnd);
    await file.sync();
  } finally {
    await file.close();
    await dropSpool(part);
  }
  // What lies on the disk is what counts, not what was meant to be written.
  const { bytes, sha256 } = await openKit(part, options);
  await whileBusy(settings.platform, () => rename(part, path));
  return { bytes, sha256, facts, resumed };

  async function save(image: number, have: ReadonlySet<string>): Promise<Spooled> {
    const source = sources[image];
    if (!source) throw new RangeError(`no image ${image}`);
    const { base } = source.image;
    const failed = {
      what: msg('kit.save-failed', { name: base }),
      next: msg('kit.save.next'),
      cut: { what: msg('kit.cut', { name: base }), next: msg('kit.save-cut.next') },
    };
    const { bytes: total } = source;
    const meter = { ...whichImage(facts, image), ...(total === undefined ? {} : { total }) };
    const attempt = async (): Promise<Spooled> => {
      await emptySpool(part);
      const saved = settings.pipe.read(engine.info, ['save', ...source.saveArgs], failed, options.signal);
      return spoolImage(counted(saved, meter, options), source.image, have, spoolOf(part));
    };
    try {
      return await attempt();
    } catch (error) {
      // Once more: the next connection may hold, and nothing of what came is in the kit yet.
      if (!(error instanceof MachineError) || error.what !== failed.cut.what) throw error;
      return attempt();
    }
  }
}

function layerOf(plan: Planned | undefined, { unpacked }: Written): readonly string[] {
  return plan?.kind === 'layer' && unpacked !== undefined ? [plan.layer] : [];
}

async function append(target: Appender, plan: Planned, spooled: Spooled | undefined): Promise<Written> {
  if (plan.kind === 'file') return target.append(plan.path, plan.mode, plan.content);
  if (!spooled) throw new RangeError(`nothing was saved for ${plan.path}`);
  if (plan.kind === 'settings') return target.append(plan.path, plan.mode, { bytes: spooled.settings });
  const layer = spooled.layers.get(plan.layer);
  if (!layer) throw new RangeError(`the layer ${plan.layer} was not saved`);
  return { ...(await target.append(plan.path, plan.mode, { from: layer.path })), unpacked: layer.bytes };
}

function manifestOf(facts: KitFacts, planned: readonly Planned[], written: readonly Written[]): KitManifest {
  const sizes = new Map<string, number>();
  for (const [index, plan] of planned.entries())
    if (plan.kind === 'layer') sizes.set(plan.layer, written[index]?.unpacked ?? 0);
  const byPath = new Map(written.map((entry) => [entry.path, entry] as const));
  return {
    entries: written.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    images: facts.images.map(({ base, platform, layers }, index) => {
      const settings = settingsPath(index, base, platform);
      const id = `sha256:${byPath.get(settings)?.sha256 ?? ''}`;
      return { settings, id, sizes: layers.map((layer) => sizes.get(layer) ?? 0) };
    }),
  };
}

/** What progress is told of. */
type Meter = Pick<KitProgress, 'entry' | 'image' | 'total'>;

function whichImage({ images }: KitFacts, index: number): Meter {
  return { entry: images[index]?.base ?? '', image: { number: index + 1, of: images.length } };
}

/** Bytes of what was taken out of an image, packed. */
async function sizeOf({ settings, layers }: Spooled): Promise<number> {
  let bytes = settings.length;
  for (const { path } of layers.values()) bytes += (await stat(path)).size;
  return bytes;
}

async function* counted(stream: AsyncIterable<Buffer>, meter: Meter, options: KitOptions): AsyncGenerator<Buffer> {
  let done = 0;
  for await (const chunk of stream) {
    done += chunk.length;
    // An archive is a little more than what is in it.
    options.onProgress?.({ phase: 'reading', done: Math.min(done, meter.total ?? done), ...meter });
    yield chunk;
  }
}

/** Writes entries one behind the other. */
class Appender {
  readonly #file: FileHandle;
  readonly #options: KitOptions;
  #position: number;
  #meter: Meter = { entry: '' };
  #done = 0;

  constructor(file: FileHandle, position: number, options: KitOptions) {
    this.#file = file;
    this.#position = position;
    this.#options = options;
  }

  /** Progress is told of this from now on. */
  begin(meter: Meter): void {
    this.#meter = meter;
    this.#done = 0;
  }

  async append(path: string, mode: number, content: { bytes: Buffer } | { from: string }): Promise<Written> {
    const { bytes: size, sha256 } = await sumOfContent(content);
    await this.raw(encodeHeader({ path, mode, size }));
    if ('bytes' in content) await this.raw(content.bytes);
    else
      for await (const chunk of createReadStream(content.from, { highWaterMark: 1024 * 1024 })) {
        await this.raw(chunk as Buffer);
        this.#done += (chunk as Buffer).length;
        this.#options.onProgress?.({ phase: 'writing', done: this.#done, total: size, ...this.#meter });
      }
    await this.raw(Buffer.alloc(padding(size)));
    return { path, size, sha256 };
  }

  async raw(bytes: Buffer): Promise<void> {
    this.#options.signal?.throwIfAborted();
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.#position);
      at += bytesWritten;
      this.#position += bytesWritten;
    }
  }
}
