import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, connect as dial, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../http.ts';
import { createProcess } from '../process.ts';
import { connectEngine } from './engine.ts';

const socket = '/var/run/docker.sock';
const skip = !existsSync(socket) && process.env['CI'] === undefined;

/** The same engine by other ways: over the network, and by a named context. */
describe.skipIf(skip)(`ways to an engine${skip ? ' (none answers here)' : ''}`, () => {
  let folder: string;
  let forwarder: Server;
  let tcp: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-ways-'));
    forwarder = createServer((client) => {
      const engine = dial(socket);
      client.pipe(engine).pipe(client);
      client.on('error', () => engine.destroy());
      engine.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => forwarder.listen(0, '127.0.0.1', resolve));
    tcp = `tcp://127.0.0.1:${(forwarder.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    forwarder.close();
    await rm(folder, { recursive: true });
  });

  const machine = (env: Record<string, string>) => {
    const whole = { ...process.env, DOCKER_CONFIG: folder, ...env };
    return {
      env: whole,
      temporary: folder,
      platform: process.platform,
      process: createProcess({ env: whole, platform: process.platform }),
    };
  };
  const base = 'go-docker-lab/base/alpine:3.22';

  it('talks through the CLI where node itself cannot dial', async () => {
    const engine = await connectEngine(machine({ DOCKER_HOST: tcp }));
    expect(engine.info.endpoint).toBe(tcp);
    const facts = await engine.image(base);
    expect(facts?.os).toBe('linux');
    expect(await engine.image('no/such:image')).toBeUndefined();
    const [files, path] = await Promise.all([engine.files(base), engine.path(base, '/bin/busybox')]);
    expect(files?.length).toBeGreaterThan(10);
    expect(path?.head.length).toBe(64 * 1024);
    // A request that is still on its way when the caller loses patience.
    const abort = new AbortController();
    const reading = engine.files('go-docker-lab/base/golang:1.26-alpine', abort.signal);
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('sends requests on the machine of a remote engine, from a container that goes again', async ({
    skip,
    onTestFinished,
  }) => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && one.family === 'IPv4' && !one.internal)?.address;
    if (own === undefined) return skip('this machine has no address but its loopback one');
    let cut: string | undefined;
    // Any other address than the loopback one is another machine, as far as can be known.
    const far = createServer((client) => {
      const engine = dial(socket);
      client.on('data', (chunk) => {
        if (cut !== undefined && chunk.includes(cut)) client.destroy();
      });
      client.pipe(engine).pipe(client);
      client.on('error', () => engine.destroy());
      engine.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => far.listen(0, own, resolve));
    const DOCKER_HOST = `tcp://${own}:${(far.address() as AddressInfo).port}`;
    const labels = { 'go-docker-lab.learner': `relay-${process.pid}` };
    const engine = await connectEngine({ ...machine({ DOCKER_HOST }), labels });
    const { remote } = engine;
    onTestFinished(async () => {
      for (const thing of await engine.owned({ labels })) await engine.remove(thing);
      far.close();
    });
    expect(remote?.name).toBe(own);
    const answering = createHttpServer((request, response) => response.end(`${request.method} ${request.url}`));
    await new Promise<void>((resolve) => answering.listen(0, '127.0.0.1', resolve));
    const { port } = answering.address() as AddressInfo;
    const http = createHttp();
    const send = (to: number, image: string) => {
      const way = (wanted: number, signal: AbortSignal) =>
        remote?.dial(wanted, image, signal) ?? Promise.reject(new Error('not remote'));
      return http.send({ method: 'POST', url: `http://127.0.0.1:${to}/a?b=c`, timeout: 20_000, dial: way });
    };
    await expect(send(port, 'go-docker-lab/base/no-such:1')).rejects.toMatchObject({
      what: { id: 'engine.relay-image', params: { image: 'go-docker-lab/base/no-such:1' } },
    });
    expect(await send(port, base)).toMatchObject({ answered: true, status: 200, body: 'POST /a?b=c' });
    const standing = await engine.owned({ labels });
    expect(standing).toMatchObject([{ kind: 'container', labels: { 'go-docker-lab.role': 'relay' } }]);
    // Somebody has removed it: there is another one.
    for (const thing of standing) await engine.remove(thing);
    expect(await send(port, base)).toMatchObject({ answered: true, status: 200 });
    // A program that dies of the request was there.
    const crashing = createHttpServer((_, response) => {
      crashing.close();
      response.socket?.resetAndDestroy();
    });
    await new Promise<void>((resolve) => crashing.listen(0, '127.0.0.1', resolve));
    const closed = { answered: false, error: 'connection closed before an answer came' };
    expect(await send((crashing.address() as AddressInfo).port, base)).toMatchObject(closed);
    // An engine breaks a connection whose nc has ended when the request comes to it, and nc's words are lost.
    cut = 'POST /a?b=c';
    expect(await send(port, base)).toMatchObject(closed);
    await new Promise((resolve) => answering.close(resolve));
    expect(await send(port, base)).toMatchObject({ answered: false, error: 'connection refused' });
    cut = undefined;
    expect(await send(port, base)).toMatchObject({ answered: false, error: 'connection refused' });
    for (const thing of await engine.owned({ labels })) await engine.remove(thing);
    expect(await engine.owned({ labels })).toEqual([]);
  });

  it('says what is wrong when the engine goes away', async () => {
    const lonely = createServer((client) => {
      const engine = dial(socket);
      client.pipe(engine).pipe(client);
    });
    await new Promise<void>((resolve) => lonely.listen(0, '127.0.0.1', resolve));
    const host = `tcp://127.0.0.1:${(lonely.address() as AddressInfo).port}`;
    const engine = await connectEngine(machine({ DOCKER_HOST: host }));
    await new Promise((resolve) => lonely.close(resolve));
    await expect(engine.image(base)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: expect.stringMatching(/^(endpoint.silent|engine.lost)$/) },
    });
  });

  it('stays with a named context, whatever becomes the current one', async () => {
    const setUp = machine({});
    const docker = (...args: string[]) => setUp.process.run('docker', args);
    await docker('context', 'create', 'lab', '--docker', `host=unix://${socket}`);
    await docker('context', 'create', 'nowhere', '--docker', 'host=unix:///nowhere.sock');
    await docker('context', 'use', 'lab');
    const engine = await connectEngine(setUp);
    expect(engine.info).toMatchObject({ context: 'lab', endpoint: `unix://${socket}` });
    await docker('context', 'use', 'nowhere');
    expect((await engine.docker(['version'])).exitCode).toBe(0);
    expect(await engine.image(base)).toBeDefined();
    await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nRUN true\n');
    const argv: (readonly string[])[] = [];
    const built = await engine.build(
      {
        args: [folder],
        labels: { 'go-docker-lab.learner': 'ways' },
        bases: { 'alpine:3.22': base },
        cwd: folder,
      },
      { onCommand: (command) => argv.push(command.argv) },
    );
    expect(built.exitCode, built.output).toBe(0);
    expect(argv[0]?.slice(0, 4)).toEqual(['docker', '--context', 'lab', 'buildx']);
    for (const thing of await engine.owned({ labels: { 'go-docker-lab.learner': 'ways' } })) await engine.remove(thing);

    // The flag beats DOCKER_HOST, DOCKER_HOST beats DOCKER_CONTEXT, which beats the current context.
    const contextOf = async (env: Record<string, string>, context?: string) =>
      (await connectEngine({ ...machine(env), ...(context ? { context } : {}) })).info.context;
    expect(await contextOf({ DOCKER_HOST: 'unix:///nowhere.sock' }, 'lab')).toBe('lab');
    expect(await contextOf({ DOCKER_HOST: `unix://${socket}`, DOCKER_CONTEXT: 'nowhere' })).toBe('default');
    expect(await contextOf({ DOCKER_CONTEXT: 'lab' })).toBe('lab');
    await expect(contextOf({})).rejects.toMatchObject({
      what: { id: 'diagnose.unreachable', params: { context: 'nowhere' } },
    });
    await expect(contextOf({}, 'absent')).rejects.toMatchObject({
      what: { id: 'diagnose.context', params: { context: 'absent' } },
    });
  });
});
