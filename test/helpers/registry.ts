import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { exec } from './engines.ts';
import { root } from './paths.ts';

/** How the way to a registry behaves. Everything is set at once, and counts from the next request on. */
export interface Weather {
  /** Manifests are answered with 429, as a public registry does it. */
  readonly limited?: boolean;
  /** Every request needs this login. */
  readonly login?: { readonly name: string; readonly password: string };
  /** Bytes of blobs that pass in a second. */
  readonly rate?: number;
  /** Blobs that are cut in the middle, before one passes. */
  readonly cuts?: number;
  /** Status with which all is answered. */
  readonly status?: number;
}

/** A registry behind a way that can be made bad. */
export interface WeatheredRegistry {
  /** `127.0.0.1:PORT`, as a client names it. */
  readonly address: string;
  weather(weather: Weather): void;
  /** Connections that were opened since the last call of `forget`. */
  connections(): number;
  /** Requests since then: `GET /v2/…`. */
  requests(): readonly string[];
  /** Bytes of blobs that were sent since then. */
  bytes(): number;
  forget(): void;
  close(): Promise<void>;
}

/**
 * Starts scripts/registry.sh in a folder, on this machine's network or on that of a process; gives its address and how
 * to end it. The program is fetched by the first one that is started on this machine's.
 */
export async function startRegistry(
  folder: string,
  network?: number,
): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const script = join(root, 'scripts', 'registry.sh');
  const there = network === undefined ? [] : ['nsenter', '-t', String(network), '-n'];
  const [program = '', ...args] = [...there, 'sh', script, 'up', folder, String(await freePort())];
  const up = await exec(program, args);
  expect(up.exitCode, up.stderr).toBe(0);
  return {
    address: up.stdout.trim().split('\n').at(-1) ?? '',
    async stop() {
      const rm = await exec('sh', [script, 'rm', folder]);
      expect(rm.exitCode, rm.stderr).toBe(0);
    },
  };
}

/** Stands in front of a registry. Uploads pass as they are: weather is for who pulls. */
export async function weathered(upstream: string): Promise<WeatheredRegistry> {
  let weather: Weather = {};
  let cuts = 0;
  let connections = 0;
  let bytes = 0;
  let requests: string[] = [];

  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    if (refuses(weather, incoming, outgoing)) return;
    const [host, port] = upstream.split(':');
    const { method, url: path, headers } = incoming;
    const onward = request({ host, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      const blob = method === 'GET' && /\/blobs\/sha256:/.test(path ?? '') && (answer.statusCode ?? 0) < 300;
      if (!blob) answer.pipe(outgoing);
      else void pass(answer, outgoing, Number(answer.headers['content-length'] ?? 0));
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', () => {
    connections += 1;
  });

  /** Sends a blob at the rate of the weather, and cuts it in its middle while cuts are left. */
  async function pass(answer: IncomingMessage, outgoing: ServerResponse, length: number): Promise<void> {
    // The configuration of an image is a blob too, too small to be cut or slow.
    const cutAt = cuts > 0 && length > 64 * 1024 ? Math.floor(length / 2) : undefined;
    if (cutAt !== undefined) cuts -= 1;
    let sent = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const part = cutAt === undefined ? chunk : chunk.subarray(0, Math.max(0, cutAt - sent));
      sent += part.length;
      bytes += part.length;
      if (outgoing.destroyed) return;
      if (!outgoing.write(part)) await new Promise((resolve) => outgoing.once('drain', resolve).once('close', resolve));
      if (weather.rate !== undefined) await sleep((part.length / weather.rate) * 1000);
      if (cutAt !== undefined && sent >= cutAt) return void outgoing.destroy();
    }
    outgoing.end();
  }

  return {
    address: await listening(server),
    weather(next) {
      weather = next;
      cuts = next.cuts ?? 0;
    },
    connections: () => connections,
    requests: () => requests,
    bytes: () => bytes,
    forget() {
      connections = 0;
      bytes = 0;
      requests = [];
    },
    close: () => closed(server),
  };
}

/** Answers in the registry's place where the weather says so. */
function refuses({ limited, login, status }: Weather, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const refuse = (code: number, error: string, message: string, headers: Record<string, string> = {}): true => {
    outgoing.writeHead(code, { 'content-type': 'application/json', ...headers });
    outgoing.end(JSON.stringify({ errors: [{ code: error, message }] }));
    return true;
  };
  if (status !== undefined) return refuse(status, 'UNAVAILABLE', 'service unavailable');
  if (login) {
    const wanted = `Basic ${Buffer.from(`${login.name}:${login.password}`).toString('base64')}`;
    if (incoming.headers.authorization !== wanted)
      return refuse(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': 'Basic realm="test"' });
  }
  if (limited && /\/manifests\//.test(incoming.url ?? '')) {
    const words =
      'You have reached your unauthenticated pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit';
    return refuse(429, 'TOOMANYREQUESTS', words);
  }
  return false;
}

/** A port that accepts and says nothing, ever. */
export async function blackHole(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
  });
  const address = await listening(server);
  return {
    address,
    async close() {
      for (const socket of open) socket.destroy();
      await closed(server);
    },
  };
}

/** An HTTP proxy that keeps what it was asked for, each with the name that was given to it. */
export async function recordingProxy(host: string): Promise<{
  readonly address: string;
  readonly asked: readonly { readonly url: string; readonly login: string }[];
  close(): Promise<void>;
}> {
  const asked: { url: string; login: string }[] = [];
  const server = createServer((incoming, outgoing) => {
    const basic = /^Basic (.*)$/.exec(incoming.headers['proxy-authorization'] ?? '')?.[1] ?? '';
    asked.push({ url: incoming.url ?? '', login: Buffer.from(basic, 'base64').toString() });
    // Of this host a proxy knows nothing: our trial asks for it.
    if (incoming.url === 'http://go-docker-lab.invalid/') outgoing.writeHead(502).end();
    else outgoing.writeHead(200, { 'content-type': 'text/plain' }).end('through the proxy\n');
  });
  return { address: await listening(server, host), asked, close: () => closed(server) };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const address = await listening(server);
  await closed(server);
  return Number(address.split(':')[1]);
}

async function listening(server: TcpServer, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `${host}:${(server.address() as AddressInfo).port}`;
}

function closed(server: { close(done: () => void): unknown; closeAllConnections?: () => void }): Promise<void> {
  server.closeAllConnections?.();
  return new Promise((resolve) => void server.close(() => resolve()));
}
