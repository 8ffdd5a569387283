import { hideLogin, namesProxy, type ProxyVariables } from '../../network/network.ts';

/** How a build is told of a proxy. */
export interface BuildProxy {
  /**
   * The names alone: the builder takes the values from its own environment, so that a login in them
   * stands on no command line. Predefined, so they stay out of the image's history and the cache.
   */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The same as it may be shown: without a login. */
  readonly shown: Readonly<Record<string, string>>;
}

/** `host`: where the engine is; the docker command must not look for it behind the proxy. */
export function proxyForBuilds(proxy: ProxyVariables | undefined, host: string): BuildProxy | undefined {
  if (!proxy || !namesProxy(proxy)) return undefined;
  const engine = /^(?:tcp|https?):\/\/(?:\[([^\]]+)\]|([^/:]+))/.exec(host);
  const except = [proxy.NO_PROXY, engine?.[1] ?? engine?.[2]].filter((name) => name !== undefined).join(',');
  const variables = { ...proxy, ...(except === '' ? {} : { NO_PROXY: except }) };
  const env: Record<string, string> = {};
  // Programs read one or the other case of the names.
  for (const [name, value] of Object.entries(variables)) {
    env[name] = value;
    env[name.toLowerCase()] = value;
  }
  return {
    args: Object.keys(env).flatMap((name) => ['--build-arg', name]),
    env,
    shown: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, hideLogin(value)])),
  };
}
