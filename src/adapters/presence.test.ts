import { expect, test } from 'vitest';
import { createPresence, type PresenceSettings } from './presence.ts';

const here: PresenceSettings = { pid: process.pid, hostname: 'box', platform: 'linux', since: Date.now() };
const presence = createPresence(here);

/** No pid is that large. */
const noPid = 2 ** 30;

test.for<[string, Partial<PresenceSettings>, ReturnType<typeof presence.of>]>([
  ['itself', {}, 'this'],
  ['another session of a process that runs', { pid: process.ppid }, 'alive'],
  ['a process that is gone', { pid: noPid }, 'gone'],
  ['one from before the machine was started', { pid: process.ppid, since: 0 }, 'gone'],
  ['one of another computer', { hostname: 'other' }, 'elsewhere'],
  ['one of Windows, seen from its WSL', { platform: 'win32' }, 'elsewhere'],
  ['one that is gone, of another computer', { pid: noPid, hostname: 'other' }, 'elsewhere'],
])('%s', ([_, other, expected]) => {
  expect(presence.of(createPresence({ ...here, ...other }).mark)).toBe(expected);
});

test('without a mark, or with a strange one, it is as good as gone', () => {
  expect(presence.of(undefined)).toBe('gone');
  expect(presence.of('1@box')).toBe('gone');
});

test('the mark does not give the name of the computer away', () => {
  expect(presence.mark).not.toContain('box');
});
