import { describe, expect, it } from 'vitest';
import { say } from '../i18n/message.ts';
import { checkSchema, kindOf } from './registry.ts';
import { elf, evidenceOf, file, type Given, path } from './test-evidence.ts';

describe('a binary whose header lies', () => {
  const check = checkSchema.parse({ kind: 'binary', image: 'pro', path: '/server', linking: 'static' });
  it.each([
    [2, 54, 1],
    [2, 54, 55],
    [1, 42, 31],
  ])('is none: class %i, program headers of too few bytes', (word, at, entrySize) => {
    const bytes = elf();
    const view = new DataView(bytes.buffer);
    bytes[4] = word;
    view.setUint16(at, entrySize, true);
    if (word === 1) view.setUint16(44, 1, true);
    // The last bytes of the file: reading a whole header there would go past its end.
    if (word === 2) view.setBigUint64(32, BigInt(bytes.length - entrySize), true);
    else view.setUint32(28, bytes.length - entrySize, true);
    if (entrySize >= 4) view.setUint32(bytes.length - entrySize, 3, true);
    const given: Given = [[path('/server'), file(bytes)]];
    expect(say('en', kindOf(check).judge(check, evidenceOf(given)).actual)).toBe('/server is not an ELF binary');
  });
});

describe('a binary without one of its two words', () => {
  it.each([
    [{ machine: 'arm64' }, elf('/lib/ld.so', 183), true],
    [{ machine: 'arm64' }, elf(), false],
    [{ linking: 'static' }, elf(undefined, 183), true],
    [{ linking: 'dynamic' }, elf(undefined, 183), false],
  ])('%o', (words, bytes, passed) => {
    const check = checkSchema.parse({ kind: 'binary', image: 'pro', path: '/server', ...words });
    expect(kindOf(check).judge(check, evidenceOf([[path('/server'), file(bytes)]])).passed).toBe(passed);
  });
});
