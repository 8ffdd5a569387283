import { type Catalog, en, zh } from './catalog.ts';
import { asCalled, shielded, unshielded } from './own-commands.ts';

/** The languages in which everything exists. */
export const languages = ['en', 'zh'] as const;
export type Lang = (typeof languages)[number];

/** One text in every language, as course files carry it. */
export type Localized = Readonly<Record<Lang, string>>;

export type MessageId = keyof Catalog;
type TemplateParams<K extends MessageId> = Catalog[K] extends (params: infer P) => string ? P : undefined;

/** A text parameter may be a message itself; it is said in the same language. */
type ParamsOf<K extends MessageId> =
  TemplateParams<K> extends undefined
    ? undefined
    : {
        readonly [N in keyof TemplateParams<K>]: TemplateParams<K>[N] extends string
          ? string | Message
          : TemplateParams<K>[N];
      };

/**
 * A sentence that has not been put into words yet: an id of the catalogue and its parameters.
 * It stays data until a renderer says it, so one event can be read in either language. `msg` checks
 * the parameters; a union of all messages would be more than the compiler can hold.
 */
export interface Message {
  readonly id: MessageId;
  readonly params?: unknown;
}

type Args<K extends MessageId> = ParamsOf<K> extends undefined ? [] : [params: ParamsOf<K>];

/** Makes a message; the compiler demands the parameters of that id. */
export function msg<K extends MessageId>(id: K, ...args: Args<K>): Message {
  return args.length === 0 ? { id } : { id, params: args[0] };
}

/** Puts a message into words, in which commands of ours can be typed as they stand. */
export function say(lang: Lang, message: Message): string {
  return put(lang, message, asCalled);
}

/** The same for what is read elsewhere too: a command of ours is `go-docker-lab …`, however this run was called. */
export function sayAnywhere(lang: Lang, message: Message): string {
  return put(lang, message, (text) => text);
}

/** Only our own words name commands: what fills them, a path for one, stays as it is. */
function put(lang: Lang, message: Message, called: (text: string) => string): string {
  const entry: unknown = (lang === 'zh' ? zh : en)[message.id];
  if (typeof entry !== 'function') return called(String(entry));
  const said: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message.params ?? {})) {
    if (isMessage(value)) said[name] = shielded(put(lang, value, called));
    else said[name] = typeof value === 'string' ? shielded(value) : value;
  }
  return unshielded(called(String(entry(said))));
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && value.id in en;
}

/** A text that a course author or another program wrote, carried as a message. */
export function raw(text: string): Message {
  return msg('raw', { text });
}

/** A text of a course file, carried as a message so that it follows the language. */
export function localized(text: Localized): Message {
  return msg('localized', { text });
}
