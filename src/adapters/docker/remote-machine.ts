import { sshWords } from '../../shell/ssh-words.ts';

/** The machine of an endpoint that is not this one. */
export interface RemoteEndpoint {
  /** For people, as the endpoint has it: `me@host`, or `10.0.0.7`. */
  readonly name: string;
  /** The words that run a command there; only ssh has such a way. */
  readonly shell?: readonly string[];
}

/**
 * Where an engine is that is reached over the network; `undefined` for this machine. A socket or a named pipe is
 * this machine also when a virtual one is behind it (Docker Desktop, Colima, rootless): those forward what is
 * published. So is tcp to a loopback address. ssh never is: `ssh://localhost` may well be a forwarded port.
 */
export function remoteEndpoint(endpoint: string): RemoteEndpoint | undefined {
  const shell = sshWords(endpoint);
  if (shell) return { name: shell.at(-1) ?? '', shell };
  if (!/^(?:tcp|https?):\/\//.test(endpoint) || !URL.canParse(endpoint)) return undefined;
  const { hostname } = new URL(endpoint);
  return isLoopback(hostname) ? undefined : { name: hostname };
}

function isLoopback(hostname: string): boolean {
  return hostname === '' || hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
