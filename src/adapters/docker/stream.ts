import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';

/**
 * The body of an answer, unread. dockerode's own `logs` reads all of it into memory and, when the
 * text happens to be JSON, hands back an object instead.
 */
export function openStream(
  docker: Dockerode,
  path: string,
  query: Readonly<Record<string, string>>,
  abortSignal: AbortSignal,
): Promise<Readable> {
  const statusCodes = { 200: true, 404: 'not found', 500: 'server error' } as const;
  // docker-modem puts the query behind the `?`, or takes it away when there is none.
  const request = { path: `${path}?`, method: 'GET', isStream: true, statusCodes, options: { ...query }, abortSignal };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error: unknown, answer) => {
      if (error) reject(error);
      else if (answer instanceof Readable) resolve(answer);
      else reject(new Error(`the engine answered ${path} without a body`));
    });
  });
}
