import { expect, test, vi } from 'vitest';
import { presenceOf, thisSystem } from '../../test/helpers/presence.ts';
import { createPresence } from './presence.ts';
import type { RunningSystem } from './running-system.ts';

const presence = presenceOf();

/** No pid is that large. */
const noPid = 2 ** 30;

test.for<[string, number, Partial<RunningSystem>, ReturnType<typeof presence.of>]>([
  ['itself', process.pid, {}, 'this'],
  ['another session of a process that runs', process.ppid, {}, 'alive'],
  ['a process that is gone', noPid, {}, 'gone'],
  ['one of another computer', process.ppid, { boot: 'c0' }, 'elsewhere'],
  ['one that is gone here, of another computer', noPid, { boot: 'c0' }, 'elsewhere'],
  ['one that is gone here, of another container on this computer', noPid, { namespace: 'a2' }, 'elsewhere'],
  [
    'one of a start of this computer that is known to be over, which began after it',
    noPid,
    { boot: 'b01d' },
    'elsewhere',
  ],
])('%s', ([_, pid, system, expected]) => {
  expect(presence.of(presenceOf(pid, system).mark)).toBe(expected);
});

test('one from before this computer was last started', () => {
  expect(presence.of(presenceOf(process.ppid, { boot: 'b01d' }, 999).mark)).toBe('gone');
  expect(presence.of(presenceOf(process.ppid, { boot: 'b01d', namespace: 'a2' }, 999).mark)).toBe('gone');
});

test('where a clock that jumped looks like a start, one that runs is not gone', () => {
  const unsure = presenceOf(process.pid, { certain: false });
  expect(unsure.of(presenceOf(process.ppid, { boot: 'b01d' }, 999).mark)).toBe('elsewhere');
  expect(unsure.of(presenceOf(noPid, { boot: 'b01d' }, 999).mark)).toBe('gone');
});

test('without a mark it is as good as gone; of one that an older version made nothing is known', () => {
  expect(presence.of(undefined)).toBe('gone');
  expect(presence.of('')).toBe('gone');
  for (const old of ['1@box', `${noPid}.1@0123456789ab`, `${noPid}.2000@${thisSystem.boot}`, 'x'])
    expect(presence.of(old), old).toBe('elsewhere');
});

test('the system is looked at once, and not before it is needed', () => {
  const system = vi.fn(() => thisSystem);
  const lazy = createPresence({ pid: 1, since: 2, system });
  expect(system).not.toHaveBeenCalled();
  expect(lazy.mark).toBe('1.2@b00.a1');
  lazy.of('3.4@b00.a1');
  expect(system).toHaveBeenCalledOnce();
});
