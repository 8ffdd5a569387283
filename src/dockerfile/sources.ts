import { officialImages } from './images.ts';
import { flagOf, type Instruction } from './instruction.ts';
import type { Source, Use } from './model.ts';
import { type Mount, mountsOf } from './mounts.ts';
import { nearestName } from './nearest.ts';

/** The names of all stages, in order; `undefined` for one without. */
export type StageNames = readonly (string | undefined)[];

/** Looks names up in a file's stages. */
export interface StageFinder {
  /** The last stage of that name before `index`. */
  before(name: string, index: number): number | undefined;
  resolve(name: string, index: number, numbers: boolean): Source;
}

/** Names that people give to stages and nobody to an image on Docker Hub: `AS` was forgotten. */
const stageWords: ReadonlySet<string> = new Set(['build', 'builder', 'compile', 'compiler', 'deps', 'stage']);

/** So many different wrong names are no slips any more. */
const mostSlips = 50;

export function createStageFinder(names: StageNames): StageFinder {
  const places = new Map<string, number[]>();
  names.forEach((name, index) => {
    if (name === undefined) return;
    const known = places.get(name);
    if (known) known.push(index);
    else places.set(name, [index]);
  });

  const meant = new Map<string, string | undefined>();

  function before(name: string, index: number): number | undefined {
    return lastBelow(places.get(name.toLowerCase()) ?? [], index);
  }

  function nearest(name: string): string | undefined {
    if (!meant.has(name) && meant.size < mostSlips) meant.set(name, nearestName(name, places.keys()));
    return meant.get(name);
  }

  /** `numbers`: whether a number names a stage. It does for COPY, not for mounts. */
  function resolve(name: string, index: number, numbers: boolean): Source {
    if (name === '' || name.includes('$')) return { kind: 'unknown' };
    if (/^\d+$/.test(name)) return numbers ? byNumber(Number(name), index) : { kind: 'unknown' };
    const earlier = before(name, index);
    if (earlier !== undefined) return { kind: 'stage', index: earlier };
    const later = places.get(name.toLowerCase())?.[0];
    if (later !== undefined) return { kind: 'later', index: later };
    if (/[./:@]/.test(name) || officialImages.has(name)) return { kind: 'image', image: name };
    const close = nearest(name);
    // Image names have no capitals.
    const surely = close !== undefined || stageWords.has(name) || /[A-Z]/.test(name);
    return surely ? { kind: 'missing', nearest: close } : { kind: 'image', image: name };
  }

  function byNumber(number: number, index: number): Source {
    if (number < index) return { kind: 'stage', index: number };
    return number < names.length ? { kind: 'later', index: number } : { kind: 'missing', nearest: undefined };
  }

  return { before, resolve };
}

/** The greatest of some rising numbers that is below a limit. */
function lastBelow(places: readonly number[], limit: number): number | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((places[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return places[low - 1];
}

/** What an instruction of a stage takes from elsewhere. */
export function usesOf(instruction: Instruction, stage: number, finder: StageFinder, deferred = false): readonly Use[] {
  if (instruction.trigger) return usesOf(instruction.trigger, stage, finder, true);
  if (instruction.keyword === 'COPY') {
    const flag = flagOf(instruction, 'from');
    if (flag?.value === undefined) return [];
    const at = flag.raw === `--from=${flag.value}` ? flag.at + '--from='.length : undefined;
    return [{ instruction, name: flag.value, source: finder.resolve(flag.value, stage, true), at, deferred }];
  }
  if (instruction.keyword !== 'RUN') return [];
  return mountsOf(instruction)
    .filter((mount): mount is Mount & { from: string } => mount.from !== undefined)
    .map(({ from, fromAt }) => ({
      instruction,
      name: from,
      source: finder.resolve(from, stage, false),
      at: fromAt,
      deferred,
    }));
}
