import type { HttpRequest } from '../ports/http.ts';
import { shellWord } from '../shell/line.ts';
import type { Command } from '../shell/model.ts';
import type { World } from './world.ts';

/**
 * How a request gets to a port that is published on 127.0.0.1: from here when the engine is this machine's, else
 * from the engine's own machine, where that address is meant.
 */
export function wayTo({ engine, ...world }: Pick<World, 'engine' | 'course' | 'bases'>): Pick<HttpRequest, 'dial'> {
  const { remote } = engine;
  if (!remote) return {};
  return { dial: (port, signal) => remote.dial(port, relayImage(world), signal) };
}

/** What has to be known to write a request down; without an engine, it is taken to be this machine's. */
export type Reach = Pick<World, 'course' | 'bases'> & { readonly engine: Pick<World['engine'], 'remote'> };

/** What a relay is made of: the base image of the course that most surely is a busybox, under its local name. */
function relayImage({ course, bases }: Pick<World, 'course' | 'bases'>): string {
  const rank = (name: string): number => (/^(?:busybox|alpine)\b/.test(name) ? 0 : /busybox|alpine/.test(name) ? 1 : 2);
  const [name = 'busybox'] = [...course.bases].sort((a, b) => rank(a) - rank(b));
  return bases[name] ?? name;
}

/** What of curl's options the lessons use. */
export interface CurlRequest {
  readonly method?: 'GET' | 'POST';
  /** The workspace file that gets the body; without it status and headers are shown too. */
  readonly save?: string;
  /** Tries again while nothing answers. */
  readonly retry?: boolean;
}

/**
 * The line that sends the same request by hand: `curl`, over ssh where the engine is, or in a container on the
 * network of the engine's machine where there is no ssh to it.
 */
export function curlLine(world: Reach, url: string, request: CurlRequest): Command {
  const { method = 'GET', save, retry } = request;
  const { remote } = world.engine;
  const into = save === undefined ? {} : { into: save };
  if (remote && !remote.shell) {
    const post = method === 'POST' ? ['--post-data', ''] : [];
    const show = save === undefined ? ['-S'] : [];
    const wget = ['wget', '-q', ...show, ...post, '-O', '-', url];
    return { argv: ['docker', 'run', '--rm', '--network', 'host', relayImage(world), ...wget], ...into };
  }
  const curl = [
    'curl',
    ...(retry ? ['--retry', '100', '--retry-delay', '1', '--retry-all-errors'] : []),
    ...(method === 'GET' ? [] : ['-X', method]),
    ...(save === undefined ? (retry ? [] : ['-i']) : remote ? [] : ['-o', save]),
    url,
  ];
  if (!remote?.shell) return { argv: curl };
  // The shell over there reads the words once more.
  return { argv: [...remote.shell, ...curl.map((word) => shellWord('posix', word))], ...into };
}
