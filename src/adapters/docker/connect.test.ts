import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProcess } from '../process.ts';
import { connectEngine } from './engine.ts';

const fakeDocker = join(import.meta.dirname, '../../../test/fixtures/bin/fake-docker');
/** What every BuildKit can do. */
const buildKit = ['build-mount', 'build-secret', 'build-stages', 'cross-build'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-fake-'));
  await answer(
    'context',
    JSON.stringify({ Name: 'default', Endpoints: { docker: { Host: 'unix:///nowhere/docker.sock' } } }),
  );
  await answer('version', version('26.1.5', '28.2.2'));
  await answer('info', JSON.stringify({ NCPU: 2, MemTotal: 8e9, DriverStatus: [['Backing Filesystem', 'extfs']] }));
  await answer('buildx-version', 'github.com/docker/buildx v0.13.1 788433953af10f2a698f5c07611dddce2e08c7a0\n');
});
afterEach(() => rm(folder, { recursive: true }));

async function answer(command: string, out: string, err = '', code = 0): Promise<void> {
  await writeFile(join(folder, `${command}.out`), out);
  await writeFile(join(folder, `${command}.err`), err);
  await writeFile(join(folder, `${command}.code`), String(code));
}

function version(server: string, client: string, extra: object = {}): string {
  return JSON.stringify({
    Client: { Version: client },
    Server: { Version: server, ApiVersion: '1.45', Os: 'linux', Arch: 'amd64', ...extra },
  });
}

function connect(
  settings: { context?: string; dockerBinary?: string; env?: Record<string, string>; platform?: NodeJS.Platform } = {},
) {
  const env = { PATH: process.env['PATH'], FAKE_DOCKER_ANSWERS: folder, ...settings.env };
  const platform = settings.platform ?? 'linux';
  return connectEngine({
    dockerBinary: fakeDocker,
    ...settings,
    env,
    platform,
    temporary: folder,
    process: createProcess({ env, platform }),
  });
}

const calls = async (): Promise<string[]> => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');

describe('connectEngine', () => {
  it('asks once and stays with the endpoint it found', async () => {
    const engine = await connect();
    expect(engine.info).toEqual({
      context: 'default',
      endpoint: 'unix:///nowhere/docker.sock',
      version: '26.1.5',
      apiVersion: '1.45',
      os: 'linux',
      architecture: 'amd64',
      clientVersion: '28.2.2',
      rung: 'buildx-rawjson',
      buildxVersion: '0.13.1',
      imageStore: 'graphdriver',
      logDriver: '',
      podman: false,
      cpus: 2,
      cpuLimit: false,
      memory: 8e9,
      capabilities: [...buildKit],
    });
    await answer('context', JSON.stringify({ Name: 'other' }));
    await engine.docker(['ps', '-a']);
    expect(await calls()).toContain('docker.sock|ps -a');
  });

  it('pins a named context by its name, which holds its certificates', async () => {
    await answer('context', JSON.stringify({ Name: 'remote', Endpoints: { docker: { Host: 'tcp://10.0.0.7:2376' } } }));
    const engine = await connect({ context: 'remote' });
    await engine.docker(['ps']);
    expect(await calls()).toEqual(expect.arrayContaining(['|context inspect --format {{json .}} remote', 'remote|ps']));
    expect(engine.remote).toMatchObject({ name: '10.0.0.7' });
  });

  it('says that the CLI is missing', async () => {
    await expect(connect({ dockerBinary: 'no-such-docker' })).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'engine.no-cli', params: { program: 'no-such-docker' } },
    });
  });

  it("works with Podman's own command under the name docker, whose engine tells of itself at its socket", async () => {
    const socket = join(folder, 'podman.sock');
    const told: Readonly<Record<string, object>> = {
      '/version': {
        Version: '5.4.2',
        ApiVersion: '1.41',
        Os: 'linux',
        Arch: 'amd64',
        Components: [{ Name: 'Podman Engine' }],
      },
      '/info': { NCPU: 2, MemTotal: 8e9, CgroupDriver: 'systemd', LoggingDriver: 'journald' },
    };
    const server = createServer(({ url = '' }, response) => response.end(JSON.stringify(told[url])));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    // A connection of its own, as it lists it for `context inspect`: no context of docker's.
    await answer('context', '{"Name":"vm","URI":"ssh://core@127.0.0.1:40123/run/podman.sock","Default":true}\n');
    await answer('--version', 'podman version 5.3.0\n');
    try {
      const engine = await connect({ env: { CONTAINER_HOST: `unix://${socket}` } });
      expect(engine.info).toMatchObject({
        context: 'default',
        endpoint: `unix://${socket}`,
        version: '5.4.2',
        clientVersion: '5.3.0',
        rung: 'legacy',
        podman: true,
        podmanCommand: true,
        logDriver: 'journald',
        capabilities: expect.arrayContaining(['build-secret', 'cross-build']),
      });
      await engine.docker(['ps']);
      expect((await calls()).at(-1)).toBe('podman.sock|ps');
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    // Its command would do without the socket.
    await expect(connect({ env: { CONTAINER_HOST: `unix://${socket}` } })).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'diagnose.podman-socket', params: { host: `unix://${socket}` } },
    });
  });

  it.each([
    ['none', '26.1.5', {}, ['memory', 'processes']],
    ['cgroupfs', '26.1.5', {}, undefined],
    ['cgroupfs', '5.4.2', { Components: [{ Name: 'Podman Engine' }] }, ['health']],
    ['systemd', '5.4.2', { Components: [{ Name: 'Podman Engine' }] }, undefined],
  ])(
    'knows what containers under the cgroup driver %s of %s %o cannot be asked',
    async (driver, server, extra, untold) => {
      await answer('version', version(server, '26.1.5', extra));
      await answer('info', JSON.stringify({ CgroupDriver: driver }));
      expect((await connect()).info.untold).toEqual(untold);
    },
  );

  it('says that the context does not exist', async () => {
    await answer(
      'context',
      '',
      'context "nope": context not found: open /root/.docker/contexts/meta/x/meta.json: no such file or directory\n',
      1,
    );
    await expect(connect({ context: 'nope' })).rejects.toMatchObject({
      what: { id: 'diagnose.context', params: { context: 'nope' } },
    });
  });

  it('says that nobody answers', async () => {
    await answer(
      'version',
      '{"Client":{"Version":"28.2.2"},"Server":null}\n',
      'Cannot connect to the Docker daemon at unix:///nowhere/docker.sock. Is the docker daemon running?\n',
      1,
    );
    const error = { what: { id: 'endpoint.silent', params: { endpoint: 'unix:///nowhere/docker.sock' } } };
    await expect(connect()).rejects.toMatchObject(error);
    const usual = { Name: 'default', Endpoints: { docker: { Host: 'unix:///var/run/docker.sock' } } };
    await answer('context', JSON.stringify(usual));
    await expect(connect()).rejects.toMatchObject({
      what: { id: 'diagnose.unreachable', params: { context: 'default' } },
    });
  });

  it('says which move fits certificates that are not there', async () => {
    await answer('context', '[]\n', 'open /certs/ca.pem: no such file or directory\n', 1);
    await expect(connect({ env: { DOCKER_HOST: 'tcp://far:2376' } })).rejects.toMatchObject({
      what: { id: 'endpoint.silent', params: { endpoint: 'tcp://far:2376', why: { id: 'endpoint.why.tls' } } },
      next: { id: 'endpoint.next.tls' },
    });
  });

  it('says that DOCKER_HOST is no address, whatever DOCKER_CONTEXT is', async () => {
    await answer('context', '\n', `parse "tcp://[::1": missing ']' in host\n`, 1);
    const env = { DOCKER_HOST: 'tcp://[::1', DOCKER_CONTEXT: 'far' };
    const error = {
      what: { id: 'endpoint.address', params: { endpoint: 'tcp://[::1', source: { id: 'endpoint.source.variable' } } },
    };
    await expect(connect({ env })).rejects.toMatchObject(error);
    // The default context is that of DOCKER_HOST.
    await expect(connect({ env, context: 'default' })).rejects.toMatchObject(error);
  });

  it('says that a named pipe is no address outside Windows, over which docker breaks down', async () => {
    const pipe = 'npipe:////./pipe/x';
    await answer('context', JSON.stringify({ Name: 'default', Endpoints: { docker: { Host: pipe } } }));
    await answer('version', '', 'panic: runtime error: invalid memory address\n', 2);
    const env = { DOCKER_HOST: pipe };
    await expect(connect({ env })).rejects.toMatchObject({ what: { id: 'endpoint.address' } });
    await expect(connect({ env, platform: 'win32' })).rejects.toMatchObject({ what: { id: 'engine.failed' } });
  });

  it('says that DOCKER_API_VERSION is no version', async () => {
    await answer('version', '{"Server":null}\n', 'Error response from daemon: page not found\n', 1);
    await expect(connect({ env: { DOCKER_API_VERSION: 'abc' } })).rejects.toMatchObject({
      what: { id: 'engine.api-version', params: { value: 'abc' } },
    });
    await expect(connect({ env: { DOCKER_API_VERSION: '1.45' } })).rejects.toMatchObject({
      what: { id: 'engine.failed' },
    });
  });

  it('says that the name of the context is empty', async () => {
    await answer('context', '', 'context "": context not found: open /x/meta.json: no such file or directory\n', 1);
    await expect(connect({ context: '' })).rejects.toMatchObject({ what: { id: 'diagnose.context.empty' } });
  });

  it('shows no password of an address', async () => {
    const host = 'tcp://u:secret@box:2375';
    await answer('context', JSON.stringify({ Name: 'default', Endpoints: { docker: { Host: host } } }));
    await answer('version', '', `a wild goose at ${host}\n`, 1);
    await expect(connect()).rejects.toMatchObject({
      what: { id: 'engine.failed', params: { endpoint: 'tcp://u:***@box:2375' } },
      raw: 'a wild goose at tcp://u:***@box:2375',
    });
  });

  it('names another engine that does answer', async () => {
    await answer(
      'version',
      '{"Client":{"Version":"28.2.2"},"Server":null}\n',
      'Cannot connect to the Docker daemon at unix:///nowhere/docker.sock. Is the docker daemon running?\n',
      1,
    );
    await answer(
      'context',
      JSON.stringify({ Name: 'default', Endpoints: { docker: { Host: 'unix:///var/run/docker.sock' } } }),
    );
    await answer('version@podman.sock', '4.3.1\n');
    await mkdir(join(folder, 'podman'));
    await writeFile(join(folder, 'podman/podman.sock'), '');
    const error = { what: { id: 'engine.other-answers', params: { found: `unix://${folder}/podman/podman.sock` } } };
    await expect(connect({ env: { XDG_RUNTIME_DIR: folder } })).rejects.toMatchObject(error);
    // Then the variable is in the way.
    const wrong = { Name: 'default', Endpoints: { docker: { Host: 'unix:///nope.sock' } } };
    await answer('context', JSON.stringify(wrong));
    const env = { XDG_RUNTIME_DIR: folder, DOCKER_HOST: 'unix:///nope.sock' };
    await expect(connect({ env })).rejects.toMatchObject({ ...error, next: { id: 'engine.other-answers.unset' } });
  });

  it('says that this account may not talk to the engine', async () => {
    await answer(
      'version',
      '{"Client":{"Version":"28.2.2"},"Server":null}\n',
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/version": dial unix /var/run/docker.sock: connect: permission denied\n',
      1,
    );
    await expect(connect()).rejects.toMatchObject({ what: { id: 'diagnose.permission' } });
  });

  it('keeps the raw text of what it does not know', async () => {
    await answer('version', '', 'a wild goose\n', 1);
    await expect(connect()).rejects.toMatchObject({ what: { id: 'engine.failed' }, raw: 'a wild goose' });
  });

  it('refuses an engine that is too old, and Windows containers', async () => {
    await answer('version', version('19.03.15', '19.03.15'));
    await expect(connect()).rejects.toMatchObject({
      what: { id: 'engine.too-old', params: { version: '19.03.15', needed: '20.10' } },
    });
    await answer('version', version('26.1.5', '26.1.5', { Os: 'windows' }));
    await expect(connect()).rejects.toMatchObject({ what: { id: 'engine.windows-containers' } });
  });

  it.each([
    ['0.13.0', '28.0.0', 'buildx-rawjson'],
    ['0.12.1', '28.0.0', 'buildx-plain'],
    [undefined, '20.10.24', 'buildkit-env'],
    [undefined, '23.0.1', 'legacy'],
  ])('with buildx %s and CLI %s it builds by %s', async (buildx, client, rung) => {
    await answer('version', version('26.1.5', client));
    if (buildx) await answer('buildx-version', `github.com/docker/buildx ${buildx} abc\n`);
    else await answer('buildx-version', '', "docker: 'buildx' is not a docker command.\n", 1);
    expect((await connect()).info.rung).toBe(rung);
  });

  it.each([
    ['0.15.1', '27.0.3', '27.0.3', ['build-check', ...buildKit]],
    // Its own frontend has no rules, and another one would have to come from a registry.
    ['0.29.1', '26.1.5', '28.5.2', buildKit],
    ['0.14.1', '28.5.2', '28.5.2', buildKit],
    [undefined, '20.10.24', '20.10.24', buildKit],
    [undefined, '28.5.2', '28.5.2', []],
    // It is the command that brings the builder: the engine may be old, and have BuildKit.
    [undefined, '20.10.24', '23.0.0', []],
  ])('with buildx %s, engine %s and CLI %s it can do %j', async (buildx, engine, client, capabilities) => {
    await answer('version', version(engine, client));
    if (buildx) await answer('buildx-version', `github.com/docker/buildx ${buildx} abc\n`);
    else await answer('buildx-version', '', "docker: 'buildx' is not a docker command.\n", 1);
    expect((await connect()).info.capabilities).toEqual(capabilities);
  });

  it('sees Podman in disguise, whose version numbers are its own', async () => {
    await answer('version', version('4.3.1', '26.1.5', { Components: [{ Name: 'Podman Engine' }] }));
    expect((await connect()).info).toMatchObject({ podman: true, rung: 'legacy' });
  });

  it.each([
    ['4.1.1', ['build-mount']],
    ['4.3.1', ['build-mount', 'build-stages']],
  ])('knows what Podman %s builds without BuildKit: %j', async (server, capabilities) => {
    await answer('version', version(server, '26.1.5', { Components: [{ Name: 'Podman Engine' }] }));
    expect((await connect()).info.capabilities).toEqual(capabilities);
  });

  it('sees the containerd image store', async () => {
    await answer('info', JSON.stringify({ DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] }));
    expect((await connect()).info.imageStore).toBe('containerd');
  });

  it('takes a version that is no number for a new one', async () => {
    await answer('version', version('dev', 'dev'));
    expect((await connect()).info.version).toBe('dev');
  });
});
