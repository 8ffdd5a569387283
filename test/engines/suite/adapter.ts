import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectEngine } from '../../../src/adapters/docker/engine.ts';
import { createProcess } from '../../../src/adapters/process.ts';
import type { BuildVertex } from '../../../src/checks/evidence.ts';
import type { BuildRung, Engine } from '../../../src/ports/engine.ts';
import { baseImage, needEngine, type TestEngine, tellFacts } from '../../helpers/engines.ts';

/** An engine, and the docker command with which it is used. */
export interface Place {
  readonly name: string;
  readonly engine: TestEngine;
  /** How it has to build; left out where that is for the engine to say. */
  readonly rung?: BuildRung;
  /** Another docker command than the first one on the PATH. */
  readonly dockerBinary?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Go programs are built too. One engine is enough: that is no matter of the builder. */
  readonly go?: boolean;
}

const dockerfileFor = (unique: string): string => `FROM golang:1.26-alpine AS builder
WORKDIR /app
COPY source.txt ./
RUN echo compiling && echo to-stderr >&2 && cp source.txt result.txt && : ${unique}

FROM alpine:3.22
LABEL course=test
COPY --from=builder /app/result.txt /result.txt
RUN ln -s /result.txt /link.txt && chmod 4755 /result.txt && ln -s /round /round
USER 1000
EXPOSE 8080
HEALTHCHECK --interval=1s CMD ["true"]
CMD ["sleep", "60"]
`;
const baseNames = ['golang:1.26-alpine', 'alpine:3.22'] as const;

/** What the adapter promises of any engine: builds, facts, files, secrets, containers, and leaving nothing. */
export function adapterSuite(place: Place): void {
  describe(`an engine with ${place.name}`, () => {
    beforeEach((context) => needEngine(context, place.engine));
    const unique = `adapters-test-${process.pid}-${place.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    const image = `${unique}:image`;
    const labels = { 'go-docker-lab.learner': unique };
    const dockerfile = dockerfileFor(unique);
    let engine: Engine;
    let folder: string;
    let bases: Readonly<Record<(typeof baseNames)[number], string>>;

    const build = (text: string, onVertex?: (vertex: BuildVertex) => void) =>
      writeFile(join(folder, 'Dockerfile.test'), text).then(() =>
        engine.build(
          { args: ['-t', image, '-f', 'Dockerfile.test', '.'], labels, bases, cwd: folder },
          onVertex ? { onVertex } : {},
        ),
      );
    const sweep = async (): Promise<void> => {
      for (const kind of ['container', 'network', 'volume', 'image'] as const) {
        for (const thing of await engine.owned({ kinds: [kind], labels })) await engine.remove(thing);
      }
    };
    const statusOf = (vertexes: readonly BuildVertex[], instruction: string) =>
      vertexes.find((vertex) => vertex.instruction?.startsWith(instruction))?.status;

    beforeAll(async () => {
      if (place.engine.missing !== undefined) return;
      const env = { ...process.env, REAL_DOCKER: 'docker', ...place.engine.env, ...place.env };
      folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-test-'));
      const runner = createProcess({ env, platform: process.platform });
      engine = await connectEngine({
        process: runner,
        env,
        platform: process.platform,
        temporary: folder,
        ...(place.dockerBinary === undefined ? {} : { dockerBinary: place.dockerBinary }),
      });
      const [golang, alpine] = await Promise.all(baseNames.map((name) => baseImage(place.engine, name)));
      bases = { 'golang:1.26-alpine': golang ?? '', 'alpine:3.22': alpine ?? '' };
      await writeFile(join(folder, 'source.txt'), `${unique}\n`);
    });
    afterAll(async () => {
      if (place.engine.missing !== undefined) return;
      await sweep();
      await rm(folder, { recursive: true });
    });

    it('tells what it is', () => {
      tellFacts('engine', engine.info);
      expect(engine.info).toMatchObject({
        context: 'default',
        imageStore: expect.stringMatching(/^(graphdriver|containerd)$/),
        os: 'linux',
      });
      if (place.rung !== undefined) expect(engine.info).toMatchObject({ rung: place.rung, podman: false });
      expect(engine.info.memory).toBeGreaterThan(1e8);
      expect(engine.remote === undefined).toBe(/^(unix|npipe):/.test(engine.info.endpoint));
    });

    // Each is a connection of its own over ssh, and sshd drops some of them.
    it('answers many questions at once', async () => {
      const many = Array.from({ length: 16 });
      const versions = await Promise.all(many.map(() => engine.docker(['version', '--format', '{{.Server.Version}}'])));
      expect(versions.map(({ stdout }) => stdout.trim())).toEqual(many.map(() => engine.info.version));
      expect(await Promise.all(many.map(() => engine.container(`${unique}-absent`)))).toEqual(
        many.map(() => undefined),
      );
    });

    it('builds, then builds from the cache', async () => {
      const told: BuildVertex[] = [];
      const first = await build(dockerfile, (vertex) => told.push(vertex));
      expect(first.exitCode, first.output).toBe(0);
      expect(first.output).toMatch(/compiling[\s\S]*to-stderr|to-stderr[\s\S]*compiling/);
      expect(first.output).not.toContain('go-docker-lab/base');
      expect(first.graph.failure).toBeUndefined();
      expect(statusOf(first.graph.vertexes, 'RUN echo compiling')).toBe('done');
      const run = first.graph.vertexes.find((vertex) => vertex.instruction?.startsWith('RUN echo'));
      expect(run).toMatchObject({ stage: 'builder', status: 'done' });
      expect(run?.seconds).toBeGreaterThan(0);
      expect(told.length).toBeGreaterThan(first.graph.vertexes.length - 1);

      await writeFile(join(folder, 'source.txt'), `${unique} changed\n`);
      const second = await build(dockerfile);
      expect(statusOf(second.graph.vertexes, 'WORKDIR')).toBe('cached');
      expect(statusOf(second.graph.vertexes, 'COPY source.txt')).toBe('done');
      expect(statusOf(second.graph.vertexes, 'RUN echo compiling')).toBe('done');
      expect(second.graph.vertexes.some(({ instruction }) => instruction?.includes('go-docker-lab.owner'))).toBe(false);
    });

    it('tells which instruction failed, on which line and why', async () => {
      const ran = await build(dockerfile.replace('cp source.txt', 'cp missing.txt'));
      expect(ran.exitCode).not.toBe(0);
      expect(ran.graph.failure?.instruction).toMatch(/^RUN echo compiling/);
      expect(ran.graph.failure?.line).toBe(4);
      expect(ran.graph.failure?.message).toMatch(/exit code: 1|non-zero code: 1|exit status 1/);
      expect(ran.output).toContain('missing.txt');

      const copied = await build(dockerfile.replace('COPY source.txt', 'COPY missing.txt'));
      expect(copied.graph.failure).toMatchObject({ line: 3 });
      expect(copied.graph.failure?.instruction).toMatch(/^COPY missing.txt/);
      expect(copied.graph.failure?.message).toMatch(/not found|does not exist|no such file/);

      const misspelt = await build(dockerfile.replace('USER', 'USR'));
      expect(misspelt.graph.failure?.line).toBe(10);
      expect(misspelt.graph.failure?.message).toMatch(/line 10: unknown instruction: USR|Unknown instruction: "USR"/);
    });

    it('knows the image', async () => {
      const facts = await engine.image(image);
      expect(facts).toMatchObject({
        os: 'linux',
        user: '1000',
        cmd: ['sleep', '60'],
        exposedPorts: ['8080/tcp'],
        healthcheck: { test: ['CMD', 'true'] },
      });
      expect(facts?.labels).toMatchObject({
        course: 'test',
        'go-docker-lab.owner': 'go-docker-lab',
        'go-docker-lab.role': 'image',
        ...labels,
      });
      expect(facts?.unpackedSize).toBeGreaterThan(1e6);
      expect(facts?.history[0]?.createdBy).toBeTruthy();
      const onBuildKit = engine.info.rung !== 'legacy';
      const ours = facts?.history.filter(({ createdBy }) => createdBy.includes('go-docker-lab.owner')).length;
      if (onBuildKit)
        expect(ours).toBe(
          await engine
            .image(bases['alpine:3.22'])
            .then((base) => base?.history.filter(({ createdBy }) => createdBy.includes('go-docker-lab.owner')).length),
        );
      expect(await engine.image(`${unique}:absent`)).toBeUndefined();
    });

    it('reads the files of the image', async () => {
      const files = await engine.files(image);
      const at = (path: string) => files?.find((file) => file.path === path);
      expect(at('/result.txt')).toMatchObject({ kind: 'file', mode: 0o4755, size: unique.length + 9 });
      expect(at('/link.txt')).toMatchObject({ kind: 'link' });
      expect(at('/bin/busybox')?.kind).toBe('file');
      expect(files?.some(({ path }) => /^\/(dev|proc|sys)(\/|$)|^\/\.dockerenv|^\/etc\/hosts/.test(path))).toBe(false);

      expect(await engine.path(image, '/round')).toBeUndefined();
      const result = await engine.path(image, '/link.txt');
      expect(result).toMatchObject({ path: '/link.txt', kind: 'file', mode: 0o4755 });
      expect(Buffer.from(result?.head ?? []).toString()).toBe(`${unique} changed\n`);
      expect(await engine.path(image, '/bin')).toMatchObject({ kind: 'directory' });
      expect((await engine.path(image, '/bin/busybox'))?.head.length).toBe(64 * 1024);
      expect(await engine.path(image, '/absent')).toBeUndefined();
      expect(await engine.files(`${unique}:absent`)).toBeUndefined();
      const readers = await engine.docker(['ps', '-aq', '--filter', `ancestor=${image}`]);
      expect(readers.stdout).toBe('');
    });

    it('reads a scratch image, which has no command and no /etc', async () => {
      const scratch = `${unique}:scratch`;
      await writeFile(join(folder, 'Dockerfile.scratch'), 'FROM scratch\nCOPY source.txt /\n');
      const built = await engine.build({
        args: ['-t', scratch, '-f', 'Dockerfile.scratch', '.'],
        labels,
        bases,
        cwd: folder,
      });
      expect(built.exitCode, built.output).toBe(0);
      expect((await engine.files(scratch))?.map(({ path }) => path)).toEqual(['/source.txt']);
    });

    const buildAs = async (tag: string, text: string, ...args: readonly string[]) => {
      await writeFile(join(folder, `Dockerfile.${tag}`), text);
      const built = await engine.build({
        args: ['-t', `${unique}:${tag}`, '-f', `Dockerfile.${tag}`, ...args, '.'],
        labels,
        bases,
        cwd: folder,
      });
      expect(built.exitCode, built.output).toBe(0);
      return `${unique}:${tag}`;
    };

    it('finds a secret wherever a build leaves it, and tells where without telling it', async () => {
      const secret = `tok-${unique}-0123`;
      const search = (reference: string) => engine.search(reference, Buffer.from(secret));
      await writeFile(join(folder, 'token.txt'), `${secret}\n`);

      const arg = await buildAs('arg', 'FROM alpine:3.22\nARG TOKEN\nRUN true\n', '--build-arg', `TOKEN=${secret}`);
      // Newer BuildKits write the value beside the ARG too.
      const inHistory = await search(arg);
      expect(inHistory?.length).toBeGreaterThan(0);
      for (const one of inHistory ?? [])
        expect(one).toMatchObject({ where: 'history', text: expect.stringContaining('TOKEN=•••') });

      const env = await buildAs('env', `FROM alpine:3.22\nENV TOKEN=${secret}\n`);
      const leaked = await search(env);
      expect(leaked?.map(({ where }) => where)).toEqual(expect.arrayContaining(['history', 'environment']));
      expect(leaked).toContainEqual({ where: 'environment', text: 'TOKEN' });
      expect(leaked?.map(({ where }) => where)).not.toContain('elsewhere');

      const copied = await buildAs('copy', 'FROM alpine:3.22\nCOPY token.txt /root/\nRUN rm /root/token.txt\n');
      expect((await engine.files(copied))?.some(({ path }) => path === '/root/token.txt')).toBe(false);
      expect(await search(copied)).toEqual([
        { where: 'layer', text: expect.stringMatching(/COPY/), path: '/root/token.txt' },
      ]);

      if (engine.info.capabilities.includes('build-secret') && engine.info.rung !== 'buildkit-env') {
        const run = 'RUN --mount=type=secret,id=token test -s /run/secrets/token';
        const mounted = await buildAs('mount', `FROM alpine:3.22\n${run}\n`, '--secret', 'id=token,src=token.txt');
        expect(await search(mounted)).toEqual([]);
      }
      expect(JSON.stringify(leaked)).not.toContain(secret);
      expect(await search(`${unique}:absent`)).toBeUndefined();
      await expect(engine.search(copied, Buffer.from(secret), AbortSignal.abort())).rejects.toThrow();
    });

    it('knows owners and the sum of a file', async () => {
      const owned = await buildAs(
        'owner',
        'FROM alpine:3.22\nCOPY source.txt /a\nRUN cp /a /b && chown 1000:2000 /a && chmod 600 /a\n',
      );
      const files = await engine.files(owned);
      expect(files?.find(({ path }) => path === '/a')).toMatchObject({ uid: 1000, gid: 2000, mode: 0o600 });
      expect(files?.find(({ path }) => path === '/b')).toMatchObject({ uid: 0, gid: 0 });
      const sum = createHash('sha256').update(`${unique} changed\n`).digest('hex');
      expect(await engine.path(owned, '/a')).toMatchObject({ sha256: sum });
      expect(await engine.path(owned, '/b')).toMatchObject({ sha256: sum });
      expect((await engine.path(owned, '/bin'))?.sha256).toBeUndefined();
    });

    if (place.go) {
      it('reads the modules of Go programs', async () => {
        await writeFile(join(folder, 'go.mod'), 'module example.com/tiny\n\ngo 1.20\n');
        await writeFile(join(folder, 'main.go'), 'package main\n\nfunc main() { println("tiny") }\n');
        const tiny = await buildAs(
          'go',
          [
            'FROM golang:1.26-alpine AS builder',
            'WORKDIR /src',
            'COPY go.mod main.go ./',
            'RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /tiny .',
            'FROM scratch',
            'COPY --from=builder /tiny /tiny',
            '',
          ].join('\n'),
        );
        const files = await engine.files(tiny);
        expect(files).toMatchObject([{ path: '/tiny', modules: ['example.com/tiny@(devel)'] }]);
        const toolchain = await engine.files(bases['golang:1.26-alpine']);
        const go = toolchain?.find(({ path }) => path.endsWith('/go/bin/go'));
        expect(go).toMatchObject({ kind: 'file', modules: expect.any(Array) });
        expect(toolchain?.find(({ path }) => path === '/bin/busybox')?.modules).toBeUndefined();
      });
    }

    it('sees a running container', async () => {
      const name = `${unique}-run`;
      const label = Object.entries({
        'go-docker-lab.owner': 'go-docker-lab',
        'go-docker-lab.role': 'container',
        ...labels,
      }).flatMap(([k, v]) => ['--label', `${k}=${v}`]);
      const script = 'echo out; echo err >&2; printf "\\033]0;title\\007plain\\r\\n"; sleep 60';
      const args = ['--name', name, ...label, '-p', '127.0.0.1::8080', '--read-only', '--cap-drop', 'ALL'];
      const started = await engine.docker(['run', '-d', ...args, image, 'sh', '-c', script]);
      expect(started.exitCode, started.output).toBe(0);
      const { untold = [] } = engine.info;
      // Where nobody asks, a start is all that is known.
      await expect
        .poll(async () => (await engine.container(name))?.health?.status, { timeout: 15_000 })
        .toBe(untold.includes('health') ? 'starting' : 'healthy');
      const facts = await engine.container(name);
      // Podman names each of them.
      const capDrop = engine.info.podman ? expect.arrayContaining(['CHOWN', 'KILL']) : ['ALL'];
      expect(facts).toMatchObject({ name, status: 'running', readOnly: true, capDrop });
      expect(facts?.imageId).toBe((await engine.image(image))?.id);
      expect(facts?.ports).toMatchObject([{ containerPort: 8080, hostIp: '127.0.0.1' }]);
      expect(facts?.ports[0]?.hostPort).toBeGreaterThan(1024);
      expect((await engine.publishers()).get(facts?.ports[0]?.hostPort ?? 0)).toEqual([name]);
      expect(await engine.logs(name)).toMatch(/out\n[\s\S]*plain\n/);
      if (!untold.includes('memory')) expect((await engine.memory(name))?.bytes).toBeGreaterThan(1000);
      if (!untold.includes('processes')) {
        const processes = await engine.processes(name);
        expect(processes?.map(({ command }) => command)).toContain('sleep 60');
        expect(processes?.every(({ uid }) => uid === '1000')).toBe(true);
      }

      await engine.docker(['kill', name]);
      expect(await engine.container(name)).toMatchObject({ status: 'exited', exitCode: 137 });
      expect(await engine.memory(name)).toBeUndefined();
      expect(await engine.processes(name)).toEqual([]);
      expect(await engine.logs(name)).toContain('out');
      for (const read of [engine.container, engine.logs, engine.memory, engine.processes]) {
        expect(await read(`${unique}-absent`)).toBeUndefined();
      }
    });

    it('refuses to remove an image in use, in plain words', async () => {
      const thing = (await engine.owned({ kinds: ['image'], labels })).find(({ names }) => names.includes(image));
      expect(thing).toBeDefined();
      if (thing) await expect(engine.remove(thing)).rejects.toMatchObject({ what: { id: 'engine.image-in-use' } });
    });

    it('stops a build when asked', async () => {
      const abort = new AbortController();
      await writeFile(join(folder, 'Dockerfile.slow'), `FROM alpine:3.22\nRUN echo ${unique} && sleep 40\n`);
      const began = performance.now();
      const built = await engine.build(
        { args: ['-f', 'Dockerfile.slow', '.'], labels, bases, cwd: folder },
        { signal: abort.signal, onOutput: (text) => text.includes(unique) && abort.abort() },
      );
      expect(built.exitCode).toBe(130);
      expect(performance.now() - began).toBeLessThan(30_000);
    });

    it('leaves nothing behind', { timeout: 90_000 }, async () => {
      // Podman first ends the command at which a build was stopped.
      const timeout = engine.info.podman ? 60_000 : 1;
      await expect.poll(() => sweep().then(() => 'swept', String), { timeout, interval: 1000 }).toBe('swept');
      expect(await engine.owned({ labels })).toEqual([]);
      const all = await engine.docker(['images', '-aq', '--no-trunc', '--filter', 'dangling=true']);
      for (const id of all.stdout.split('\n').filter(Boolean)) {
        const left = await engine.image(id);
        expect(left?.history.some(({ createdBy }) => createdBy.includes(unique)) ?? false).toBe(false);
      }
    });
  });
}
