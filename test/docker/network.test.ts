import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/adapters/docker/engine.ts';
import { createProcess } from '../../src/adapters/process.ts';
import { createBaseSupply } from '../../src/commands/base-supply.ts';
import type { Course } from '../../src/course/model.ts';
import { lookForBases } from '../../src/doctor/base-images.ts';
import { type Message, say } from '../../src/i18n/message.ts';
import type { World } from '../../src/runtime/world.ts';
import { expectPlainWords, type Finished, runCli } from '../helpers/cli.ts';
import { courseCopy } from '../helpers/course-copy.ts';
import {
  baseImage,
  docker,
  dockerLines,
  exec,
  forget,
  needEngine,
  on,
  spareEngine as spare,
  startEngine,
} from '../helpers/engines.ts';
import { fakeApp } from '../helpers/fake-app.ts';
import { fakeWorld } from '../helpers/fake-world.ts';
import { courseOf } from '../helpers/mini-course.ts';
import { bundle, fakeDocker, miniCourse } from '../helpers/paths.ts';
import {
  blackHole,
  freePort,
  recordingProxy,
  startRegistry,
  type WeatheredRegistry,
  weathered,
} from '../helpers/registry.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';

/** An image that only the registry has. Its own layer is large enough to be slow or cut, and holds what mirrors are written into. */
const base = 'small:1';
const layerBytes = 300_000;
const learner = 'net';
const timeout = 60_000;
const languages = ['en', 'zh'] as const;

let folder: string;
let stopRegistry: () => Promise<void>;
let registry: WeatheredRegistry;
let direct: string;
/** The name under which the mirror has it. */
let mirrored: string;

beforeAll(async () => {
  if (spare.missing !== undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'gdl-registry-'));
  const real = await startRegistry(join(folder, 'registry'));
  stopRegistry = () => real.stop();
  direct = real.address;
  registry = await weathered(direct);
  mirrored = `${registry.address}/library/${base}`;
  await startEngine(spare);
  const alpine = await baseImage(spare, 'alpine:3.22').catch(() => undefined);
  if (alpine === undefined) {
    const args = [bundle, 'doctor', '--fix', '--yes', '--course', miniCourse('quick')];
    expect(await exec(process.execPath, args, { env: spare.env })).toMatchObject({ exitCode: 0 });
  }
  await fill();
});
afterAll(async () => {
  if (spare.missing !== undefined) return;
  await removePulled();
  await forget(spare, learner);
  await registry.close();
  await stopRegistry();
  await rm(folder, { recursive: true });
});

/**
 * Puts a new image into the registry, of which nothing stays on the engine. The old builder makes it, and the
 * tests that count bytes come first: what BuildKit has in its cache is not pulled again.
 */
async function fill(): Promise<void> {
  const context = join(folder, 'context');
  for (const path of ['usr/local/go', 'etc/apk']) await mkdir(join(context, 'root', path), { recursive: true });
  await exec('dd', ['if=/dev/urandom', `of=${context}/root/noise`, `bs=${layerBytes}`, 'count=1']);
  await writeFile(join(context, 'root/usr/local/go/go.env'), 'GOPROXY=https://usual.invalid\nGOSUMDB=off\n');
  await writeFile(
    join(context, 'root/etc/apk/repositories'),
    'https://usual.invalid/alpine/v3.22/main\nhttps://usual.invalid/alpine/v3.22/community\n',
  );
  await writeFile(
    join(context, 'Dockerfile'),
    `FROM ${await baseImage(spare, 'alpine:3.22')}\nCOPY root /\nLABEL go-docker-lab.owner="" go-docker-lab.role=""\n`,
  );
  const image = `${direct}/library/${base}`;
  const built = await exec('docker', ['build', '-q', '-t', image, context], {
    env: { ...spare.env, DOCKER_BUILDKIT: '0' },
  });
  expect(built.exitCode, built.stderr).toBe(0);
  await docker(spare, 'push', '-q', image);
  await docker(spare, 'rmi', image);
}

/** What tests pulled; the next one begins without it. */
async function removePulled(): Promise<void> {
  const names = await dockerLines(spare, 'images', '--format', '{{.Repository}}:{{.Tag}}');
  const pulled = names.filter((name) => /(?:^|\/)small:1$/.test(name));
  if (pulled.length > 0) await docker(spare, 'rmi', '--force', ...pulled);
}

const pulled = async (): Promise<readonly string[]> =>
  (await dockerLines(spare, 'images', '--format', '{{.Repository}}:{{.Tag}}')).filter((name) => /\bsmall\b/.test(name));

interface Place {
  readonly box: Sandbox;
  readonly flags: readonly string[];
  readonly settings: string;
}

/** A sandbox whose course builds FROM the image, without it. */
async function place(dockerfile?: string): Promise<Place> {
  const made = on(spare, await sandbox());
  const from = 'go-docker-lab.invalid/nowhere:1';
  const course = await courseCopy(made, 'unobtainable', {
    'course.yaml': [from, base],
    '01-only/lab.yaml': [from, base],
    '01-only/start/Dockerfile': [`FROM ${from}`, `FROM ${base}${dockerfile === undefined ? '' : `\n${dockerfile}`}`],
  });
  await removePulled();
  registry.weather({});
  registry.forget();
  return {
    box: made,
    flags: ['--course', course, '--workspace', join(made.cwd, 'work'), '--learner', learner],
    settings: join(made.state, 'go-docker-lab', 'network.yaml'),
  };
}

async function keep({ settings }: Place, text: string): Promise<void> {
  await mkdir(join(settings, '..'), { recursive: true });
  await writeFile(settings, text);
}

const run = async ({ box, flags }: Place, ...words: readonly string[]): Promise<Finished> => {
  const result = await runCli([...words, ...flags], { ...box, timeout });
  expectPlainWords(result);
  return result;
};
const inBothLanguages = (work: (lang: (typeof languages)[number]) => Promise<void>) => Promise.all(languages.map(work));
const fix = (at: Place, ...words: readonly string[]): Promise<Finished> =>
  run(at, 'doctor', '--fix', '--yes', ...words);
const viaMirror = (at: Place, address = registry.address): Promise<void> =>
  keep(at, `profile: mirror\nregistry: ${address}/library\n`);

describe('a registry in trouble', () => {
  test('that limits: 3, the right sentence, nothing half done', async (context) => {
    needEngine(context, spare);
    const at = await place();
    await viaMirror(at);
    registry.weather({ limited: true });
    await inBothLanguages(async (lang) => {
      const { stderr, exitCode } = await fix(at, '--lang', lang);
      expect(stderr).toContain({ en: 'too many downloads', zh: '限流' }[lang]);
      expect(stderr).toMatch(/docker login.*network mirror.*kit load/);
      expect(exitCode).toBe(3);
    });
    expect(await pulled()).toEqual([]);
  });

  test('nobody there, or nobody who says a word: 3 soon, with what to do', async (context) => {
    needEngine(context, spare);
    const at = await place();
    const hole = await blackHole();
    const nobody = `127.0.0.1:${await freePort()}`;
    const asked = [nobody, hole.address].map(async (address) => {
      const begun = performance.now();
      const env = { ...at.box.env, GO_DOCKER_LAB_MIRROR: `${address}/library` };
      const result = await fix({ ...at, box: { ...at.box, env } });
      expect(result.stdout).toContain(`no registry answers at ${address}/library`);
      expect(result.stdout).toMatch(/go-docker-lab .*network mirror HOST\/PATH/);
      expect(result.exitCode).toBe(3);
      expect(performance.now() - begun).toBeLessThan(15_000);
    });
    await Promise.all(asked);
    await hole.close();
    expect(await pulled()).toEqual([]);
  });

  test('a layer that breaks off is gone on with, and fetched once', async (context) => {
    needEngine(context, spare);
    const at = await place();
    await viaMirror(at);
    registry.weather({ cuts: 1 });
    const result = await fix(at);
    expect(result.stdout).toContain('Retrying in');
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await pulled()).toEqual([mirrored]);
    // Docker goes on where it broke off: the manifest's small parts come on top.
    expect(registry.bytes()).toBeLessThan(layerBytes * 1.3);
  });
});

describe('the supply of the workshop', () => {
  test('survives a line of 1 Mbit/s: longer than it waits for a first answer', async (context) => {
    needEngine(context, spare);
    await place();
    registry.weather({ rate: 125_000 });
    // Long enough for a busy machine to say its first word; the layer alone takes 2.4 seconds.
    const answer = 2000;
    const { provide, said } = await supplied({ answer, silence: 30_000 });
    const begun = performance.now();
    await expect(provide()).resolves.toMatchObject({ bases: { [base]: mirrored } });
    expect(performance.now() - begun).toBeGreaterThan(answer);
    expect(said('en')).toEqual([
      `The base image ${base} is not here yet: pulling it first.`,
      `The base image ${base} is there now.`,
    ]);
  });

  test('gives up on a registry that says nothing, and says what one that refuses says', async (context) => {
    needEngine(context, spare);
    await place();
    const hole = await blackHole();
    const silent = await supplied({ answer: 1000, silence: 1000 }, hole.address);
    const begun = performance.now();
    await expect(silent.provide()).rejects.toMatchObject({ exitCode: 3, what: { params: { names: base } } });
    expect(performance.now() - begun).toBeLessThan(10_000);
    await hole.close();

    registry.weather({ limited: true });
    const limited = await supplied({ answer: 10_000, silence: 10_000 });
    const error = await limited.provide().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ exitCode: 3, next: { id: 'diagnose.rate-limit.next' } });
    const { what } = error as { what: Message };
    expect(say('en', what)).toMatch(/^These base images are missing: small:1\. .*too many downloads/);
    expect(say('zh', what)).toContain('限流');
    expect(limited.said('zh').at(-1)).toContain('限流');
    // One more try once it is over.
    registry.weather({});
    await expect(limited.provide()).resolves.toMatchObject({ bases: { [base]: mirrored } });
  });

  /** The supply on the real engine, with patience of its own. */
  async function supplied(bounds: { answer: number; silence: number }, address = registry.address) {
    const env = { ...process.env, ...spare.env };
    const runner = createProcess({ env, platform: 'linux' });
    const engine = await connectEngine({ process: runner, env, platform: 'linux', temporary: folder });
    const course = courseOf({
      'one/lab.yaml':
        'format: 1\ntitle: { en: L, zh: 课 }\nsummary: { en: s, zh: 甲 }\nminutes: 5\nsteps:\n  - id: read\n    kind: read\n',
    });
    const ours: Course = { ...course, bases: [base], labs: course.labs.map((lab) => ({ ...lab, bases: [base] })) };
    const notices: Message[] = [];
    const app = {
      ...fakeApp({ course: ours, engine }).app,
      lookForBases: (names: readonly string[]) => lookForBases(engine, names, undefined, `${address}/library`),
    };
    const supply = createBaseSupply(app, ours, () => undefined, { ...bounds, fresh: 0 });
    const world: World = { ...fakeWorld(ours).world, engine };
    const signal = AbortSignal.timeout(timeout);
    return {
      provide: () => supply.provide(world, 'one', (notice) => notices.push(notice), signal),
      said: (lang: (typeof languages)[number]) => notices.map((notice) => say(lang, notice)),
    };
  }
});

describe('a mirror', () => {
  test('is tried, kept, pulled from and built on; the Dockerfile and the public name stay', async (context) => {
    needEngine(context, spare);
    const at = await place();
    const set = await run(at, 'network', 'mirror', `http://${registry.address}/library/`);
    expect(set).toMatchObject({ exitCode: 0, stderr: '' });
    expect(set.stdout).toContain(`registry ${registry.address}/library answers, and has ${base}.`);
    expect(await readFile(at.settings, 'utf8')).toContain(`registry: ${registry.address}/library\n`);

    const fixed = await fix(at);
    expect(fixed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fixed.stdout).toContain(`docker pull ${mirrored}`);
    expect(await pulled()).toEqual([mirrored]);
    expect(registry.bytes()).toBeGreaterThan(layerBytes);
    expect(await run(at, 'run')).toMatchObject({ exitCode: 0 });

    // What is there is not fetched again.
    registry.forget();
    expect(await fix(at)).toMatchObject({ exitCode: 0 });
    expect(registry.bytes()).toBe(0);
  });

  test('that lacks the image or does not answer is not kept, unless it is forced', async (context) => {
    needEngine(context, spare);
    const at = await place();
    await viaMirror(at);
    const before = await readFile(at.settings, 'utf8');
    const lacking = await run(at, 'network', 'mirror', `${registry.address}/other`);
    expect(lacking.stderr).toContain(`answers, but lacks ${base}. Nothing was changed.`);
    expect(lacking.exitCode).toBe(3);
    expect(await readFile(at.settings, 'utf8')).toBe(before);
    const nobody = `127.0.0.1:${await freePort()}`;
    const silent = await run(at, 'network', 'mirror', nobody, '--lang', 'zh');
    expect(silent.stderr).toContain(`镜像仓库 ${nobody} 没有应答。设置没有改动。`);
    expect(silent.exitCode).toBe(3);
    expect(await run(at, 'network', 'mirror', nobody, '--force')).toMatchObject({ exitCode: 0 });
    expect(await readFile(at.settings, 'utf8')).toContain(nobody);
  });

  test('that wants a login says how, and works after it', async (context) => {
    needEngine(context, spare);
    const at = await place();
    await viaMirror(at);
    registry.weather({ login: { name: 'ann', password: 'secret-of-ann' } });
    const shown = await run(at, 'network');
    expect(shown.stderr).toContain(`docker login ${registry.address}`);
    expect(shown.exitCode).toBe(3);
    await inBothLanguages(async (lang) => {
      const refused = await fix(at, '--lang', lang);
      expect(refused.stderr).toContain(
        { en: `The registry ${registry.address} wants a login.`, zh: `镜像仓库 ${registry.address} 需要登录。` }[lang],
      );
      expect(refused.stderr).toContain(`docker login ${registry.address}`);
      expect(refused.exitCode).toBe(3);
    });
    expect(await pulled()).toEqual([]);

    const config = join(at.box.root, 'config');
    await cp(spare.env['DOCKER_CONFIG'] ?? '', config, { recursive: true, verbatimSymlinks: true });
    const env = { ...at.box.env, DOCKER_CONFIG: config };
    const login = ['login', '--username', 'ann', '--password-stdin', registry.address];
    expect(await exec('docker', login, { env, input: 'secret-of-ann' })).toMatchObject({ exitCode: 0 });
    const logged = { ...at, box: { ...at.box, env } };
    // The engine itself is told who asks: for one elsewhere nobody asks from here in its stead.
    const process = createProcess({ env, platform: 'linux' });
    const engine = await connectEngine({ process, env, platform: 'linux', temporary: at.box.tmp });
    expect(await engine.registryWord(mirrored)).toMatchObject({ outcome: 'has' });
    expect(await run(logged, 'network')).toMatchObject({ exitCode: 0, stderr: '' });
    const fixed = await fix(logged);
    expect(fixed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(`${fixed.stdout}${fixed.stderr}`).not.toContain('secret-of-ann');
    expect(await pulled()).toEqual([mirrored]);
  });
});

describe('a proxy', () => {
  test.for(['buildx', 'legacy'] as const)(
    '(%s) gets what a build downloads, and leaves no trace in image, output or cache',
    async (builder, context) => {
      needEngine(context, spare);
      const at = await place('RUN wget -q -O /got http://nowhere.invalid/file && grep -q through /got');
      await docker(spare, 'pull', '-q', mirrored);
      await docker(spare, 'tag', mirrored, base);
      await keep(at, 'profile: proxy\n');
      const proxy = await recordingProxy(await gateway());
      const path = builder === 'legacy' ? { PATH: `${fakeDocker('no-buildx')}:${at.box.env['PATH'] ?? ''}` } : {};
      const env = { ...at.box.env, ...path, HTTP_PROXY: `http://ann:s3cret@${proxy.address}` };
      const via = { ...at, box: { ...at.box, env } };
      const result = await run(via, 'run', '--json');
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(proxy.asked).toEqual([{ url: 'http://nowhere.invalid/file', login: 'ann:s3cret' }]);
      // The exact command tells of it, without the login.
      expect(result.stdout).toContain('--build-arg HTTP_PROXY --build-arg http_proxy');
      expect(result.stdout).toContain(`http://***@${proxy.address}`);
      const image = `mini-unobtainable_${learner}:only`;
      const traces = [
        result.stdout,
        await docker(spare, 'history', '--no-trunc', image),
        await docker(spare, 'image', 'inspect', image),
      ];
      for (const text of traces) expect(text).not.toContain('s3cret');
      for (const text of traces.slice(1)) expect(text).not.toContain(proxy.address);

      const shown = await run(via, 'network');
      expect(shown.stdout).toContain(`proxy http://***@${proxy.address} answers.`);
      expect(proxy.asked.at(-1)).toMatchObject({ login: 'ann:s3cret' });
      await proxy.close();
      if (builder === 'legacy') return;
      // Another proxy is no reason to build again: this one would not answer.
      const other = { ...env, HTTP_PROXY: 'http://127.0.0.1:9' };
      const again = await run({ ...at, box: { ...at.box, env: other } }, 'run');
      expect(again).toMatchObject({ exitCode: 0 });
    },
  );

  /** The address of this machine that containers reach. */
  const gateway = (): Promise<string> =>
    docker(spare, 'network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
});

describe('offline', () => {
  test('nobody is asked, nothing is waited for, and a kit is what helps', async (context) => {
    needEngine(context, spare);
    const at = await place();
    await viaMirror(at);
    expect(await run(at, 'network', 'offline')).toMatchObject({ exitCode: 0 });
    registry.forget();
    const log = join(at.box.root, 'docker-calls');
    const bin = join(at.box.root, 'bin');
    await mkdir(bin);
    const real = join(spare.folder ?? '', 'bin', 'docker');
    await writeFile(join(bin, 'docker'), `#!/bin/sh\necho "$@" >>${log}\nexec ${real} "$@"\n`, { mode: 0o755 });
    const env = { ...at.box.env, PATH: `${bin}:${at.box.env['PATH'] ?? ''}` };
    const off = { ...at, box: { ...at.box, env } };
    await inBothLanguages(async (lang) => {
      const doctor = await fix(off, '--lang', lang);
      const said = `${doctor.stdout}${doctor.stderr}`;
      expect(said).toContain({ en: 'the network is set to offline', zh: '网络设置为离线' }[lang]);
      expect(said).toMatch(/go-docker-lab .*kit load FILE/);
      expect(doctor.exitCode).toBe(3);
    });
    const ran = await run(off, 'run', '--yes');
    expect(ran.stderr).toMatch(/go-docker-lab .*kit load FILE/);
    expect(ran.exitCode).toBe(3);
    expect(registry.connections()).toBe(0);
    const calls = await readFile(log, 'utf8');
    expect(calls).toContain('image inspect');
    expect(calls).not.toMatch(/\b(?:pull|search)\b/);
  });
});

describe('GOPROXY and apk mirror', () => {
  test('reach builds by a copy of the base', async (context) => {
    needEngine(context, spare);
    const at = await place('RUN cp /usr/local/go/go.env /go.env && cp /etc/apk/repositories /repositories');
    await docker(spare, 'pull', '-q', mirrored);
    await keep(
      at,
      `profile: mirror\nregistry: ${registry.address}/library\ngoproxy: https://near.invalid,direct\napk: https://near.invalid/alpine/\n`,
    );
    expect(await run(at, 'run')).toMatchObject({ exitCode: 0 });
    const image = `mini-unobtainable_${learner}:only`;
    const read = (file: string): Promise<string> => docker(spare, 'run', '--rm', image, 'cat', file);
    expect(await read('/go.env')).toBe('GOSUMDB=off\nGOPROXY=https://near.invalid,direct');
    expect(await read('/repositories')).toBe(
      'https://near.invalid/alpine/v3.22/main\nhttps://near.invalid/alpine/v3.22/community',
    );
    // The mirror's own image is as it was.
    expect(await docker(spare, 'run', '--rm', mirrored, 'cat', '/usr/local/go/go.env')).toContain('usual.invalid');
    expect(await dockerLines(spare, 'ps', '-aq', '--filter', 'label=go-docker-lab.role=reader')).toEqual([]);
  });

  test('of one learner do not reach the builds of another', async (context) => {
    needEngine(context, spare);
    const at = await place('RUN cp /usr/local/go/go.env /go.env');
    await docker(spare, 'pull', '-q', mirrored);
    const image = `mini-unobtainable_${learner}:only`;
    const copies = async (): Promise<readonly string[]> =>
      (await pulled()).filter((name) => name.includes('/mirrored/'));
    const builtWith = async (goproxy: string): Promise<string> => {
      await keep(at, `profile: mirror\nregistry: ${registry.address}/library\ngoproxy: ${goproxy}\n`);
      expect(await run(at, 'run')).toMatchObject({ exitCode: 0 });
      return docker(spare, 'run', '--rm', image, 'cat', '/go.env');
    };
    expect(await builtWith('https://ann.invalid')).toContain('GOPROXY=https://ann.invalid');
    const [anns = ''] = await copies();
    const id = await docker(spare, 'image', 'inspect', '--format', '{{.Id}}', anns);
    expect(await builtWith('https://bob.invalid')).toContain('GOPROXY=https://bob.invalid');
    // A build that began from ann's copy still has it, by its name.
    expect(await docker(spare, 'image', 'inspect', '--format', '{{.Id}}', anns)).toBe(id);
    expect(await builtWith('https://ann.invalid')).toContain('GOPROXY=https://ann.invalid');
    expect(await copies()).toHaveLength(2);
    await runCli(['clean', '--yes'], { ...at.box, timeout });
    expect(await copies()).toEqual([]);
  });
});
