import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApp } from '../../test/helpers/fake-app.ts';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { connectEngine } from '../adapters/docker/engine.ts';
import { createProcess } from '../adapters/process.ts';
import type { Course } from '../course/model.ts';
import { parseCourse } from '../course/parse.ts';
import { lookForBases } from '../doctor/base-images.ts';
import { MachineError } from '../errors.ts';
import { type Message, say } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { App } from './app.ts';
import { type BaseSupply, createBaseSupply } from './base-supply.ts';

const docker = join(import.meta.dirname, '../../test/fixtures/bin/pulling-docker');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Three labs, of which each builds FROM one image more. */
const course: Course = parseCourse(
  new Map(
    Object.entries({
      'course.yaml':
        'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: M, zh: 迷 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: ["alpine:3.22", "golang:1.26", "busybox:1"]\nlabs: [one, two, three]\n',
      ...lab('one', 'alpine:3.22'),
      ...lab('two', 'golang:1.26'),
      ...lab('three', 'busybox:1'),
    }).map(([path, text]) => [path, bytes(text)]),
  ),
  [],
);

function lab(name: string, base: string): Readonly<Record<string, string>> {
  return {
    [`${name}/lab.yaml`]: `format: 1\ntitle: { en: L, zh: 课 }\nsummary: { en: s, zh: 甲 }\nminutes: 5\nbases: ["${base}"]\nsteps:\n  - { id: read, kind: read }\n`,
    [`${name}/en.md`]: '## Read {#read}\n\nText.\n',
    [`${name}/zh.md`]: '## 读 {#read}\n\n正文。\n',
  };
}

let folder: string;
let notices: Message[];
let supply: BaseSupply;
let engine: Engine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-supply-'));
  const env = { PATH: process.env['PATH'], PULLING_DOCKER: folder };
  const runner = createProcess({ env, platform: 'linux' });
  engine = await connectEngine({ process: runner, env, platform: 'linux', temporary: folder, dockerBinary: docker });
  notices = [];
  supply = createBaseSupply(appWith(), course, (notice) => notices.push(notice));
});
afterEach(async () => {
  await supply.stop();
  await rm(folder, { recursive: true });
});

function appWith(changes: Partial<App> = {}): App {
  return {
    ...fakeApp({ course, engine }).app,
    lookForBases: (names, at, signal) => lookForBases(at, names, signal),
    ...changes,
  };
}

/** As long as no test lasts. */
const bounds = { answer: 60_000, silence: 60_000, fresh: 60_000 };
const supplyWith = (changes: Partial<typeof bounds>): BaseSupply =>
  createBaseSupply(appWith(), course, (notice) => notices.push(notice), { ...bounds, ...changes });

/** How the registry behaves: `instant`, `none`, or `slow` until the file `go` is there; `podman` is slow in its words. */
const registry = (how: 'instant' | 'slow' | 'none' | 'podman'): Promise<void> =>
  writeFile(join(folder, 'registry'), how);
const letGo = (): Promise<void> => writeFile(join(folder, 'go'), '');
async function calls(): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.startsWith('pull ') || line.startsWith('end '));
}
const said = (): readonly string[] => notices.map((notice) => say('en', notice));
const until = (test: () => void | Promise<void>): Promise<void> => vi.waitFor(test, { timeout: 10_000, interval: 20 });
const provide = (
  name: string,
  tell: (notice: Message) => void = () => undefined,
  signal = AbortSignal.timeout(60_000),
) => supply.provide({ ...fakeWorld(course).world, engine }, name, tell, signal);

describe('ahead', () => {
  it('pulls what the open lab and the next one lack, one after the other, and says so', async () => {
    await registry('instant');
    supply.ahead('one');
    await until(() => expect(said()).toHaveLength(4));
    expect(said()).toEqual([
      'Pulling the base image alpine:3.22 in the background.',
      'The base image alpine:3.22 is there now.',
      'Pulling the base image golang:1.26 in the background.',
      'The base image golang:1.26 is there now.',
    ]);
    expect(await calls()).toEqual(['pull alpine:3.22', 'end alpine:3.22', 'pull golang:1.26', 'end golang:1.26']);
  });

  it('pulls nothing that is there', async () => {
    await registry('instant');
    await writeFile(join(folder, 'images'), 'alpine:3.22\ngo-docker-lab/base/golang:1.26\n');
    supply.ahead('one');
    await supply.stop();
    expect(await calls()).toEqual([]);
  });

  it('is quiet without a registry, and does not try again', async () => {
    await registry('none');
    supply.ahead('one');
    await until(async () => expect(await calls()).toHaveLength(4));
    supply.ahead('one');
    supply.ahead('two');
    await until(async () => expect(await calls()).toHaveLength(6));
    expect(await calls()).toEqual([
      'pull alpine:3.22',
      'end alpine:3.22',
      'pull golang:1.26',
      'end golang:1.26',
      'pull busybox:1',
      'end busybox:1',
    ]);
    expect(notices).toEqual([]);
  });

  it('is quiet without an engine', async () => {
    const none = createBaseSupply(
      appWith({ connect: () => Promise.reject(new MachineError({ what: { id: 'engine.refused' } })) }),
      course,
      (notice) => notices.push(notice),
    );
    none.ahead('one');
    await none.stop();
    expect(notices).toEqual([]);
  });

  it('stops at the end, while the engine does not answer', async () => {
    const silent = createBaseSupply(appWith({ connect: () => new Promise(() => undefined) }), course, (notice) =>
      notices.push(notice),
    );
    silent.ahead('one');
    await silent.stop();
    expect(notices).toEqual([]);
  });

  it('tells what it did not expect', async () => {
    const broken = createBaseSupply(
      appWith({ lookForBases: () => Promise.reject(new TypeError('x is not a function')) }),
      course,
      (notice) => notices.push(notice),
    );
    broken.ahead('one');
    await until(() => expect(said()).toEqual(['TypeError: x is not a function']));
  });

  it.each(['slow', 'podman'] as const)('gives up a pull that falls silent after it began: %s', async (how) => {
    supply = supplyWith({ silence: 200 });
    await registry(how);
    supply.ahead('three');
    await until(() => expect(notices.map((one) => one.id)).toEqual(['pull.started', 'pull.failed']));
    expect(await calls()).toEqual(['pull busybox:1']);
  });

  it('stops at the end, in the middle of a pull', async () => {
    await registry('slow');
    supply.ahead('one');
    await until(() => expect(said()).toEqual(['Pulling the base image alpine:3.22 in the background.']));
    await supply.stop();
    expect(await calls()).toEqual(['pull alpine:3.22']);
    expect(notices).toHaveLength(1);
  });
});

describe('provide', () => {
  it('joins the pull that is under way, and says so', async () => {
    await registry('slow');
    supply.ahead('one');
    await until(() => expect(notices).toHaveLength(1));
    const told: Message[] = [];
    const provided = provide('one', (notice) => told.push(notice));
    await until(() => expect(told.map((one) => one.id)).toEqual(['pull.joined']));
    await letGo();
    expect(await provided).toMatchObject({ bases: {} });
    expect((await calls()).filter((call) => call === 'pull alpine:3.22')).toHaveLength(1);
  });

  it('pulls what nobody pulled yet, before the step', async () => {
    await registry('instant');
    const told: Message[] = [];
    await provide('two', (notice) => told.push(notice));
    expect(told.map((one) => one.id)).toEqual(['pull.first', 'pull.done']);
    expect(await calls()).toEqual(['pull golang:1.26', 'end golang:1.26']);
  });

  it('is content when what later labs need is missing', async () => {
    await registry('none');
    await writeFile(join(folder, 'images'), 'go-docker-lab/base/alpine:3.22\n');
    expect(await provide('one')).toMatchObject({ bases: { 'alpine:3.22': 'go-docker-lab/base/alpine:3.22' } });
    expect(await calls()).toEqual([]);
  });

  it('names what cannot be had at once where the background failed, and tries anew when asked again', async () => {
    await registry('none');
    supply.ahead('one');
    await until(async () => expect(await calls()).toHaveLength(4));
    await expect(provide('one')).rejects.toMatchObject({ what: { params: { names: 'alpine:3.22' } } });
    expect(await calls()).toHaveLength(4);
    await registry('instant');
    await expect(provide('one')).resolves.toMatchObject({ bases: {} });
  });

  it('says why, where docker said it', async () => {
    await registry('none');
    const told: Message[] = [];
    const error = await provide('three', (notice) => told.push(notice)).catch((reason: unknown) => reason);
    if (!(error instanceof MachineError)) throw new Error('it should have failed');
    expect(say('en', error.what)).toBe(
      'These base images are missing: busybox:1. The image registry cannot be reached from here. Your Dockerfile may be fine.',
    );
    expect(error.next && say('en', error.next)).toContain('go-docker-lab kit load FILE');
    expect(error.raw).toContain('no such host');
    expect(told.map((one) => one.id)).toEqual(['pull.first', 'network.pull.failed']);
  });

  it('tries at once what failed long before', async () => {
    let failed = false;
    const { docker } = engine;
    engine = {
      ...engine,
      async docker(args, options) {
        const result = await docker(args, options);
        failed ||= args[0] === 'pull';
        return result;
      },
    };
    supply = supplyWith({ fresh: 0 });
    await registry('none');
    supply.ahead('three');
    // Until the pull is known to have failed, a step would join it.
    await until(() => expect(failed).toBe(true));
    await registry('instant');
    await expect(provide('three')).resolves.toMatchObject({ bases: {} });
  });

  it.each(['provide', 'ahead'] as const)('ends on cancel the pull that %s began, and begins it anew', async (by) => {
    await registry('slow');
    if (by === 'ahead') {
      supply.ahead('three');
      await until(() => expect(said()).toHaveLength(1));
    }
    const cancel = new AbortController();
    const told: string[] = [];
    const first = provide('three', (notice) => told.push(notice.id), cancel.signal);
    const refused = expect(first).rejects.toThrow('aborted');
    await until(async () => expect(told).toHaveLength(1));
    await until(async () => expect(await calls()).toHaveLength(1));
    cancel.abort();
    await refused;
    await registry('instant');
    const again: string[] = [];
    await provide('three', (notice) => again.push(notice.id));
    expect(again).toEqual(['pull.first', 'pull.done']);
    expect(await calls()).toEqual(['pull busybox:1', 'pull busybox:1', 'end busybox:1']);
  });

  it('does not end on cancel what another step waits for', async () => {
    await registry('slow');
    const cancel = new AbortController();
    const told: string[] = [];
    const first = provide('three', (notice) => told.push(notice.id), cancel.signal);
    const refused = expect(first).rejects.toThrow('aborted');
    const other = provide('three', (notice) => told.push(notice.id));
    await until(() => expect(told).toHaveLength(2));
    cancel.abort();
    await refused;
    await letGo();
    await other;
    expect(await calls()).toEqual(['pull busybox:1', 'end busybox:1']);
  });
});

describe('offline', () => {
  it('pulls nothing, ahead or before a step, and names the kit', async () => {
    await registry('instant');
    const offline = createBaseSupply(
      appWith({
        lookForBases: async (names) => ({
          mapping: {},
          standIns: [],
          missing: names.map((name) => ({ name, sources: [] })),
        }),
      }),
      course,
      (notice) => notices.push(notice),
    );
    offline.ahead('one');
    const world = { ...fakeWorld(course).world, engine };
    const refused = offline.provide(world, 'one', (notice) => notices.push(notice), AbortSignal.timeout(60_000));
    await expect(refused).rejects.toMatchObject({
      what: { id: 'network.offline.missing', params: { names: 'alpine:3.22' } },
      next: { id: 'network.offline.next' },
    });
    await offline.stop();
    expect(await calls()).toEqual([]);
    expect(notices).toEqual([]);
  });
});

describe('renew', () => {
  it('begins anew what hangs, for whoever waits for it', async () => {
    await registry('slow');
    supply.ahead('three');
    await until(() => expect(said()).toHaveLength(1));
    const told: string[] = [];
    const provided = provide('three', (notice) => told.push(notice.id));
    await until(() => expect(told).toEqual(['pull.joined']));
    await registry('instant');
    supply.renew();
    await expect(provided).resolves.toMatchObject({ bases: {} });
    expect(await calls()).toEqual(['pull busybox:1', 'pull busybox:1', 'end busybox:1']);
  });
});
