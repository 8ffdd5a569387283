import type { FigureValue, FileFacts } from '../checks/evidence.ts';
import type { FigureName } from '../checks/figures.ts';
import type { Figure } from '../checks/kind.ts';
import { namesOf, type World } from './world.ts';

/** Programs that give someone inside a container a prompt. */
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'busybox']);

/** Known from the image itself at no cost, so always read anew. */
const cheap: ReadonlySet<FigureName> = new Set(['size', 'layers', 'user']);

/**
 * The value of a figure: read from the image where that is cheap, else what was measured before.
 * Times and memory are only known from a run; `undefined` when there was none.
 */
export async function figureValue(
  world: World,
  image: string,
  figure: FigureName,
  signal: AbortSignal,
): Promise<FigureValue | undefined> {
  const key = `${image}/${figure}`;
  const known = world.memory.figures.get(key);
  if (known && !cheap.has(figure)) return known.value;
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
    case 'files':
    case 'executables':
    case 'shell': {
      const files = await world.engine.files(reference, signal);
      return files && { image, figure, value: countFiles(files, figure) };
    }
    case 'build-seconds':
    case 'first-ok-seconds':
    case 'memory':
      return undefined;
  }
}

function countFiles(files: readonly FileFacts[], figure: 'files' | 'executables' | 'shell'): FigureValue {
  if (figure === 'shell')
    return files.some((file) => shells.has(file.path.split('/').at(-1) ?? '') && /\/s?bin\//.test(file.path));
  const plain = files.filter((file) => file.kind === 'file');
  return figure === 'files' ? plain.length : plain.filter((file) => (file.mode & 0o111) !== 0).length;
}
