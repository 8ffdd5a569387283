import { expect, it } from 'vitest';
import { layerPath } from './format.ts';
import { ownersOf } from './plan.ts';

it('ownersOf gives a layer to the first image that has it', () => {
  const platform = 'linux/amd64';
  const [shared, own] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
  const owners = ownersOf([
    { base: 'go:1', reference: 'go:1', platform, created: '', layers: [shared] },
    { base: 'two:1', reference: 'two:1', platform, created: '', layers: [shared, own] },
  ]);
  expect(Object.fromEntries(owners)).toEqual({
    'images/01-go_1-amd64.json': { entry: 'go:1', image: { number: 1, of: 2 } },
    [layerPath(shared)]: { entry: 'go:1', image: { number: 1, of: 2 } },
    'images/02-two_1-amd64.json': { entry: 'two:1', image: { number: 2, of: 2 } },
    [layerPath(own)]: { entry: 'two:1', image: { number: 2, of: 2 } },
  });
});
