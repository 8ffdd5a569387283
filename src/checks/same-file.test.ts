import { describe, expect, it } from 'vitest';
import { checkSchema, kindOf } from './registry.ts';
import { elf, evidenceOf, file, type Given, path } from './test-evidence.ts';

describe('files that must differ', () => {
  const check = checkSchema.parse({
    kind: 'same-file',
    image: 'pro',
    path: '/a',
    to: 'pro',
    toPath: '/b',
    differs: true,
  });
  it.each([
    ['b'.repeat(64), true],
    ['a'.repeat(64), false],
  ])('%s', (sum, passed) => {
    const given: Given = [
      [path('/a'), file(elf())],
      [path('/b'), file(elf(), 1, sum)],
    ];
    expect(kindOf(check).judge(check, evidenceOf(given)).passed).toBe(passed);
  });
});
