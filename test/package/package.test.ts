import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../src/adapters/files.ts';
import { listRunner } from '../../src/adapters/kit/runner.ts';
import { root } from '../helpers/paths.ts';

const offline = process.getuid?.() === 0 && spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n'] : [];

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'gdl-pack-')));
  // The bundle is built already; building it again would pull it away from under other tests.
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(packed.status, packed.stderr).toBe(0);
  const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  tarball = join(folder, name);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in an empty folder with an empty home, and no network where that can be had. */
async function runOffline(
  argv: readonly string[],
  files: readonly string[] = [],
): Promise<{ status: number | null; stdout: string; stderr: string; cwd: string }> {
  const home = await mkdtemp(join(folder, 'home-'));
  const cwd = await mkdtemp(join(folder, 'empty-'));
  for (const file of files) await copyFile(file, join(cwd, basename(file)));
  const [file = '', ...args] = [...offline, ...argv];
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    npm_config_cache: join(home, 'cache'),
    npm_config_update_notifier: 'false',
    LC_ALL: 'C.UTF-8',
    CI: '1',
  };
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, env, encoding: 'utf8', timeout: 100_000 });
  return { status, stdout, stderr, cwd };
}

/** Paths in the tarball. */
function packed(): readonly string[] {
  const { stdout } = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
}

describe('the tarball', () => {
  test('holds what runs and nothing else', () => {
    const files = packed();
    const expected =
      /^(dist\/go-docker-lab\.js|dist\/chunks\/[\w.-]+\.js|dist\/scripts\/(?:[\w-]+\.sh|make-base\/.+)|dist\/templates\/.+|labs\/.+|go-app\/.+|docs\/.+|package\.json|README\.md|README\.zh-CN\.md|CHANGELOG\.md|CONTRIBUTING\.md|LICENSE)$/;
    expect(files.filter((path) => !expected.test(path))).toEqual([]);
    for (const wanted of [
      'dist/go-docker-lab.js',
      'dist/scripts/make-base.sh',
      'dist/scripts/offline-engine.sh',
      'dist/scripts/offline-course.sh',
      'dist/templates/course/labs/01-first/lab.yaml',
      'dist/templates/course/app/.dockerignore',
      'labs/course.yaml',
      'labs/01-bad/lab.yaml',
      'labs/support/tls-endpoint/main.go',
      'go-app/main.go',
      'go-app/go.sum',
      'package.json',
      'README.md',
      'LICENSE',
    ]) {
      expect(files).toContain(wanted);
    }
    expect(files.filter((path) => /\.(test|map)\b|(^|\/)(test|src|node_modules)\//.test(path))).toEqual([]);
  });

  test('holds all that its pages link to', async () => {
    const files = packed();
    const dead: string[] = [];
    for (const page of files.filter((path) => /^(docs\/)?[^/]+\.md$/.test(path)))
      for (const [, target = ''] of (await readFile(join(root, page), 'utf8')).matchAll(/\]\(([^)\s#]+)/g)) {
        const path = posix.join(posix.dirname(page), target);
        if (!/^[a-z]+:/.test(target) && !files.some((file) => file === path || file.startsWith(`${path}/`)))
          dead.push(`${page}: ${target}`);
      }
    expect(dead).toEqual([]);
  });

  test('is what a kit holds, too', async () => {
    const settings = { files: createFiles({ temporary: folder, platform: process.platform }), root };
    const { files } = await listRunner(
      { ...settings, course: join(root, 'labs') },
      { path: join(folder, 'kit.tar'), course: { id: 'x', version: '1.0.0', app: 'go-app' }, nodes: [] },
    );
    const inKit = files.map(({ path }) => path.replace('go-docker-lab/', ''));
    const launchers = ['start', 'start.cmd'];
    expect(inKit.filter((path) => !launchers.includes(path)).toSorted()).toEqual(packed().toSorted());
  });

  test('asks for nothing to be installed', () => {
    const { stdout } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
    const manifest = JSON.parse(stdout) as Record<string, unknown>;
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'])
      expect(manifest[kind] ?? {}).toEqual({});
    for (const script of ['preinstall', 'install', 'postinstall'])
      expect(manifest['scripts']).not.toHaveProperty(script);
  });

  test('is small', async () => {
    expect((await stat(tarball)).size).toBeLessThan(1_500_000);
  });
});

describe('in an empty folder with no network', () => {
  test('npx runs it from the tarball', async () => {
    const { version } = JSON.parse(
      spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }).stdout,
    ) as { version: string };
    const result = await runOffline(['npx', `./${basename(tarball)}`, '--version'], [tarball]);
    expect(result.stdout, result.stderr).toBe(`${version}\n`);
    expect(result.status).toBe(0);
  });

  test('list, lint and the engine’s absence work from an installed copy, which leaves nothing else behind', async () => {
    const prefix = await mkdtemp(join(folder, 'prefix-'));
    await mkdir(join(prefix, 'lib'), { recursive: true });
    const installed = await runOffline([
      'npm',
      'install',
      '--offline',
      '--global',
      '--prefix',
      prefix,
      '--no-audit',
      '--no-fund',
      tarball,
    ]);
    expect(installed.status, installed.stderr).toBe(0);
    expect(await readdir(join(prefix, 'lib/node_modules'))).toEqual(['go-docker-lab']);
    expect(await readdir(join(prefix, 'lib/node_modules/go-docker-lab'))).not.toContain('node_modules');
    const program = join(prefix, 'bin/go-docker-lab');
    for (const [args, said] of [
      [['list'], '04-final'],
      [['course', 'lint'], 'The course is valid: 7 labs'],
      [['list', '--lang', 'zh'], '把 Go 程序装进容器'],
      [['--help'], 'doctor'],
    ] as const) {
      const result = await runOffline([program, ...args]);
      expect(result.stdout, result.stderr).toContain(said);
      expect(result).toMatchObject({ status: 0, stderr: '' });
      expect(await readdir(result.cwd)).toEqual([]);
    }
    // The scripts that doctor shows and runs are there.
    const doctor = await runOffline(['env', 'DOCKER_HOST=unix:///nowhere/docker.sock', program, 'doctor', '--json']);
    expect(doctor.status).toBe(3);
    for (const script of doctor.stdout.match(/\/[^\s"]+\.sh/g) ?? []) expect((await stat(script)).isFile()).toBe(true);
  });
});
