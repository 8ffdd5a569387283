import { parse, stringify, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { NetworkSettings } from '../ports/network-file.ts';
import { areHosts, type Form, isApk, isGoproxy, isProxy, isRegistry } from './forms.ts';
import { registryName } from './network.ts';

const text = (form: Form): z.ZodExactOptional<z.ZodString> => z.string().refine(form).exactOptional();

const schema: z.ZodType<NetworkSettings> = z.discriminatedUnion('profile', [
  z.strictObject({ profile: z.literal('direct') }),
  z.strictObject({
    profile: z.literal('mirror'),
    registry: text(isRegistry),
    goproxy: text(isGoproxy),
    apk: text(isApk),
  }),
  z.strictObject({ profile: z.literal('proxy'), url: text(isProxy), except: text(areHosts) }),
  z.strictObject({ profile: z.literal('offline') }),
]);

/** Settings, or every key that is wrong with what was expected there. */
export type Judged = { readonly settings: NetworkSettings } | { readonly problems: Message };

/** Judges settings from anywhere: the file, or the command line. */
export function judgeSettings(value: unknown): Judged {
  const result = schema.safeParse(value);
  if (result.success) return { settings: tidy(result.data) };
  const problems = new Map<string, Message>();
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) problems.set(/^[\w-]+$/.test(key) ? key : '?', msg('network.expected.nothing'));
    else {
      const key = keys.find((one) => one === issue.path[0]) ?? 'profile';
      problems.set(key, msg(`network.expected.${key}`));
    }
  }
  const told = [...problems].map(([key, expected]) => msg('network.expected', { key, expected }));
  return { problems: told.reduce((first, second) => msg('network.expected.and', { first, second })) };
}

const keys = ['profile', 'registry', 'goproxy', 'apk', 'url', 'except'] as const;

/** Reads the settings file. Throws a MachineError that names the file, the key and what was expected. */
export function parseSettings(path: string, text: string): NetworkSettings {
  let value: unknown;
  try {
    // A warning is nobody's business: what came out of it is judged like everything else.
    value = parse(text, { logLevel: 'error' }) as unknown;
  } catch (error) {
    // Without the parser's words, which repeat the text: a password may stand in it.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    const what =
      line === undefined ? msg('network.file.yaml', { path }) : msg('network.file.yaml.line', { path, line });
    throw new MachineError({ what, next: msg('network.file.next') });
  }
  const judged = judgeSettings(value);
  if ('settings' in judged) return judged.settings;
  throw new MachineError({
    what: msg('network.file.invalid', { path, problems: judged.problems }),
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
