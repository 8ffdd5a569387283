import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { describe, expect, it } from 'vitest';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Process } from '../../ports/process.ts';
import { type Api, createApi } from './api.ts';
import { readContainer, readProcesses } from './container.ts';
import { readImage } from './image.ts';
import { listOwned } from './owned.ts';
import { familiarName } from './podman.ts';
import { createImageReader } from './reader.ts';

/** What Podman 5.4 answers about an image whose Dockerfile has a HEALTHCHECK, as far as we read it. */
const inspected = {
  Id: 'sha256:3ae427818c82',
  Os: 'linux',
  Architecture: 'amd64',
  RootFS: { Layers: ['sha256:1', 'sha256:2'] },
  Config: { Cmd: ['/app'], Labels: null, Entrypoint: [] },
};

/** An engine whose requests are answered from here; `asked` holds the paths of those that are no dockerode calls. */
function fakeApi(docker: object, bodies: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const abort = new AbortController().signal;
  const api: Api = {
    call: (work) => work(docker as Dockerode, abort),
    ask: async (shape, work) => shape.parse(await work(docker as Dockerode, abort)),
    stream: async (path, _query, consume) => {
      asked.push(path);
      const body = bodies[path];
      return body === undefined ? undefined : consume(Readable.from([Buffer.from(body)]));
    },
  };
  return { api, asked };
}

const image = {
  getImage: () => ({ inspect: async () => inspected, history: async () => [{ CreatedBy: 'x', Size: 3 }] }),
};
const path = '/v4.0.0/libpod/images/3ae427818c82/json';

describe('the HEALTHCHECK of an image', () => {
  it("comes from Podman's own API, for the compatible one leaves it out", async () => {
    const { api } = fakeApi(image, { [path]: '{"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1}}' });
    expect(await readImage(api, { podman: true }, 'x')).toMatchObject({
      unpackedSize: 3,
      healthcheck: { test: ['CMD-SHELL', 'true'] },
    });
  });

  it.each([
    ['an image without one', '{"Id":"3ae427818c82"}'],
    ['HEALTHCHECK NONE', '{"Healthcheck":{"Test":["NONE"]}}'],
    ['an engine that is no Podman any more', undefined],
  ])('is absent for %s', async (_, body) => {
    const { api, asked } = fakeApi(image, body === undefined ? {} : { [path]: body });
    expect(await readImage(api, { podman: true }, 'x')).not.toHaveProperty('healthcheck');
    expect(asked).toEqual([path]);
  });

  it('is not asked for elsewhere', async () => {
    const { api, asked } = fakeApi(image);
    await readImage(api, { podman: false }, 'x');
    expect(asked).toEqual([]);
  });
});

describe('a link that leads back to itself', () => {
  it.each(['too many links', 'copier: stat: error resolving "/a": open /a: too many levels of symbolic links'])(
    'leads nowhere: %s',
    async (raw) => {
      const { api } = fakeApi({
        createContainer: async () => ({ id: 'c' }),
        getContainer: () => ({ remove: async () => undefined }),
      });
      const stream = () => Promise.reject(new MachineError({ what: msg('engine.refused'), raw }));
      const reader = createImageReader({ ...api, stream }, {});
      expect(await reader.path({ id: 'i', content: 'i' }, '/a')).toBeUndefined();
    },
  );
});

describe('the processes of a container', () => {
  const container = {
    getContainer: () => ({
      inspect: async () => ({ Id: '1', State: { Status: 'running' } }),
      // As 4.3 answers of an image with a busybox, first with the columns that are asked for.
      top: async (options: { readonly ps_args?: string }) =>
        options.ps_args === undefined
          ? { Titles: ['PID   USER     COMMAND'], Processes: [['1 app      /app']] }
          : Buffer.alloc(0),
    }),
  };
  const own = '/v4.0.0/libpod/containers/x/top';

  it("come from Podman's own API where the compatible one tells none", async () => {
    const { api } = fakeApi(container, {
      [own]: '{"Processes":[["65532","1","sleep 300"]],"Titles":["USER","PID","COMMAND"]}',
    });
    expect(await readProcesses(api, { podman: true }, 'x', 0)).toEqual([
      { uid: '65532', pid: '1', command: 'sleep 300' },
    ]);
  });

  it.each([
    ['it tells none either', true, [own]],
    ['it is not there', false, []],
  ])('are none where %s', async (_, podman, paths) => {
    const { api, asked } = fakeApi(container, { [own]: '' });
    expect(await readProcesses(api, { podman }, 'x', 0)).toEqual([]);
    expect(asked).toEqual(paths);
  });
});

describe('the status of a container', () => {
  it.each([
    ['stopped', 'exited'],
    ['stopping', 'running'],
    ['initialized', 'created'],
    ['running', 'running'],
  ])('%s is %s', async (Status, status) => {
    const { api } = fakeApi({ getContainer: () => ({ inspect: async () => ({ Id: '1', State: { Status } }) }) });
    expect(await readContainer(api, 'x')).toMatchObject({ status });
  });
});

describe('an image that is gone', () => {
  it.each([
    [
      'is gone',
      'normalizing image: invalid repository name (b78), cannot specify 64-byte hexadecimal strings',
      undefined,
    ],
    ['is an error for any other reason', 'storage is broken', 'engine.refused'],
  ])('%s when Podman says: %s', async (_, message, id) => {
    const folder = await mkdtemp(join(tmpdir(), 'gdl-podman-'));
    const socket = join(folder, 'podman.sock');
    const server = createServer((_request, answer) => {
      answer.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const process: Process = { run: () => Promise.reject(new Error('nothing is run')) };
    const machine = { process, env: {}, platform: 'linux', dockerBinary: 'docker' } as const;
    const api = createApi(machine, { context: 'default', host: `unix://${socket}`, pin: [] });
    try {
      const asked = api.call((docker) => docker.getImage('b78').inspect());
      if (id === undefined) expect(await asked).toBeUndefined();
      else await expect(asked).rejects.toMatchObject({ what: { id } });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    }
  });
});

describe('names of images', () => {
  it.each([
    ['docker.io/library/alpine:3.22', 'alpine:3.22'],
    ['docker.io/go-docker-lab/base/alpine:3.22', 'go-docker-lab/base/alpine:3.22'],
    ['localhost/mine:1', 'mine:1'],
    ['localhost:5000/mine:1', 'localhost:5000/mine:1'],
    ['alpine:3.22', 'alpine:3.22'],
  ])('%s is %s', (name, familiar) => expect(familiarName(name)).toBe(familiar));

  it('are recognized as ours behind the registry that Podman writes before them', async () => {
    const labels = { 'go-docker-lab.owner': 'go-docker-lab', 'go-docker-lab.image': 'demo:bad' };
    const listImages = async () => [
      { Id: 'sha256:1', RepoTags: ['docker.io/library/demo:bad'], Labels: labels },
      { Id: 'sha256:2', RepoTags: ['docker.io/library/theirs:1'], Labels: labels },
      { Id: 'sha256:3', RepoTags: ['localhost/demo:bad'], Labels: labels },
    ];
    const { api } = fakeApi({ listImages });
    const owned = await listOwned(api, { kinds: ['image'] });
    expect(owned.map(({ id, names }) => [id, names])).toEqual([
      ['sha256:1', ['demo:bad']],
      ['sha256:3', ['demo:bad']],
    ]);
  });

  it('are also ours where `kit make` held what it pulled, which has no label of ours', async () => {
    const held = { Id: 'sha256:1', RepoTags: ['localhost/go-docker-lab/kit:1f', 'localhost/mine:1'], Labels: null };
    const listImages = async ({ filters }: { filters: { reference?: readonly string[] } }) =>
      filters.reference?.includes('go-docker-lab/kit') ? [held] : [];
    const { api } = fakeApi({ listImages });
    expect(await listOwned(api, { kinds: ['image'] })).toMatchObject([{ names: ['go-docker-lab/kit:1f'] }]);
    const labels = { 'go-docker-lab.learner': 'ann' };
    expect(await listOwned(api, { kinds: ['image'], labels })).toEqual([]);
  });
});
