import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import { byDroppingSsh } from '../engines/suite/dropping-ssh.ts';
import { expectPlainWords, runCli, startCli } from '../helpers/cli.ts';
import { courseCopy, replaceIn } from '../helpers/course-copy.ts';
import {
  baseImage,
  buildFrom,
  defaultEngine,
  docker,
  dockerLines,
  exec,
  needEngine,
  oldEngine,
  on,
  snapshot,
  spareEngine,
  startEngine,
  type TestEngine,
} from '../helpers/engines.ts';
import { edited, packKit, readKit, sealed, smallKit } from '../helpers/kit.ts';
import { bundle } from '../helpers/paths.ts';
import { smallProgram } from '../helpers/program-heads.ts';
import { startRegistry } from '../helpers/registry.ts';
import { makeSandbox, type Sandbox, sandbox } from '../helpers/sandbox.ts';

const timeout = 120_000;
/** Two images of the course, of which the second is made from the first: they share layers. */
const [one, two] = ['gdl-kit-one:1', 'gdl-kit-two:1'];

let maker: Sandbox;
let course: string;
/** A kit of that course, made on the default engine; with a program in the place of Node.js that only says a version, so that all is quick. */
let kit: string;
/** What it is made with. */
let making: readonly string[];

beforeAll(async () => {
  if (defaultEngine.missing !== undefined) return;
  maker = on(defaultEngine, await makeSandbox());
  const base = await baseImage(defaultEngine, 'alpine:3.22');
  // With something into which a mirror for apk would be put.
  const apk = 'mkdir -p /etc/apk && echo https://usual.invalid/v3.22/main >/etc/apk/repositories';
  await buildFrom(defaultEngine, one, `FROM ${base}\nRUN ${apk}\n`);
  await buildFrom(defaultEngine, two, `FROM ${one}\nRUN echo two >/two\n`);
  course = await courseCopy(maker, 'quick', {
    'course.yaml': ['  - alpine:3.22', `  - ${one}\n  - ${two}`],
    '01-first/lab.yaml': ['bases: [alpine:3.22]', `bases: [${two}]`],
  });
  await replaceIn(join(course, '01-first/start/Dockerfile.quick'), 'FROM alpine:3.22', `FROM ${two}`);
  kit = join(maker.cwd, 'kit.tar');
  const small = join(maker.root, 'node');
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  await writeFile(small, smallProgram('v20.19.0'), { mode: 0o755 });
  making = ['--course', course, '--node', `linux/${arch}=${small}`];
  const made = await exec(process.execPath, [bundle, 'kit', 'make', kit, ...making], { env: maker.env });
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
});

afterAll(async () => {
  for (const engine of [defaultEngine, oldEngine, spareEngine]) if (engine.missing === undefined) await drop(engine);
  if (maker) await rm(maker.root, { recursive: true, force: true });
});

async function drop(engine: TestEngine): Promise<void> {
  await exec('docker', ['image', 'rm', '-f', two, one], { env: engine.env });
}

async function sumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** A `docker` that does one thing only after a file is gone, and says by another that it was asked. */
async function slowDocker(box: Sandbox, word: string): Promise<Sandbox & { readonly asked: string }> {
  const bin = join(box.root, 'bin');
  const [asked, wait] = [join(box.root, 'asked'), join(box.root, 'wait')];
  await mkdir(bin);
  await writeFile(wait, '');
  const script = `#!/bin/sh
PATH=$(printf %s "$PATH" | sed 's#^[^:]*:##')
for word in "$@"; do
    if [ "$word" = ${word} ]; then
        touch ${asked}
        while [ -e ${wait} ]; do sleep 0.1; done
    fi
done
exec docker "$@"
`;
  await writeFile(join(bin, 'docker'), script);
  await chmod(join(bin, 'docker'), 0o755);
  return { ...box, env: { ...box.env, PATH: `${bin}:${box.env['PATH'] ?? ''}` }, asked };
}

/** Processes whose command line names a folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder));
}

async function appears(path: string): Promise<void> {
  await expect.poll(() => stat(path).then(Boolean, () => false), { timeout: 30_000 }).toBe(true);
}

describe('kit make', () => {
  test('gives the same file twice, and leaves nothing beside it', async (context) => {
    needEngine(context, defaultEngine);
    const again = join(maker.cwd, 'again.tar');
    const result = await runCli(['kit', 'make', again, ...making, '--json'], { ...maker, timeout });
    const made = JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(made).toMatchObject({ type: 'kit.made', resumed: 0, sha256: await sumOf(kit) });
    expect((await readdir(maker.cwd)).toSorted()).toEqual(['again.tar', 'kit.tar']);
    const entries = await readKit(kit);
    expect(entries.filter(({ path }) => path.startsWith('images/layers/'))).toHaveLength(3);
    await rm(again);
  });

  test('gives the same file where builds start from copies that know mirrors', async (context) => {
    needEngine(context, defaultEngine);
    const box = on(defaultEngine, await sandbox());
    const state = join(box.root, 'kit-state');
    await mkdir(join(state, 'go-docker-lab'), { recursive: true });
    const settings = 'profile: mirror\ngoproxy: https://near.invalid\napk: https://near.invalid/alpine\n';
    await writeFile(join(state, 'go-docker-lab', 'network.yaml'), settings);
    const env = { ...box.env, XDG_STATE_HOME: state };
    const result = await runCli(['kit', 'make', 'kit.tar', ...making], { ...box, env, timeout });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await sumOf(join(box.cwd, 'kit.tar'))).toBe(await sumOf(kit));
  });

  test('killed in the middle goes on there, with the same file at the end', async (context) => {
    needEngine(context, defaultEngine);
    const box = await slowDocker(on(defaultEngine, await sandbox()), 'save');
    const args = ['kit', 'make', 'kit.tar', ...making, '--json'];
    const running = startCli(args, { ...box, timeout });
    await appears(box.asked);
    running.kill('SIGKILL');
    await running.done;
    await rm(join(box.root, 'wait'));
    const { size } = await stat(join(box.cwd, 'kit.tar.part'));
    expect(await readdir(box.cwd)).not.toContain('kit.tar');
    const result = await runCli(args, { ...box, timeout });
    const made = JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(made).toMatchObject({ resumed: size, sha256: await sumOf(kit) });
    expect(size).toBeGreaterThan(1_000_000);
    expect(await readdir(box.cwd)).toEqual(['kit.tar']);
  });

  test.for([
    ['cut off in a layer', (bytes: Buffer) => bytes.subarray(0, -300_000)],
    ['with a bit changed', (bytes: Buffer) => bytes.fill('?', bytes.length - 300_000, bytes.length - 299_990)],
  ] as const)('takes nothing unseen from a beginning %s', async ([, spoil], context) => {
    needEngine(context, defaultEngine);
    const box = on(defaultEngine, await sandbox());
    await writeFile(join(box.cwd, 'kit.tar.part'), spoil(await readFile(kit)));
    const result = await runCli(['kit', 'make', 'kit.tar', ...making], { ...box, timeout });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await sumOf(join(box.cwd, 'kit.tar'))).toBe(await sumOf(kit));
  });

  test('on a disk that fills up: 3, and what was there stays', async (context) => {
    needEngine(context, defaultEngine);
    needRoot(context);
    const box = on(defaultEngine, await sandbox());
    const prepare = `mount -t tmpfs -o size=2m tmpfs ${box.cwd}; cd ${box.cwd}; echo mine >kit.tar; code=0; "$@" || code=$?; ls; cat kit.tar; exit $code`;
    const result = await runCli([], {
      ...box,
      timeout,
      through: [
        'unshare',
        '-m',
        'sh',
        '-c',
        prepare,
        'sh',
        process.execPath,
        bundle,
        'kit',
        'make',
        'kit.tar',
        '--force',
        ...making,
      ],
    });
    expect(result.stderr).toContain('The disk is full');
    expect(result.stdout).toContain('kit.tar\nkit.tar.part\nmine\n');
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
  });

  test('without a base image, or for a CPU for which nobody has one: 3', async (context) => {
    needEngine(context, defaultEngine);
    needEngine(context, spareEngine);
    const box = await sandbox();
    const args = ['kit', 'make', 'kit.tar', ...making];
    const lacking = await runCli(args, { ...on(spareEngine, box), timeout });
    expect(lacking.stderr).toContain(`These base images are missing: ${one}, ${two}.`);
    const other = await runCli([...args, '--platform', 'amd64,arm64'], { ...on(defaultEngine, box), timeout });
    expect(other.stderr).toMatch(
      /gdl-kit-(one|two):1 for linux\/(amd64|arm64) (is not on the engine|could not be pulled)/,
    );
    expect([lacking.exitCode, other.exitCode, await readdir(box.cwd)]).toEqual([3, 3, []]);
  });
});

describe('kit make --platform', () => {
  test('brings the images of another CPU from a registry for two at once, and moves no name', async (context) => {
    needEngine(context, defaultEngine);
    const box = on(defaultEngine, await sandbox());
    const registry = await startRegistry(join(box.root, 'registry'));
    onTestFinished(() => registry.stop());
    const name = `${registry.address}/gdl-kit-tiny:1`;
    const layer = packKit([{ path: 'greeting', mode: 0o644, bytes: Buffer.from('hello\n') }]);
    await writeFile(join(box.root, 'layer.tar'), layer);
    for (const arch of ['amd64', 'arm64']) {
      const tag = `${name}-${arch}`;
      onTestFinished(async () => void (await exec('docker', ['image', 'rm', tag], box)));
      await docker(defaultEngine, 'import', '--platform', `linux/${arch}`, join(box.root, 'layer.tar'), tag);
      await docker(defaultEngine, 'push', '-q', tag);
    }
    const list = [`${name}-amd64`, `${name}-arm64`];
    for (const args of [
      ['create', '--insecure', name, ...list],
      ['push', name],
    ])
      expect(await exec('docker', ['manifest', ...args], box)).toMatchObject({ exitCode: 0 });
    await docker(defaultEngine, 'tag', `${name}-amd64`, name);
    await docker(defaultEngine, 'image', 'rm', ...list);
    onTestFinished(async () => void (await exec('docker', ['image', 'rm', name], box)));
    const both = await courseCopy(box, 'quick', {
      'course.yaml': ['  - alpine:3.22', `  - ${name}`],
      '01-first/lab.yaml': ['bases: [alpine:3.22]', `bases: [${name}]`],
    });
    await replaceIn(join(both, '01-first/start/Dockerfile.quick'), 'FROM alpine:3.22', `FROM ${name}`);
    const before = await snapshot(defaultEngine);
    const args = ['kit', 'make', 'kit.tar', ...making, '--course', both, '--platform', 'arm64,amd64', '--json'];
    // Two at once, of which the one that pulled first is ready while the other has not read its images yet.
    const boxes = [
      await slowDocker(on(defaultEngine, await sandbox()), 'save'),
      await slowDocker(on(defaultEngine, await sandbox()), 'save'),
    ];
    const running: ReturnType<typeof startCli>[] = [];
    for (const slow of boxes) {
      running.push(startCli(args, { ...slow, timeout }));
      await appears(slow.asked);
    }
    const sums: string[] = [];
    for (const [index, slow] of boxes.entries()) {
      await rm(join(slow.root, 'wait'));
      const result = await running[index]?.done;
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      const made = JSON.parse(result?.stdout.trim().split('\n').at(-1) ?? '') as { kit: { images: unknown[] } };
      expect(made.kit.images).toMatchObject([
        { reference: name, platform: 'linux/amd64' },
        { reference: name, platform: 'linux/arm64' },
      ]);
      sums.push(await sumOf(join(slow.cwd, 'kit.tar')));
    }
    expect(sums[1]).toBe(sums[0]);
    expect(await snapshot(defaultEngine)).toEqual(before);
  });
});

describe('kit load', () => {
  test('gives an engine what it lacks, once, and the same kit can be made there', async (context) => {
    for (const engine of [spareEngine, oldEngine]) {
      needEngine(context, engine);
      if (engine === spareEngine) await startEngine(engine);
      await drop(engine);
      const box = on(engine, await sandbox());
      const first = await runCli(['kit', 'load', kit, '--json'], { ...box, timeout });
      expect(JSON.parse(first.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
        loaded: [one, two],
        present: [],
      });
      const again = await runCli(['kit', 'load', kit, '--json'], { ...box, timeout });
      expect(JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
        loaded: [],
        present: [one, two],
      });
      const id = '{{.Id}}';
      expect(await docker(engine, 'image', 'inspect', '--format', id, one, two)).toBe(
        await docker(defaultEngine, 'image', 'inspect', '--format', id, one, two),
      );
      // Another engine, and the oldest: the file is the same all the same.
      if (engine !== oldEngine) continue;
      const copy = await runCli(['kit', 'make', 'kit.tar', ...making], { ...box, timeout });
      expect(copy).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await sumOf(join(box.cwd, 'kit.tar')), engine.name).toBe(await sumOf(kit));
    }
  });

  test('leaves a name with the image that has it', async (context) => {
    needEngine(context, spareEngine);
    await drop(spareEngine);
    await docker(spareEngine, 'tag', await baseImage(spareEngine, 'alpine:3.22'), one);
    const before = await docker(spareEngine, 'image', 'inspect', '--format', '{{.Id}}', one);
    const result = await runCli(['kit', 'load', kit], { ...on(spareEngine, await sandbox()), timeout });
    expect(result.stdout).toContain(`Left alone: another image has the name ${one} here, and keeps it.`);
    expect(result.stdout).toContain('Loaded: 1 image; here already: 1.');
    expect(await docker(spareEngine, 'image', 'inspect', '--format', '{{.Id}}', one)).toBe(before);
  });

  test('killed in the middle leaves nothing half, and goes on', async (context) => {
    needEngine(context, spareEngine);
    await drop(spareEngine);
    const before = await snapshot(spareEngine);
    const box = await slowDocker(on(spareEngine, await sandbox()), 'load');
    const running = startCli(['kit', 'load', kit], { ...box, timeout });
    await appears(box.asked);
    running.kill('SIGKILL');
    await running.done;
    expect(await snapshot(spareEngine)).toEqual(before);
    await rm(join(box.root, 'wait'));
    const result = await runCli(['kit', 'load', kit], { ...box, timeout });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await dockerLines(spareEngine, 'images', '-q', one)).toHaveLength(1);
  });

  test('over an ssh that drops connections goes on; cut half-way it leaves nothing half', async (context) => {
    needEngine(context, oldEngine);
    await drop(oldEngine);
    const before = await snapshot(oldEngine);
    const box = await sandbox();
    const cut = await byDroppingSsh(oldEngine, box, { word: 'load', cut: 8 });
    const broken = await runCli(['kit', 'load', kit], { ...cut, timeout });
    expect(broken.stderr).toContain(`The connection to the engine broke off while the image ${one} was on its way.`);
    expect(broken.exitCode).toBe(3);
    expectPlainWords(broken);
    expect(await snapshot(oldEngine)).toEqual(before);
    // A docker command itself tries up to five connections: it asks for the engine, then sends its request all the same.
    const loading = await byDroppingSsh(oldEngine, box, { word: 'load', dropped: [1, 2, 3, 4, 5, 6] });
    const loaded = await runCli(['kit', 'load', kit], { ...loading, timeout });
    expect(loaded).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await loading.connections()).toBeGreaterThan(7);
    const saving = await byDroppingSsh(oldEngine, box, { word: 'save', dropped: [1, 2, 3, 4, 5, 6] });
    const made = await runCli(['kit', 'make', 'kit.tar', ...making], { ...saving, timeout });
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await saving.connections()).toBeGreaterThan(6);
    expect(await sumOf(join(box.cwd, 'kit.tar'))).toBe(await sumOf(kit));
  });

  test('of a spoilt kit changes nothing', async (context) => {
    needEngine(context, spareEngine);
    await drop(spareEngine);
    const before = await snapshot(spareEngine);
    const box = on(spareEngine, await sandbox());
    const entries = await readKit(kit);
    const whole = await readFile(kit);
    const layer = entries.find(({ path }) => path.startsWith('images/layers/')) ?? entries[0];
    const wrong = sealed(
      entries.map((entry) => (entry === layer ? { ...entry, bytes: Buffer.from('no layer') } : entry)),
    );
    const cases: readonly (readonly [Buffer, string])[] = [
      [whole.subarray(0, -5000), 'breaks off after'],
      [
        packKit(entries.map((entry) => (entry === layer ? { ...entry, bytes: Buffer.from('?') } : entry))),
        'is damaged',
      ],
      [packKit(smallKit('linux/arm64')), 'The images of this kit are for linux/arm64; this engine runs linux/amd64.'],
      // The sums fit, but the layer is none.
      [packKit(wrong), 'is damaged'],
      // The layer is no file system.
      [packKit(smallKit()), 'The engine did not take the image tiny:1.'],
    ];
    for (const [content, sentence] of cases) {
      await writeFile(join(box.cwd, 'spoilt.tar'), content);
      const result = await runCli(['kit', 'load', 'spoilt.tar'], { ...box, timeout });
      expect(result.stderr).toContain(sentence);
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
      expect(await snapshot(spareEngine)).toEqual(before);
    }
  });
});

/** What makes namespaces and mounts there; where CI is set it is never skipped. */
function needRoot({ skip }: Pick<TestContext, 'skip'>): void {
  if (!process.env['CI']) skip(process.getuid?.() !== 0, 'namespaces and mounts need root');
}

describe('kit check', () => {
  let kit: string;
  beforeAll(async () => {
    if (defaultEngine.missing !== undefined) return;
    kit = join(maker.cwd, 'full.tar');
    const made = await exec(process.execPath, [bundle, 'kit', 'make', kit, '--course', course], { env: maker.env });
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('proves the course from the kit alone, and leaves nothing', async (context) => {
    needEngine(context, defaultEngine);
    needRoot(context);
    const box = on(defaultEngine, await sandbox());
    const before = await snapshot(defaultEngine);
    // What the caller's engine needs is nothing to that of the check.
    const env = { ...box.env, DOCKER_TLS_VERIFY: '1' };
    const result = await runCli(['kit', 'check', kit], { ...box, env, timeout });
    expect(result.stdout).toMatch(
      /No way out: no default route and none through a gateway \(routes: docker0\), a connection fails with ENETUNREACH/,
    );
    expect(result.stdout).toMatch(/holds: 4 passed, 0 failed, 0 skipped, in .*, without a way out\.\n$/);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect([await readdir(box.tmp), await snapshot(defaultEngine)]).toEqual([[], before]);
  });

  test('fails a kit from which an image was taken', async (context) => {
    needEngine(context, defaultEngine);
    needRoot(context);
    const box = on(defaultEngine, await sandbox());
    const settings = /^images\/02-/;
    const lacking = edited(
      edited(
        (await readKit(kit)).filter(({ path }) => !settings.test(path)),
        'go-docker-lab/kit.json',
        (facts) => ({ ...facts, images: (facts['images'] as unknown[]).slice(0, 1) }),
      ),
      'go-docker-lab/manifest.json',
      ({ images }) => ({ images: (images as unknown[]).slice(0, 1) }),
    );
    await writeFile(join(box.cwd, 'lacking.tar'), packKit(sealed(lacking)));
    const result = await runCli(['kit', 'check', 'lacking.tar', '--only', '01-first'], { ...box, timeout });
    expect(result.stdout).toContain(`Base image ${two} is not on this engine.`);
    expect(result.stdout).toContain('does not hold: 0 passed');
    expect(result.stdout).toMatch(
      /then: go-docker-lab kit make \S*lacking\.tar --course FOLDER --platform (amd64|arm64) --force\nFOLDER is where the course mini-quick lies\.\n$/,
    );
    expect(result.exitCode).toBe(1);
    expectPlainWords(result);
    expect(await readdir(box.tmp)).toEqual([]);
  });

  test.for(['SIGINT', 'SIGKILL'] as const)('ended by %s takes all of it down', async (signal, context) => {
    needEngine(context, defaultEngine);
    needRoot(context);
    const box = on(defaultEngine, await sandbox());
    const running = startCli(['kit', 'check', kit], { ...box, timeout });
    await running.line((line) => line.includes('No way out'));
    running.kill(signal);
    const { exitCode } = await running.done;
    if (signal === 'SIGINT') expect(exitCode).toBe(130);
    await expect.poll(() => readdir(box.tmp), { timeout: 30_000 }).toEqual([]);
    await expect.poll(() => processesIn(box.tmp), { timeout: 10_000 }).toEqual([]);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(box.tmp);
  });

  test('needs root', async (context) => {
    needEngine(context, defaultEngine);
    context.skip(process.getuid?.() !== 0, 'only root can be somebody else');
    const box = on(defaultEngine, await sandbox());
    const copy = join('/tmp', `gdl-kit-${process.pid}`);
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    await mkdir(join(copy, 'tmp'), { recursive: true });
    await copyFile(kit, join(copy, 'kit.tar'));
    await chmod(join(copy, 'tmp'), 0o1777);
    await exec('cp', [
      '-r',
      join(bundle, '..'),
      join(bundle, '../../labs'),
      join(bundle, '../../go-app'),
      join(bundle, '../../package.json'),
      copy,
    ]);
    const result = await runCli([], {
      ...box,
      cwd: copy,
      env: { ...box.env, TMPDIR: join(copy, 'tmp'), HOME: copy },
      timeout,
      through: [
        'setpriv',
        '--reuid',
        '65534',
        '--clear-groups',
        process.execPath,
        join(copy, 'dist/go-docker-lab.js'),
        'kit',
        'check',
        'kit.tar',
      ],
    });
    expect(result.stderr).toContain('`kit check` needs root');
    // Said before the kit is read.
    expect(result.stdout).toBe('');
    expect(result.exitCode).toBe(3);
  });
});
