import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRunningSystem, type RunningSystem, readSystemFacts, type SystemFacts } from './running-system.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'running-system-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const hour = 3_600_000;
const kernel = { boot: 'b1', namespace: 'pid:[1]' };
const linux: SystemFacts = { platform: 'linux', hostname: 'box', started: 1000 * hour, kernel, isLocal: () => true };
const mac: SystemFacts = { platform: 'darwin', hostname: 'box', started: 1000 * hour, isLocal: () => true };

const find = (facts: SystemFacts, change: Partial<SystemFacts> = {}, place = folder): RunningSystem =>
  findRunningSystem(place, { ...facts, ...change });
const again = (hours: number, boot = `b${hours}`): Partial<SystemFacts> => ({
  started: hours * hour,
  kernel: { ...kernel, boot },
});
/** Of a process that ran when the machine was started at that hour. */
const during = (hours: number): number => hours * hour + 1;
const sees = (one: RunningSystem, other: RunningSystem): boolean =>
  one.boot === other.boot && one.namespace === other.namespace;

describe('the running system on Linux', () => {
  it('is the kernel’s start and the namespace of pids, whatever the host’s name', () => {
    const one = find(linux);
    expect(sees(one, find(linux, { hostname: 'other' }))).toBe(true);
    expect(sees(one, find(linux, {}, join(folder, 'of', 'another', 'account')))).toBe(true);
    expect(one.boot).not.toContain('b1');
  });

  it('is another for each clone, also with the same name and a copy of the folder', () => {
    const original = find(linux);
    const clone = find(linux, again(1005));
    expect(sees(original, clone)).toBe(false);
    // What the original still had running when its disk was copied, and what it ran since.
    expect(find(linux, again(1002)).endedBefore(clone.boot, during(1005))).toBe(false);
  });

  it('is another for each container, also with one folder for both', () => {
    const one = find(linux);
    const other = find(linux, { kernel: { ...kernel, namespace: 'pid:[2]' } });
    expect(sees(one, other)).toBe(false);
    expect(one.endedBefore(other.boot, 0)).toBe(false);
  });

  it('knows what an earlier start of this machine left', () => {
    const before = find(linux);
    const now = find(linux, again(1010));
    expect(now.endedBefore(before.boot, during(1000))).toBe(true);
    expect(find(linux, again(1020)).endedBefore(before.boot, during(1000))).toBe(true);
    expect(now.endedBefore(now.boot, during(1000))).toBe(false);
  });

  it.each<[string, Partial<SystemFacts>, number]>([
    ['that began after this machine was started', {}, during(1010)],
    ['of a host of another name', { hostname: 'other' }, during(1000)],
    ['where others may write to the folder too', { isLocal: () => false }, during(1000)],
  ])('does not take for gone what is of a start %s', (_, change, since) => {
    const before = find(linux);
    expect(find(linux, { ...again(1010), ...change }).endedBefore(before.boot, since)).toBe(false);
  });

  it('is its own only where the kernel does not tell', () => {
    const facts: SystemFacts = { platform: 'linux', hostname: 'box', started: 1, isLocal: () => true };
    expect(sees(find(facts), find(facts))).toBe(false);
  });

  it('does without the folder', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    await chmod(folder, 0o500);
    expect(sees(find(linux), find(linux))).toBe(true);
    expect(sees(find(mac), find(mac))).toBe(false);
  });

  it('does without the folder where a file has its name', async () => {
    const taken = join(folder, 'taken');
    await writeFile(taken, '');
    expect(sees(find(linux, {}, taken), find(linux, {}, taken))).toBe(true);
    expect(sees(find(mac, {}, taken), find(mac, {}, taken))).toBe(false);
  });
});

describe('the running system elsewhere', () => {
  it('is what the first of us drew since the machine was started', () => {
    const one = find(mac);
    // Clocks are set right while a machine runs.
    expect(sees(one, find(mac, { started: mac.started + 30_000 }))).toBe(true);
    expect(sees(one, find(mac, {}, join(folder, 'other')))).toBe(false);
  });

  it('is another for a clone, and after the next start', () => {
    const before = find(mac);
    const now = find(mac, { started: 1001 * hour });
    expect(sees(before, now)).toBe(false);
    expect(now.endedBefore(before.boot, during(1000))).toBe(true);
    expect(sees(now, find(mac, { started: 1001 * hour }))).toBe(true);
  });
});

describe('what is kept', () => {
  it('is one file, whole or not there, of so many starts', async () => {
    const first = find(linux);
    for (let hours = 1001; hours < 1100; hours += 1) find(linux, again(hours));
    expect(await readdir(folder)).toEqual(['starts.json']);
    expect(JSON.parse(await readFile(join(folder, 'starts.json'), 'utf8')).boots).toHaveLength(30);
    expect(find(linux, again(1100)).endedBefore(first.boot, during(1000))).toBe(false);
  });

  it.each(['', '{"boots"', '{"boots":[{}]}', '[]'])('is written anew when it is %o', async (text) => {
    await writeFile(join(folder, 'starts.json'), text);
    const one = find(mac);
    expect(sees(one, find(mac))).toBe(true);
  });
});

describe('this machine', () => {
  it('tells when it was started', () => {
    const { started, hostname: name } = readSystemFacts(process.platform);
    expect(Math.abs(Date.now() - uptime() * 1000 - started)).toBeLessThan(5000);
    expect(name).toBe(hostname());
  });

  it('has another namespace in each container', (context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) context.skip('needs Linux, and root to make one');
    const facts = readSystemFacts('linux');
    const inside = execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'readlink', '/proc/self/ns/pid'], {
      encoding: 'utf8',
    });
    expect(facts.kernel?.namespace).toMatch(/^pid:/);
    expect(inside.trim()).not.toBe(facts.kernel?.namespace);
    expect(facts.isLocal(folder)).toBe(true);
    expect(facts.isLocal('/proc')).toBe(false);
  });
});
