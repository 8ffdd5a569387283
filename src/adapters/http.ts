import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpEvidence } from '../checks/evidence.ts';
import { MachineError } from '../errors.ts';
import type { Http, HttpRequest } from '../ports/http.ts';
import { isErrno } from './errno.ts';

const keptBody = 1024 * 1024;

/** Requests over a fresh connection each, to the address as given: no pool, no redirects, and no proxy but one that is named. */
export function createHttp(): Http {
  return { send };
}

async function send(request: HttpRequest): Promise<HttpEvidence> {
  const { url } = request;
  const refused = (error: string): HttpEvidence => ({ answered: false, error, url });
  if (!URL.canParse(url)) return refused('not a valid URL');
  if (request.via !== undefined && !URL.canParse(request.via)) return refused('not a valid URL');
  const client =
    new URL(request.via ?? url).protocol === 'https:' ? await import('node:https') : await import('node:http');
  const started = performance.now();
  const deadline = AbortSignal.timeout(request.timeout);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  try {
    const agent = request.dial ? await dialling(request.dial, signal) : false;
    const response = await open(client.request, request, agent, signal);
    const { body, cut } = await readBody(response);
    const seconds = (performance.now() - started) / 1000;
    const status = response.statusCode ?? 0;
    const headers = flatten(response.headers);
    return { answered: true, status, headers, body, seconds, url, ...(cut ? { cut } : {}) };
  } catch (error) {
    if (request.signal?.aborted) return refused('cancelled');
    if (deadline.aborted) return refused(`no answer within ${request.timeout / 1000} s`);
    if (error instanceof MachineError) throw error;
    return refused(describe(error));
  }
}

type RequestFunction = (
  url: string,
  options: RequestOptions,
  listener: (response: IncomingMessage) => void,
) => ClientRequest;

/** One connection, opened by somebody else. */
async function dialling(dial: NonNullable<HttpRequest['dial']>, signal: AbortSignal): Promise<Agent> {
  const { Agent: OwnAgent } = await import('node:http');
  const createConnection = (
    { port }: { port?: unknown },
    done: (error: Error | null, connection?: Duplex) => void,
  ): void => {
    const fail = (error: unknown): void => done(error instanceof Error ? error : new Error(String(error)));
    // Node waits for a connection that has been asked for, also when the request has been given up.
    const giveUp = (): void => fail(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    dial(Number(port), signal)
      .finally(() => signal.removeEventListener('abort', giveUp))
      .then(
        (connection) => (signal.aborted ? connection.destroy() : done(null, connection)),
        (error: unknown) => {
          if (!signal.aborted) fail(error);
        },
      );
  };
  return Object.assign(new OwnAgent(), { createConnection });
}

function open(
  request: RequestFunction,
  { method, url, via }: HttpRequest,
  agent: Agent | false,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { accept: '*/*', connection: 'close', ...(method === 'POST' ? { 'content-length': 0 } : {}) };
    const proxied = via === undefined ? undefined : throughProxy(via, url);
    const options = { method, agent, headers: { ...headers, ...proxied?.headers }, signal };
    request(proxied?.address ?? url, proxied ? { ...options, path: url } : options, resolve)
      .on('error', reject)
      // A server that switches protocols has answered, but not in HTTP.
      .on('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('the server switched to another protocol'));
      })
      .on('close', () => reject(new Error('connection closed before an answer came')))
      .end();
  });
}

/** A proxy takes the whole address in the place of the path, and the login in a header of its own. */
function throughProxy(via: string, url: string) {
  const { protocol, host, username, password } = new URL(via);
  const login = Buffer.from(`${unescaped(username)}:${unescaped(password)}`).toString('base64');
  const headers = { host: new URL(url).host, ...(username === '' ? {} : { 'proxy-authorization': `Basic ${login}` }) };
  return { address: `${protocol}//${host}`, headers };
}

/** A % that escapes nothing is itself. */
function unescaped(text: string): string {
  return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
}

async function readBody(response: IncomingMessage): Promise<{ readonly body: string; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early destroys the connection: nobody sends us an endless body.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > keptBody) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, keptBody).toString('utf8'), cut: length > keptBody };
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

const plainWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before an answer came',
  EPIPE: 'connection closed before an answer came',
  ECONNABORTED: 'connection closed before an answer came',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name not found',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  ERR_INVALID_PROTOCOL: 'not an http address',
};

function describe(error: unknown): string {
  if (!isErrno(error)) return error instanceof Error ? error.message : String(error);
  if (error.code.startsWith('HPE_')) return 'the answer is not HTTP';
  return plainWords[error.code] ?? error.message;
}
