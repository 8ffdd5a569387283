import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Process } from '../../ports/process.ts';
import { connectEngine } from './engine.ts';

let folder: string;
let server: Server;
let asked: (string | undefined)[];

// A socket stands in for the named pipe: to node both are a path to connect to.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npipe-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"message":"no such container"}');
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'pipe'), resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

describe.skipIf(process.platform === 'win32')('an engine behind a named pipe', () => {
  it.each([
    ['the default context', 'default', (host: string) => ['--host', host]],
    ['a context', 'desktop-linux', () => ['--context', 'desktop-linux']],
  ])('is dialled by node itself: %s', async (_, name, pin) => {
    const host = `npipe://${folder}/pipe`;
    const calls: (readonly string[])[] = [];
    const answers = [
      JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
      JSON.stringify({
        Client: { Version: '28.2.2' },
        Server: { Version: '28.2.2', ApiVersion: '1.50', Os: 'linux', Arch: 'arm64' },
      }),
      '{"NCPU":2,"MemTotal":8000000000}',
      'github.com/docker/buildx v0.13.1 abc\n',
    ];
    const process: Process = {
      async run(file, args) {
        calls.push([file, ...args]);
        const which = ['context', 'version', 'info', 'buildx'].findIndex((word) => args.includes(word));
        return { exitCode: 0, stdout: answers[which] ?? '', stderr: '', output: '', seconds: 0 };
      },
    };
    const env = { DOCKER_HOST: name === 'default' ? host : undefined };
    const engine = await connectEngine({ process, env, platform: 'win32', temporary: folder });
    expect(engine.info).toMatchObject({ endpoint: host, context: name, architecture: 'arm64' });
    expect(engine.remote).toBeUndefined();
    await engine.docker(['ps']);
    expect(calls.at(-1)).toEqual(['docker', ...pin(host), 'ps']);
    expect(await engine.container('nobody')).toBeUndefined();
    expect(asked).toEqual([expect.stringContaining('/containers/nobody/json')]);
  });
});
