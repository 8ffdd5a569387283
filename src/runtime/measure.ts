import type { FigureValue, FileFacts } from '../checks/evidence.ts';
import type { FigureName } from '../checks/figures.ts';
import type { Figure } from '../checks/kind.ts';
import type { Engine } from '../ports/engine.ts';
import { countFiles, hasShell } from './count-files.ts';
import { type ImageUser, mayWrite, resolveUser } from './image-user.ts';
import { namesOf, type World } from './world.ts';

/** Known from a run alone; all others lie in the image, which may have been built anew under the same name. */
const fromRuns: ReadonlySet<FigureName> = new Set([
  'build-seconds',
  'compile-seconds',
  'first-ok-seconds',
  'memory',
  'vulnerabilities',
]);

/**
 * The value of a figure: read from the image as it is now (the engine keeps what it has read of one).
 * Times, memory and vulnerabilities are those of the last run; `undefined` when there was none.
 */
export async function figureValue(
  world: World,
  image: string,
  figure: FigureName,
  signal: AbortSignal,
): Promise<FigureValue | undefined> {
  const key = `${image}/${figure}`;
  if (fromRuns.has(figure)) return world.memory.figures.get(key)?.value;
  const measured = await measure(world, image, figure, signal);
  if (measured) world.memory.figures.set(key, measured);
  return measured?.value;
}

/** Measures a figure anew from the image; `undefined` for those that only a run gives. */
export async function measure(
  world: World,
  image: string,
  figure: FigureName,
  signal: AbortSignal,
): Promise<Figure | undefined> {
  const reference = namesOf(world).image(image);
  switch (figure) {
    case 'size':
    case 'layers':
    case 'user': {
      const facts = await world.engine.image(reference, signal);
      if (!facts) return undefined;
      const value =
        figure === 'size'
          ? facts.unpackedSize
          : figure === 'layers'
            ? facts.layers
            : facts.user.split(':')[0] || 'root';
      return { image, figure, value };
    }
    case 'shell': {
      const files = await world.engine.files(reference, signal);
      return files && { image, figure, value: hasShell(files) };
    }
    case 'files':
    case 'executables':
    case 'package-managers':
    case 'setuid':
    case 'go-modules': {
      const files = await world.engine.files(reference, signal);
      return files && { image, figure, value: countFiles(files, figure) };
    }
    case 'writable': {
      const value = await countWritable(world.engine, reference, signal);
      return value === undefined ? undefined : { image, figure, value };
    }
    case 'build-seconds':
    case 'compile-seconds':
    case 'first-ok-seconds':
    case 'memory':
    case 'vulnerabilities':
      return undefined;
  }
}

/** Files and folders that the image's own user may write; `undefined` when the image does not know its user. */
async function countWritable(engine: Engine, reference: string, signal: AbortSignal): Promise<number | undefined> {
  const facts = await engine.image(reference, signal);
  const files = facts && (await engine.files(reference, signal));
  if (!facts || !files) return undefined;
  const read = async (path: string): Promise<string> =>
    files.some((file) => file.path === path)
      ? new TextDecoder().decode((await engine.path(reference, path, signal))?.head)
      : '';
  const user = resolveUser(facts.user, await read('/etc/passwd'), await read('/etc/group'));
  return user && files.filter((file) => isWritable(file, user)).length;
}

function isWritable(file: FileFacts, user: ImageUser): boolean {
  return (file.kind === 'file' || file.kind === 'directory') && mayWrite(file, user);
}
