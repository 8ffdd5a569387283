import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { firstGoproxy, type NetworkSettings, registryName } from './network.ts';

const registry = z.string().regex(/^(?:https?:\/\/)?(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?(?:\/[a-z0-9._/-]*)?$/i);

// A login would end up in the image that builds start from.
const address = z.string().regex(/^https?:\/\/[^\s/@]+(?:\/[^\s@]*)?$/);

const goproxy = z.string().refine((value) => firstGoproxy(value) !== undefined && /^[^\s@"'\\]+$/.test(value));

// A password has no place in a file that anyone may read, nor on a command line.
const proxy = z.string().regex(/^https?:\/\/[^\s/@]+\/?$/);

const schema: z.ZodType<NetworkSettings> = z.discriminatedUnion('profile', [
  z.strictObject({ profile: z.literal('direct') }),
  z.strictObject({
    profile: z.literal('mirror'),
    registry: registry.exactOptional(),
    goproxy: goproxy.exactOptional(),
    apk: address.exactOptional(),
  }),
  z.strictObject({ profile: z.literal('proxy'), url: proxy.exactOptional(), except: z.string().exactOptional() }),
  z.strictObject({ profile: z.literal('offline') }),
]);

/** What was wrong with settings: the key and what was expected. */
export type Judged = { readonly settings: NetworkSettings } | { readonly key: string; readonly expected: Message };

/** Judges settings from anywhere: the file, or the command line. */
export function judgeSettings(value: unknown): Judged {
  const result = schema.safeParse(value);
  if (result.success) return { settings: tidy(result.data) };
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) return { key: unknown, expected: msg('network.expected.nothing') };
  const key = keys.find((one) => one === issue?.path[0]) ?? 'profile';
  return { key, expected: msg(`network.expected.${key}`) };
}

const keys = ['profile', 'registry', 'goproxy', 'apk', 'url', 'except'] as const;

/** Reads the settings file. Throws a MachineError that names the file, the key and what was expected. */
export function parseSettings(path: string, text: string): NetworkSettings {
  let value: unknown;
  try {
    value = parse(text) as unknown;
  } catch (error) {
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new MachineError({ what: msg('network.file.yaml', { path, problem }), next: msg('network.file.next') });
  }
  const judged = judgeSettings(value);
  if ('settings' in judged) return judged.settings;
  throw new MachineError({
    what: msg('network.file.invalid', { path, key: judged.key, expected: judged.expected }),
    next: msg('network.file.next'),
  });
}

/** The settings file as it is written. */
export function settingsText(settings: NetworkSettings): string {
  return `# How go-docker-lab gets what this machine lacks; see docs/network.md. Made by: go-docker-lab network\n${stringify(settings)}`;
}

function tidy(settings: NetworkSettings): NetworkSettings {
  if (settings.profile !== 'mirror') return settings;
  const { registry: named, apk } = settings;
  return {
    ...settings,
    ...(named === undefined ? {} : { registry: registryName(named) ?? named }),
    ...(apk === undefined ? {} : { apk: apk.replace(/\/+$/, '') }),
  };
}
