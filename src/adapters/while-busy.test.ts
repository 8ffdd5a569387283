import { expect, it } from 'vitest';
import { whileBusy } from './while-busy.ts';

function refusing(times: number, code: string) {
  let calls = 0;
  const work = async (): Promise<string> => {
    calls += 1;
    if (calls <= times) throw Object.assign(new Error(code), { code });
    return `after ${calls}`;
  };
  return { work, calls: () => calls };
}

it.each(['EPERM', 'EACCES', 'EBUSY'])('Windows may say %s for a moment', async (code) => {
  expect(await whileBusy('win32', refusing(3, code).work)).toBe('after 4');
});

it.each([
  ['linux', 'EPERM', 1],
  ['darwin', 'EBUSY', 1],
  ['win32', 'ENOSPC', 1],
  ['win32', 'EPERM', 8],
] as const)('on %s %s is final after %i', async (platform, code, calls) => {
  const busy = refusing(99, code);
  await expect(whileBusy(platform, busy.work)).rejects.toThrow(code);
  expect(busy.calls()).toBe(calls);
});
