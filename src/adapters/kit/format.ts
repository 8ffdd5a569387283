import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import { isPrintable, mostText } from '../../session/report-text.ts';

/** The version of the format that is written, and the last that is read. */
export const kitFormat = 1;

/** Everything that a machine needs to run the course lies in this folder of the kit. */
export const runnerFolder = 'go-docker-lab';
/** The first entry: what the kit is. */
export const factsPath = `${runnerFolder}/kit.json`;
/** The last entry: the sums of all others. */
export const manifestPath = `${runnerFolder}/manifest.json`;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const platform = z.string().regex(/^[a-z0-9]+\/[a-z0-9]+$/);
/** A name of an image, as Docker has it: a host perhaps, words, a tag or a digest. */
const host = '(?:[a-zA-Z0-9][a-zA-Z0-9.-]*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const word = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const reference = z
  .string()
  .max(255)
  .regex(new RegExp(`^(?:${host}/)?${word}(?:/${word})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`));
/** Where the names of our stand-ins lie. */
const standIns = 'go-docker-lab/base/';

/** What is told to people: nothing that a terminal would obey. */
const line = z.string().max(mostText).refine(isPrintable);

const imageShape = z
  .strictObject({
    base: reference,
    reference,
    platform,
    created: z.string(),
    layers: z.array(digest).min(1),
  })
  // A kit gives an engine what the course builds FROM, and moves no other name.
  .refine((image) => [image.base, `${standIns}${image.base}`].includes(image.reference));

export const factsShape = z.strictObject({
  format: z.literal(kitFormat),
  runner: line,
  course: z.strictObject({ id: line, version: line, sha256 }),
  node: z.array(z.strictObject({ platform, path: line, version: line.nullable() })),
  platforms: z.array(platform).min(1),
  images: z.array(imageShape),
});

/** Enough of a kit of any version to say that it is newer. */
export const anyFactsShape = z.object({ format: z.number().int().positive(), runner: line });

export const manifestShape = z.strictObject({
  entries: z.array(z.strictObject({ path: z.string(), size: z.number().int().nonnegative(), sha256 })),
  /** In the order of the images in the facts. */
  images: z.array(
    z.strictObject({
      settings: z.string(),
      id: digest,
      /** Bytes of each layer, unpacked. */
      sizes: z.array(z.number().int().nonnegative()),
    }),
  ),
});

export type KitManifest = z.output<typeof manifestShape>;

/** Where Node.js for a platform lies: `go-docker-lab/node/linux-amd64/node`. */
export function nodePath(platformName: string): string {
  const name = platformName.startsWith('windows/') ? 'node.exe' : 'node';
  return `${runnerFolder}/node/${platformName.replace('/', '-')}/${name}`;
}

/** Where the settings of an image lie: `images/01-golang_1.26-amd64.json`. */
export function settingsPath(index: number, base: string, platformName: string): string {
  const number = String(index + 1).padStart(2, '0');
  const [, arch = ''] = platformName.split('/');
  return `images/${number}-${base.replaceAll(/[^\w.-]/g, '_').slice(0, 60)}-${arch}.json`;
}

/** Where a layer lies, by the digest of what is in it. */
export function layerPath(layer: string): string {
  return `images/layers/${hexOf(layer)}.tar.gz`;
}

export function hexOf(layer: string): string {
  return layer.replace(/^sha256:/, '');
}

/** A document of a kit, the same bytes for the same content. */
export function documentBytes(content: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(content, undefined, 1)}\n`);
}

/** Whether a name says by a digest which image it is: no archive that is loaded can give an image such a name. */
export function isPinned(name: string): boolean {
  return name.includes('@');
}

/** A path that stays in the folder into which it is unpacked, on every system. */
export function isSafePath(path: string): boolean {
  if (path === '' || /[\p{Cc}\\:*?"<>|]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** What is wrong with a kit, and that another copy is needed. */
export function kitError(what: Message, next: Message = msg('kit.copy.next'), cause?: unknown): MachineError {
  return new MachineError({ what, next, ...(cause === undefined ? {} : { cause }) });
}
