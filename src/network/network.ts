/** How this machine gets what it does not have yet. */
export type NetworkProfile = NetworkSettings['profile'];

/** What the user chose, as it stands in the settings file. */
export type NetworkSettings =
  | { readonly profile: 'direct' }
  | ({ readonly profile: 'mirror' } & Mirrors)
  | {
      readonly profile: 'proxy';
      /** Absent: the variables of the environment. Never with a login: that stays in the environment. */
      readonly url?: string;
      /** Hosts that are reached without it, as in NO_PROXY. */
      readonly except?: string;
    }
  | { readonly profile: 'offline' };

/** Places nearer than the usual ones. */
export interface Mirrors {
  /** Where base images are pulled from, with a path if it has one: `127.0.0.1:5000/library`. */
  readonly registry?: string;
  /** As Go takes it: `https://goproxy.example,direct`. */
  readonly goproxy?: string;
  /** What stands before `/v3.22/main` in /etc/apk/repositories. */
  readonly apk?: string;
}

/** The variables that a builder knows as predefined build arguments. */
export type ProxyVariables = Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>>;

/** What is in force, and who says so. */
export interface Network extends Mirrors {
  readonly profile: NetworkProfile;
  readonly from: 'default' | 'file' | 'environment';
  readonly proxy?: ProxyVariables;
}

/** The settings file. */
export interface NetworkFile {
  readonly path: string;
  /** `undefined` when there is none. Throws a MachineError when it cannot be read or understood. */
  read(): Promise<NetworkSettings | undefined>;
  write(settings: NetworkSettings): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the registry of the mirror for one command, whatever the file says. */
export const mirrorVariable = 'GO_DOCKER_LAB_MIRROR';

/** The settings, with what the environment says above them. */
export function networkInForce(kept: NetworkSettings | undefined, env: Environment): Network {
  const settings = kept ?? { profile: 'direct' };
  const named = registryName(env[mirrorVariable]);
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

/** `127.0.0.1:5000/library` from however it was written, or `undefined` when there is nothing. */
export function registryName(written: string | undefined): string | undefined {
  const name = written
    ?.trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  return name === '' ? undefined : name;
}

/** The variables to give to builds: those of the settings, else those of the environment, in either case of their names. */
export function proxyVariables(
  { url, except }: { readonly url?: string; readonly except?: string },
  env: Environment,
): ProxyVariables {
  const own = (name: string): string | undefined => env[name] || env[name.toLowerCase()];
  return defined({
    HTTP_PROXY: url ?? own('HTTP_PROXY'),
    HTTPS_PROXY: url ?? own('HTTPS_PROXY'),
    NO_PROXY: except ?? own('NO_PROXY'),
  });
}

/** Whether these name a proxy at all. */
export function namesProxy({ HTTP_PROXY, HTTPS_PROXY }: ProxyVariables): boolean {
  return HTTP_PROXY !== undefined || HTTPS_PROXY !== undefined;
}

/** A URL without the name and password that may stand in it. */
export function hideLogin(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)?\S*@/i, '$1***@');
}

/** Whether an address is the machine itself, which in a container is the container. */
export function isLoopback(url: string): boolean {
  return /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?(?:127\.|localhost(?:[:/]|$)|\[::1\])/i.test(url);
}

/** The first place of a GOPROXY list, when it is an address. */
export function firstGoproxy(goproxy: string): string | undefined {
  const first = goproxy.split(/[,|]/)[0]?.trim() ?? '';
  return /^https?:\/\//.test(first) ? first.replace(/\/+$/, '') : undefined;
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  all: T,
): Readonly<Partial<Record<keyof T, string>>> {
  const entries = Object.entries(all).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as Partial<Record<keyof T, string>>;
}
