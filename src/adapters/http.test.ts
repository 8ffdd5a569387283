import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect as connectTo, createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { MachineError } from '../errors.ts';
import { raw } from '../i18n/message.ts';
import type { HttpRequest } from '../ports/http.ts';
import { createHttp } from './http.ts';

const http = createHttp();
const servers: { close(): unknown; closeAllConnections?(): void }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  return listen(createServer(listener));
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const get = (url: string, timeout = 2000, signal?: AbortSignal) =>
  http.send({ method: 'GET', url, timeout, ...(signal ? { signal } : {}) });

describe('http', () => {
  it('gives the whole answer', async () => {
    const url = await serve((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.setHeader('X-Kind', 'tea');
      response.writeHead(418).end(`${request.method} ${request.url} 你好`);
    });
    const answer = await http.send({ method: 'POST', url: `${url}a?b=c`, timeout: 2000 });
    expect(answer).toMatchObject({ answered: true, status: 418, body: 'POST /a?b=c 你好', url: `${url}a?b=c` });
    expect(answer.answered && answer.headers).toMatchObject({ 'x-kind': 'tea', 'set-cookie': 'a=1, b=2' });
    expect(answer.answered && answer.seconds).toBeGreaterThan(0);
  });

  it('does not follow a redirect', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/other' }).end());
    expect(await get(url)).toMatchObject({ status: 302 });
  });

  it('goes by a connection that somebody else opened', async () => {
    const url = await serve((request, response) => response.end(request.headers.host));
    const asked: number[] = [];
    const dial = (port: number): Promise<Duplex> => {
      asked.push(port);
      return Promise.resolve(connectTo(Number(new URL(url).port), '127.0.0.1'));
    };
    const send = (way: NonNullable<HttpRequest['dial']>) =>
      http.send({ method: 'GET', url: 'http://127.0.0.1:81/', timeout: 2000, dial: way });
    expect(await send(dial)).toMatchObject({ answered: true, status: 200, body: '127.0.0.1:81' });
    expect(asked).toEqual([81]);
    const refused = Object.assign(new Error('nc: refused'), { code: 'ECONNREFUSED' });
    expect(await send(() => Promise.reject(refused))).toMatchObject({ answered: false, error: 'connection refused' });
    expect(await send(() => new Promise(() => undefined))).toMatchObject({ error: 'no answer within 2 s' });
    const gone = new MachineError({ what: raw('the engine is gone') });
    await expect(send(() => Promise.reject(gone))).rejects.toBe(gone);
  });

  it('asks a proxy for it, with its login', async () => {
    const url = await serve((request, response) => {
      const login = Buffer.from(request.headers['proxy-authorization']?.slice('Basic '.length) ?? '', 'base64');
      response.end(`${request.url} ${request.headers.host} ${login}`);
    });
    const via = url.replace('http://', 'http://ann:p%40w%@');
    const target = 'http://nowhere.invalid/';
    const ask = (proxy: string) => createHttp().send({ method: 'GET', url: target, timeout: 2000, via: proxy });
    expect(await ask(via)).toMatchObject({ url: target, body: `${target} nowhere.invalid ann:p@w%` });
    expect(await ask('http://127.0.0.1:1')).toMatchObject({ answered: false, error: 'connection refused' });
    expect(await ask('http://p:99999')).toMatchObject({ answered: false, error: 'not a valid URL' });
  });

  it('cuts a body without end', async () => {
    const url = await serve((_, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65536)));
      };
      response.on('drain', more);
      more();
    });
    const answer = await get(url, 10_000);
    expect(answer.answered && answer.body.length).toBe(1024 * 1024);
    expect(answer).toMatchObject({ cut: true });
  });

  it('does not call cut what just fits', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(1024 * 1024)));
    const answer = await get(url, 10_000);
    expect(answer.answered && answer.body.length).toBe(1024 * 1024);
    expect(answer).not.toHaveProperty('cut');
  });

  it('opens a connection of its own for each request', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    await get(url);
    await get(url);
    expect(ports.size).toBe(2);
  });

  it('says in plain words why nothing came', async () => {
    const closed = await listen(createTcpServer((socket) => socket.destroy()));
    const babble = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    const silent = await serve(() => {});
    const halfway = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
    });
    expect(await get('http://127.0.0.1:1/')).toEqual({
      answered: false,
      error: 'connection refused',
      url: 'http://127.0.0.1:1/',
    });
    expect(await get(closed)).toMatchObject({ error: 'connection closed before an answer came' });
    expect(await get(babble)).toMatchObject({ error: 'the answer is not HTTP' });
    expect(await get(silent, 100)).toMatchObject({ error: 'no answer within 0.1 s' });
    expect(await get(halfway)).toMatchObject({ answered: false });
    expect(await get('nonsense')).toMatchObject({ error: 'not a valid URL' });
    expect(await get('ftp://127.0.0.1/')).toMatchObject({ error: 'not an http address' });
    expect(await get('http://name.invalid/')).toMatchObject({ error: 'host name not found' });
  });

  it('stops when asked', async () => {
    const abort = new AbortController();
    const url = await serve(() => abort.abort());
    expect(await get(url, 5000, abort.signal)).toMatchObject({ answered: false, error: 'cancelled' });
  });
});
