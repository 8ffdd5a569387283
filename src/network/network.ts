import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Mirrors, NetworkSettings } from '../ports/network-file.ts';
import { areHosts, type Form, isProxyVariable, isRegistry } from './forms.ts';

/** How this machine gets what it does not have yet. */
export type NetworkProfile = NetworkSettings['profile'];

/** The variables that a builder knows as predefined build arguments. */
export type ProxyVariables = Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>>;

/** What is in force, and who says so. */
export interface Network extends Mirrors {
  readonly profile: NetworkProfile;
  readonly from: 'default' | 'file' | 'environment';
  readonly proxy?: ProxyVariables;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the registry of the mirror for one command, whatever the file says. */
export const mirrorVariable = 'GO_DOCKER_LAB_MIRROR';

/** The settings, with what the environment says above them. Throws a UserError that names a variable which cannot be used. */
export function networkInForce(kept: NetworkSettings | undefined, env: Environment): Network {
  const settings = kept ?? { profile: 'direct' };
  const named = registryName(env[mirrorVariable]);
  judgeVariable(mirrorVariable, named, isRegistry, 'registry');
  const from = kept ? 'file' : 'default';
  const given: Pick<Network, 'from' | 'registry'> =
    named === undefined ? { from } : { from: 'environment', registry: named };
  switch (settings.profile) {
    case 'proxy':
      return { profile: 'proxy', proxy: proxyVariables(settings, env), ...given };
    case 'mirror':
      return { ...settings, ...given };
    case 'direct':
    case 'offline':
      return { profile: named === undefined ? settings.profile : 'mirror', ...given };
  }
}

/** Settings by themselves, whatever mirror the environment names: for trying them. */
export function networkAlone(settings: NetworkSettings, env: Environment): Network {
  return networkInForce(settings, { ...env, [mirrorVariable]: undefined });
}

/** Whether an image's name says itself which registry it is from: neither a mirror of Docker Hub nor a stand-in is meant by it. */
export function namesItsRegistry(image: string): boolean {
  return /^(?:[^/]*[.:][^/]*|localhost)\//.test(image);
}

/** `127.0.0.1:5000/library` from however it was written, or `undefined` when there is nothing. */
export function registryName(written: string | undefined): string | undefined {
  const name = written
    ?.trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  return name === '' ? undefined : name;
}

/**
 * The variables to give to builds: those of the settings, else those of the environment, in either case of their names.
 * Throws a UserError for one that cannot be used.
 */
export function proxyVariables(
  { url, except }: { readonly url?: string; readonly except?: string },
  env: Environment,
): ProxyVariables {
  const own = (name: string): string | undefined => env[name] || env[name.toLowerCase()];
  const variables = defined({
    HTTP_PROXY: url ?? own('HTTP_PROXY'),
    HTTPS_PROXY: url ?? own('HTTPS_PROXY'),
    NO_PROXY: except ?? own('NO_PROXY'),
  });
  judgeVariable('HTTP_PROXY', variables.HTTP_PROXY, isProxyVariable, 'variable');
  judgeVariable('HTTPS_PROXY', variables.HTTPS_PROXY, isProxyVariable, 'variable');
  judgeVariable('NO_PROXY', variables.NO_PROXY, areHosts, 'except');
  return variables;
}

/** The sentence has the variable's name and never its value: a password may stand in it. */
function judgeVariable(
  variable: string,
  value: string | undefined,
  form: Form,
  expects: 'registry' | 'variable' | 'except',
): void {
  if (value === undefined || form(value)) return;
  const expected = msg(`network.expected.${expects}`);
  throw new UserError({
    what: msg('network.variable.wrong', { variable, expected }),
    next: msg('network.variable.next', { variable }),
  });
}

/** Whether these name a proxy at all. */
export function namesProxy({ HTTP_PROXY, HTTPS_PROXY }: ProxyVariables): boolean {
  return HTTP_PROXY !== undefined || HTTPS_PROXY !== undefined;
}

/** A URL as it may be shown: without the name and password that may stand in it, whatever they are made of. */
export function hideLogin(url: string): string {
  return url.replace(/^\s*([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@').replace(/\p{C}/gu, '');
}

/** Whether an address is the machine itself, which in a container is the container. */
export function isLoopback(url: string): boolean {
  return /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?(?:127\.|localhost(?:[:/]|$)|\[::1\])/i.test(url);
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  all: T,
): Readonly<Partial<Record<keyof T, string>>> {
  const entries = Object.entries(all).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as Partial<Record<keyof T, string>>;
}
