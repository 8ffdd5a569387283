import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type TestContext } from 'vitest';
import { bundle, miniCourse, root } from './paths.ts';
import type { Sandbox } from './sandbox.ts';

/** An engine that tests may use, or why they may not. */
export interface TestEngine {
  /** A role that `npm test` gives, or a kind that scripts/engine.sh knows. */
  readonly name: string;
  /** Why it is not there. */
  readonly missing?: string;
  /** The folder of scripts/engine.sh; absent for the default engine. */
  readonly folder?: string;
  /** What has to be in the environment to reach it. */
  readonly env: Readonly<Record<string, string>>;
}

const ci = Boolean(process.env['CI']);

/** What `npm test` found: a folder, nothing (the default engine), or `skip:` and a reason. */
function read(name: 'default' | 'old' | 'spare', variable: string): TestEngine {
  const value = process.env[variable];
  if (value?.startsWith('skip:')) return { name, missing: value.slice('skip:'.length), env: {} };
  if (name === 'default') return { name, env: pass('DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG') };
  if (!value)
    return {
      name,
      missing: `no private engine: ${variable} names a folder of scripts/engine.sh; npm test makes one`,
      env: {},
    };
  return engineAt(name, value);
}

/** The engine that scripts/engine.sh keeps in a folder, as the `env` in there names it. */
function engineAt(name: string, folder: string): TestEngine {
  const lines = readFileSync(join(folder, 'env'), 'utf8').split('\n');
  const env = Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const set = /^export (\w+)=(.*)$/.exec(line);
      if (set?.[1] !== undefined) return [[set[1], (set[2] ?? '').replace('$PATH', process.env['PATH'] ?? '')]];
      // The docker CLI takes what is empty for unset.
      const unset = /^unset (.+)$/.exec(line)?.[1] ?? '';
      return unset.split(' ').flatMap((word): [string, string][] => (word === '' ? [] : [[word, '']]));
    }),
  );
  return { name, folder, env };
}

/** The engine that `npm run nightly` has brought up: GDL_TEST_ENGINE names its folder. */
function readNamed(): TestEngine {
  const folder = process.env['GDL_TEST_ENGINE'];
  if (!folder)
    return { name: 'none', missing: 'GDL_TEST_ENGINE names no engine; npm run nightly brings them up', env: {} };
  return engineAt(readFileSync(join(folder, 'version'), 'utf8').trim(), folder);
}

function pass(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The engine that a bare `docker` uses, shared with whoever uses it. */
export const defaultEngine = read('default', 'GDL_TEST_ENGINE_DEFAULT');
/** A private 20.10 without buildx: the oldest that is supported. With base images. */
export const oldEngine = read('old', 'GDL_TEST_ENGINE_OLD');
/** A private engine that may be stopped, emptied and filled. With `alpine:3.22` only. */
export const spareEngine = read('spare', 'GDL_TEST_ENGINE_SPARE');

/** The engine for which the projects `engines` and `nightly` run. */
export const namedEngine = readNamed();

/** Tells `npm run nightly` something of the engine, for its table. */
export function tellFacts(type: 'engine' | 'course', facts: object): void {
  const file = process.env['GDL_TEST_FACTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ type, ...facts })}\n`);
}

/** Skips a test for want of an engine, by name; where CI is set it fails instead. */
export function needEngine({ skip }: Pick<TestContext, 'skip'>, engine: TestEngine): void {
  if (engine.missing === undefined) return;
  if (ci) throw new Error(`CI is set, but ${engine.missing}`);
  skip(engine.missing);
}

/** A sandbox in which `docker` and the bundle use this engine. */
export function on(engine: TestEngine, box: Sandbox): Sandbox {
  return { ...box, env: { ...box.env, ...engine.env } };
}

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of the machine, without a shell. */
export function exec(
  file: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, ...options.env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs `docker` against an engine; fails the test when docker fails. */
export async function docker(engine: TestEngine, ...args: readonly string[]): Promise<string> {
  const result = await exec('docker', args, { env: engine.env });
  expect(result.exitCode, `docker ${args.join(' ')}\n${result.stderr}`).toBe(0);
  return result.stdout.trim();
}

/** The lines that a listing of docker gives. */
export async function dockerLines(engine: TestEngine, ...args: readonly string[]): Promise<readonly string[]> {
  return (await docker(engine, ...args)).split('\n').filter(Boolean);
}

/** The tags of a repository's images, each with the image's id. */
export async function taggedImages(engine: TestEngine, repository: string): Promise<Readonly<Record<string, string>>> {
  const lines = await dockerLines(engine, 'images', '--no-trunc', '--format', '{{.Tag}} {{.ID}}', repository);
  return Object.fromEntries(lines.map((line) => line.split(' ') as [string, string]));
}

/** Builds from a Dockerfile on stdin, by whatever builder this engine's CLI has. */
export async function buildFrom(
  engine: TestEngine,
  tag: string,
  dockerfile: string,
  ...args: readonly string[]
): Promise<void> {
  const result = await exec('docker', ['build', '-q', '-t', tag, ...args, '-'], { env: engine.env, input: dockerfile });
  expect(result.exitCode, result.stderr).toBe(0);
}

/** The image under which a public base image can be had on this engine. */
export async function baseImage(engine: TestEngine, name: string): Promise<string> {
  for (const candidate of [name, `go-docker-lab/base/${name}`]) {
    if ((await exec('docker', ['image', 'inspect', candidate], { env: engine.env })).exitCode === 0) return candidate;
  }
  throw new Error(`${name} is not on the ${engine.name} engine`);
}

/** Base images for the mini courses, by the product's own command and with the downloads of this machine. */
export async function prepareBases(engine: TestEngine): Promise<void> {
  const args = [bundle, 'doctor', '--fix', '--yes', '--course', miniCourse('quick')];
  const result = await exec(process.execPath, args, { env: engine.env });
  expect(result.exitCode, `${result.stdout}${result.stderr}`).toBe(0);
}

/** Everything on an engine, by its ids and names: two equal snapshots mean that nothing changed. */
export async function snapshot(engine: TestEngine): Promise<Readonly<Record<string, readonly string[]>>> {
  const list = async (...args: readonly string[]): Promise<readonly string[]> =>
    [...(await dockerLines(engine, ...args))].sort();
  return {
    containers: await list('ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}}'),
    images: await list('images', '-a', '--no-trunc', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}'),
    networks: await list('network', 'ls', '--no-trunc', '--format', '{{.ID}} {{.Name}}'),
    volumes: await list('volume', 'ls', '--format', '{{.Name}}'),
  };
}

/** Ids of containers, running or not, and networks that carry a label. */
export async function labelled(engine: TestEngine, label: string): Promise<readonly string[]> {
  return [
    ...(await dockerLines(engine, 'ps', '-aq', '--filter', `label=${label}`)),
    ...(await dockerLines(engine, 'network', 'ls', '-q', '--filter', `label=${label}`)),
  ];
}

/** Removes what tests made under a learner's name; a shared engine is left as it was found. */
export async function forget(engine: TestEngine, learner: string): Promise<void> {
  if (engine.missing !== undefined) return;
  const label = `label=go-docker-lab.learner=${learner}`;
  const containers = await dockerLines(engine, 'ps', '-aq', '--filter', label);
  if (containers.length > 0) await docker(engine, 'rm', '-fv', ...containers);
  const networks = await dockerLines(engine, 'network', 'ls', '-q', '--filter', label);
  if (networks.length > 0) await docker(engine, 'network', 'rm', ...networks);
  const images = await dockerLines(engine, 'images', '-q', '--filter', label);
  if (images.length > 0) await docker(engine, 'rmi', '-f', ...new Set(images));
}

/** Stops a private engine: SIGKILL as a crash would, SIGTERM as a service manager does. */
export async function killEngine({ folder }: TestEngine, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (folder === undefined) throw new Error('only a private engine may be killed');
  const pid = Number(await readFile(join(folder, 'dockerd.pid'), 'utf8'));
  process.kill(pid, signal);
  await expect
    .poll(
      () => {
        try {
          process.kill(pid, 0);
          return 'alive';
        } catch {
          return 'gone';
        }
      },
      { timeout: 30_000 },
    )
    .toBe('gone');
}

/** Starts a private engine again; its images are still there. */
export async function startEngine({ folder }: TestEngine): Promise<void> {
  if (folder === undefined) throw new Error('only a private engine may be started');
  const version = (await readFile(join(folder, 'version'), 'utf8')).trim();
  const result = await exec('sh', [join(root, 'scripts/engine.sh'), 'up', version, folder]);
  expect(result.exitCode, result.stderr).toBe(0);
}
