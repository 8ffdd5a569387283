import { describe, expect, it } from 'vitest';
import type { Process } from '../../ports/process.ts';
import { resolvePodman } from './podman-endpoint.ts';

const connections = [
  { Name: 'here', URI: 'unix:///run/here.sock', Identity: '', Default: false, ReadWrite: true },
  { Name: 'vm', URI: 'ssh://core@127.0.0.1:40123/run/podman/podman.sock', Identity: '/k', Default: true },
];

/** What `podman info --format json` tells, as far as we read it. */
const about = (host: object) => JSON.stringify({ host, version: { Version: '5.4.2' } });
const own = about({
  remoteSocket: { path: '/run/user/1000/podman/podman.sock', exists: true },
  serviceIsRemote: false,
  security: { rootless: true },
});

function resolve(
  settings: {
    context?: string;
    env?: Record<string, string>;
    info?: string | { readonly stderr: string };
    version?: string;
    list?: string;
  } = {},
) {
  const { context, env = {}, info = own, version = 'podman version 5.4.2\n', list } = settings;
  const asked: string[] = [];
  const answer = (words: string): string | { readonly stderr: string } => {
    if (words === '--version') return version;
    if (words === 'info --format json') return info;
    if (words === 'system connection list --format json') return list ?? JSON.stringify(connections);
    throw new Error(`nobody asks ${words}`);
  };
  const process: Process = {
    run: async (_, args) => {
      asked.push(args.join(' '));
      const told = answer(args.join(' '));
      const stdout = typeof told === 'string' ? told : '';
      // What the package podman-docker says with every command.
      const stderr = typeof told === 'string' ? 'Emulate Docker CLI using podman.\n' : told.stderr;
      const exitCode = typeof told === 'string' ? 0 : 125;
      return { exitCode, stdout, stderr, output: stdout + stderr, seconds: 0 };
    },
  };
  const found = resolvePodman({ process, env, platform: 'linux', dockerBinary: 'docker' }, context);
  return { found, asked };
}

describe("Podman's own command under the name of docker", () => {
  it("is none when it says that it is Docker's", async () => {
    const { found, asked } = resolve({ version: 'Docker version 26.1.5, build a72d7cd\n' });
    expect(await found).toBeUndefined();
    expect(asked).toEqual(['--version']);
  });

  it.each([
    ['by itself', {}, undefined, 'default', 'unix:///run/user/1000/podman/podman.sock'],
    ['by CONTAINER_HOST', { CONTAINER_HOST: 'unix:///x.sock' }, undefined, 'default', 'unix:///x.sock'],
    [
      'by CONTAINER_CONNECTION before that',
      { CONTAINER_CONNECTION: 'here', CONTAINER_HOST: 'unix:///x.sock' },
      undefined,
      'here',
      'unix:///run/here.sock',
    ],
    ['by --context before both', { CONTAINER_CONNECTION: 'no' }, 'here', 'here', 'unix:///run/here.sock'],
    [
      'whatever only Docker reads',
      { DOCKER_HOST: 'unix:///d.sock', DOCKER_CONTEXT: 'no' },
      undefined,
      'default',
      'unix:///run/user/1000/podman/podman.sock',
    ],
    [
      'and empty is unset',
      { CONTAINER_CONNECTION: '', CONTAINER_HOST: '' },
      undefined,
      'default',
      'unix:///run/user/1000/podman/podman.sock',
    ],
  ])('finds its engine %s', async (_, env, context, name, host) => {
    const { found } = resolve({ env: env as Record<string, string>, ...(context === undefined ? {} : { context }) });
    expect(await found).toEqual({ context: name, host, podmanCommand: '5.4.2' });
  });

  it('takes a socket that is written as a URL', async () => {
    const info = about({ remoteSocket: { path: 'unix:///run/podman/podman.sock', exists: true } });
    expect(await resolve({ info }).found).toMatchObject({ host: 'unix:///run/podman/podman.sock' });
  });

  it.each([
    [true, 'diagnose.podman-socket.next'],
    [false, 'diagnose.podman-socket.root'],
  ])('wants its socket, whose engine is rootless: %s', async (rootless, next) => {
    const info = about({ remoteSocket: { path: '/run/x/podman.sock', exists: false }, security: { rootless } });
    await expect(resolve({ info }).found).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'diagnose.podman-socket', params: { host: 'unix:///run/x/podman.sock' } },
      next: { id: next, params: { host: 'unix:///run/x/podman.sock' } },
    });
  });

  it('says that there is no such connection', async () => {
    const what = { id: 'podman.no-connection', params: { name: 'nope' } };
    await expect(resolve({ context: 'nope' }).found).rejects.toMatchObject({ exitCode: 3, what });
    await expect(resolve({ env: { CONTAINER_CONNECTION: 'nope' } }).found).rejects.toMatchObject({ what });
    await expect(resolve({ context: 'nope', list: 'nothing' }).found).rejects.toMatchObject({ what });
  });

  it.each([
    ['a connection', { context: 'vm' }, connections[1]?.URI],
    ['the variable', { env: { CONTAINER_HOST: 'tcp://10.0.0.7:8888' } }, 'tcp://10.0.0.7:8888'],
    [
      'the usual connection of a command without an engine',
      { info: about({ serviceIsRemote: true }) },
      connections[1]?.URI,
    ],
  ])('is not used with an engine elsewhere: %s', async (_, settings, endpoint) => {
    await expect(resolve(settings).found).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'podman.far', params: { endpoint } },
      next: { id: 'podman.far.next' },
    });
  });

  it('passes on why it does not work at all', async () => {
    const stderr = 'Error: could not find a working conmon binary\n';
    await expect(resolve({ info: { stderr } }).found).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'engine.failed' },
      raw: stderr.trim(),
    });
    const gone =
      'Error: unable to connect to Podman socket: Get "http://d/v5.4.2/libpod/_ping": dial unix /run/user/7/podman/podman.sock: connect: no such file or directory\n';
    await expect(resolve({ info: { stderr: gone } }).found).rejects.toMatchObject({
      what: { id: 'diagnose.podman-socket', params: { host: 'unix:///run/user/7/podman/podman.sock' } },
    });
  });
});
