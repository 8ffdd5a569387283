import { type Message, msg } from '../i18n/message.ts';
import type { RegistryWord } from '../ports/engine.ts';
import type { Asker } from './ask.ts';

/** Too Many Requests. */
export const tooMany = 429;

/** One setting, asked whether it does what it is for. */
export interface Trial {
  readonly setting: 'registry' | 'goproxy' | 'apk' | 'proxy';
  /** As it may be shown: without a login. */
  readonly value: string;
  readonly passed: boolean;
  /** It failed from here, while the engine, which is on another machine, may get what it should. */
  readonly unsure?: true;
  readonly says: Message;
  /** The registry that has to be logged in to. */
  readonly login?: string;
  /** What to do, where it is not what helps with every address. */
  readonly next?: Message;
  /** The other side's words. */
  readonly raw?: string;
}

/** What is asked for, and by whom. */
export interface TrialMachine extends Asker {
  /** Public names of the images that the course builds FROM. */
  readonly bases: readonly string[];
  /** As docker names it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Whether docker, with the logins that it keeps, reads an image's manifest. Absent: nobody can tell. */
  readonly reads?: (image: string, plainHttp: boolean, signal: AbortSignal) => Promise<boolean>;
  /** What a registry tells the engine of an image, soon; `undefined`: it cannot be asked. Absent: no engine answers. */
  readonly byEngine?: (image: string) => Promise<RegistryWord | undefined>;
  /** The engine's machine, when it is not this one: from there the same may be otherwise. */
  readonly remote?: string;
}

/** What this computer hears of somebody says little of what another one hears. */
export function askedFromHere({ remote: host }: TrialMachine, trial: Trial): Trial {
  const { says } = trial;
  if (host === undefined || says.id === 'network.loopback') return trial;
  return trial.passed
    ? { ...trial, says: msg('network.from-here', { says, host }) }
    : { ...trial, unsure: true, says: msg('network.from-here.unsure', { says, host }) };
}

/** Of which setting something is said. */
export type Said = Pick<Trial, 'setting' | 'value'>;

export function failed(said: Said, says: Message, more: Pick<Trial, 'login' | 'next' | 'raw'> = {}): Trial {
  return { ...said, passed: false, says, ...more };
}

/** Somebody answers, but not as such a mirror does. */
export function foreign(said: Said, raw: string): Trial {
  return failed(said, msg('network.foreign'), { next: msg('network.foreign.next'), raw });
}
