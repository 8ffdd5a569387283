import { expect, it } from 'vitest';
import { allSettled } from './settle.ts';

it('gives what all give, in their order', async () => {
  const late = new Promise<number>((resolve) => setTimeout(resolve, 5, 1));
  expect(await allSettled([late, Promise.resolve(2)])).toEqual([1, 2]);
});

it('fails with the first that failed, and not before the others have ended', async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
    ended = true;
  });
  await expect(allSettled([slow, Promise.reject(new Error('one')), Promise.reject(new Error('two'))])).rejects.toThrow(
    'one',
  );
  expect(ended).toBe(true);
});
