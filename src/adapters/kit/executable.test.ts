import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { elfHead as elf, machOHead as machO, peHead as pe } from '../../../test/helpers/program-heads.ts';
import { fileKind } from './executable.ts';
import { platformName } from './runner.ts';
import { encodeHeader } from './tar-header.ts';

/** macOS programs for both CPUs in one file. */
function universal(...types: readonly number[]): Buffer {
  const head = Buffer.alloc(4096);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(types.length, 4);
  for (const [index, type] of types.entries()) head.writeUInt32BE(type, 8 + 20 * index);
  return head;
}

describe('fileKind', () => {
  it.each([
    ['ELF, amd64', elf(0x3e), ['linux/amd64']],
    ['ELF, arm64', elf(0xb7), ['linux/arm64']],
    ['Mach-O, amd64', machO(0x01000007), ['darwin/amd64']],
    ['Mach-O, arm64', machO(0x0100000c), ['darwin/arm64']],
    ['Mach-O, both', universal(0x01000007, 0x0100000c), ['darwin/amd64', 'darwin/arm64']],
    ['PE, amd64', pe(0x8664), ['windows/amd64']],
    ['PE, arm64', pe(0xaa64), ['windows/arm64']],
  ] as const)('knows a program: %s', (_, head, platforms) => {
    expect(fileKind(head)).toEqual({ kind: 'program', platforms });
  });

  it('knows the Node.js that runs this', () => {
    const own = fileKind(readFileSync(process.execPath));
    expect(own).toEqual({ kind: 'program', platforms: [platformName(process.platform, process.arch)] });
  });

  it.each([
    ['zip', Buffer.from('504b0304', 'hex')],
    ['tar.gz', gzipSync('x')],
    ['tar.xz', Buffer.from('fd377a585a0000', 'hex')],
    ['tar', encodeHeader({ path: 'node/bin/node', mode: 0o755, size: 1 })],
    ['a package of macOS', Buffer.from('xar!')],
    ['a package of Windows', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ])('knows an archive: %s', (_, head) => {
    expect(fileKind(head)).toEqual({ kind: 'archive' });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a script', Buffer.from('#!/bin/sh\nexec node "$@"\n')],
    ['an object file', elf(0x3e, 1)],
    ['another CPU', elf(0xf3)],
    ['another system', elf(0x3e, 2, 9)],
    ['a library of macOS', machO(0x0100000c, 6)],
    ['a class of Java', universal(7, 8)],
    ['a program of DOS', Buffer.from('MZ')],
    ['a header that points nowhere', pe(0x8664, 0x22, 0xfffffff0)],
    ['a library of Windows', pe(0x8664, 0x2022)],
  ])('takes nothing else for one: %s', (_, head) => {
    expect(fileKind(head)).toEqual({ kind: 'other' });
  });
});
