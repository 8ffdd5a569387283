import { watch as watchFolder } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Watch } from '../ports/watcher.ts';
import type { OpenFolder } from './watched-folder.ts';
import { createWatcher, type WatcherSettings } from './watcher.ts';

let folder: string;
let file: string;
let saves: string[];
const open_: Watch[] = [];

beforeEach(async () => {
  // For a watcher time passes only where a test says so: no rest can come between two writes, however busy the disk is.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  folder = await mkdtemp(join(tmpdir(), 'watch-测试-'));
  file = join(folder, 'Dockerfile');
  saves = [];
  await writeFile(file, 'FROM scratch\n');
});
afterEach(async () => {
  for (const watch of open_.splice(0)) watch.close();
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

function start(settings: WatcherSettings, paths: readonly string[] = [file], signal?: AbortSignal): Watch {
  const watch = createWatcher(settings).watch(paths, (path) => saves.push(path), signal ? { signal } : {});
  open_.push(watch);
  return watch;
}

const until = (condition: () => void | Promise<void>): Promise<void> => {
  const look = (): void | Promise<void> => {
    vi.advanceTimersByTime(20);
    return condition();
  };
  return vi.waitFor(look, { timeout: 4000, interval: 5 });
};
/** So much time passes for a watcher, with some in which the system can tell what happened before. */
async function pass(milliseconds: number): Promise<void> {
  await sleep(milliseconds);
  vi.advanceTimersByTime(milliseconds);
}
const untilSaved = (count: number): Promise<void> => until(() => expect(saves).toHaveLength(count));

/** Proves that nothing is pending: a save of another file made after it is told, and only that one. */
async function expectNoMore(settings: WatcherSettings, vacant = false): Promise<void> {
  const before = saves.length;
  const marker = join(folder, 'marker');
  const seen: string[] = [];
  const watch = createWatcher(settings).watch([marker], (path) => seen.push(path));
  await writeFile(marker, 'x');
  await until(() => expect(seen).toEqual([marker]));
  if (vacant) {
    // An absence takes longest to be told.
    await unlink(marker);
    await until(() => expect(seen).toHaveLength(2));
  }
  watch.close();
  expect(saves).toHaveLength(before);
}

const silent: OpenFolder = (path) => watchFolder(path, { persistent: false });
const refused: OpenFolder = () => {
  throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
};
const eventsOnly: WatcherSettings = { poll: 3_600_000 };

describe.each<[string, WatcherSettings]>([
  ['events and polling', { poll: 100 }],
  ['events alone', eventsOnly],
  ['polling alone', { poll: 20, events: false }],
])('watcher with %s', (_, settings) => {
  it('tells of a plain write, once', async () => {
    start(settings);
    await writeFile(file, 'FROM golang\n');
    await untilSaved(1);
    await expectNoMore(settings);
    expect(saves).toEqual([file]);
  });

  it('tells of a write in pieces when the last is there', async () => {
    let size = 0n;
    const watch = createWatcher(settings).watch([file], async (path) => {
      saves.push(path);
      size = (await stat(path, { bigint: true })).size;
    });
    open_.push(watch);
    const handle = await open(file, 'w');
    for (let piece = 0; piece < 20; piece += 1) {
      await handle.write('0123456789');
      await sleep(1);
    }
    await handle.close();
    await until(() => expect(size).toBe(200n));
    await expectNoMore(settings);
    expect(saves).toEqual([file]);
  });

  it('tells of a file that was put in its place', async () => {
    start(settings);
    await writeFile(join(folder, 'new'), 'FROM golang\n');
    await rename(join(folder, 'new'), file);
    await untilSaved(1);
    await expectNoMore(settings);
  });

  it('tells once of a rename away and a new file, and never while it is gone', async () => {
    let there = true;
    const watch = createWatcher(settings).watch([file], async (path) => {
      saves.push(path);
      there &&= await stat(path).then(
        ({ size }) => size > 0,
        () => false,
      );
    });
    open_.push(watch);
    await rename(file, `${file}~`);
    await pass(60);
    const handle = await open(file, 'wx');
    await pass(60);
    await handle.writeFile('FROM golang\n');
    await handle.close();
    await unlink(`${file}~`);
    await untilSaved(1);
    await expectNoMore(settings, true);
    expect(there).toBe(true);
  });

  it('tells nothing of a file that went away and came back', async () => {
    start(settings);
    await rename(file, `${file}~`);
    await pass(60);
    await rename(`${file}~`, file);
    await expectNoMore(settings, true);
    expect(saves).toEqual([]);
  });

  it('tells of a touch', async () => {
    start(settings);
    await utimes(file, new Date(), new Date(Date.now() + 5000));
    await untilSaved(1);
    await expectNoMore(settings);
  });

  it('tells of a removal, and of the file made again', async () => {
    start(settings);
    await unlink(file);
    await untilSaved(1);
    await writeFile(file, 'FROM golang\n');
    await untilSaved(2);
    await expectNoMore(settings, true);
  });

  it('waits for a file that is not there yet', async () => {
    start(settings, [join(folder, 'later.go')]);
    await writeFile(join(folder, 'later.go'), 'package main\n');
    await untilSaved(1);
    expect(saves).toEqual([join(folder, 'later.go')]);
  });

  it('keeps two files apart', async () => {
    const other = join(folder, '.dockerignore');
    start(settings, [file, other, file]);
    await writeFile(other, 'dist\n');
    await untilSaved(1);
    await writeFile(file, 'FROM golang\n');
    await untilSaved(2);
    await expectNoMore(settings);
    expect(saves).toEqual([other, file]);
  });

  it('says nothing of other files', async () => {
    start(settings);
    await writeFile(join(folder, 'main.go'), 'package main\n');
    await expectNoMore(settings);
    expect(saves).toEqual([]);
  });

  it('says nothing once closed', async () => {
    const abort = new AbortController();
    start(settings).close();
    start(settings, [file], abort.signal);
    start(settings, [file], AbortSignal.abort());
    await writeFile(file, 'FROM golang\n');
    abort.abort();
    await expectNoMore(settings, true);
    expect(saves).toEqual([]);
  });

  // A thousand writes take a while on a busy disk.
  it('takes a thousand quick saves for one', { timeout: 60_000 }, async () => {
    start(settings);
    for (let count = 0; count < 1000; count += 1) await writeFile(file, `${count}\n`);
    await untilSaved(1);
    await expectNoMore(settings);
  });

  it('keeps no process alive', () => {
    const before = process.getActiveResourcesInfo().sort();
    start(settings);
    expect(process.getActiveResourcesInfo().sort()).toEqual(before);
  });
});

describe.each<[string, WatcherSettings]>([
  ['events', { poll: 20 }],
  ['polling', { poll: 20, events: false }],
])('watcher with %s of a folder', (_, settings) => {
  it('goes on in a folder that takes the place of the watched one', async () => {
    const inner = join(folder, 'lab');
    const inside = join(inner, 'Dockerfile');
    await mkdir(inner);
    await writeFile(inside, 'one');
    start(settings, [inside]);
    await rename(inner, join(folder, 'old'));
    await mkdir(inner);
    await writeFile(inside, 'two!');
    await untilSaved(1);
    await writeFile(join(folder, 'old', 'Dockerfile'), 'not ours');
    await rm(inner, { recursive: true });
    await untilSaved(2);
    await mkdir(inner);
    await writeFile(inside, 'three');
    await untilSaved(3);
    await expectNoMore(settings);
  });

  it('waits for a folder that is not there yet', async () => {
    const inside = join(folder, 'a', 'b', 'Dockerfile');
    start(settings, [inside]);
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(inside, 'FROM scratch');
    await untilSaved(1);
    await expectNoMore(settings);
  });
});

describe('mode', () => {
  it('is events once one was seen, and again after the folder came back', async () => {
    const inner = join(folder, 'lab');
    const inside = join(inner, 'Dockerfile');
    await mkdir(inner);
    const watch = start({ poll: 20 }, [inside]);
    expect(watch.mode).toBe('polling');
    await writeFile(inside, 'one');
    await until(() => expect(watch.mode).toBe('events'));
    await rm(inner, { recursive: true });
    await until(() => expect(watch.mode).toBe('polling'));
    await mkdir(inner);
    await until(async () => {
      await writeFile(inside, String(performance.now()));
      expect(watch.mode).toBe('events');
    });
    watch.close();
    expect(watch.mode).toBe('polling');
  });

  it.each([
    ['switched off', false as const],
    ['accepted and never delivered', silent],
    ['refused for want of watches', refused],
  ])('stays polling with events %s', async (_, events) => {
    const watch = start({ poll: 20, events });
    await writeFile(file, 'FROM golang\n');
    await untilSaved(1);
    expect(watch.mode).toBe('polling');
  });

  it('falls back when the watch breaks, and recovers', async () => {
    const opened: ReturnType<OpenFolder>[] = [];
    const events: OpenFolder = (path, onEvent) => {
      const watcher = watchFolder(path, { persistent: false }, (_, name) => onEvent(name ?? undefined));
      opened.push(watcher);
      return watcher;
    };
    const watch = start({ poll: 20, events });
    await writeFile(file, 'one');
    await until(() => expect(watch.mode).toBe('events'));
    opened[0]?.emit('error', new Error('EPERM'));
    expect(watch.mode).toBe('polling');
    await until(() => expect(opened).toHaveLength(2));
    await writeFile(file, 'two!');
    await until(() => expect(watch.mode).toBe('events'));
  });
});
