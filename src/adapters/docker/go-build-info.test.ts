import { describe, expect, it } from 'vitest';
import { createBuildInfoReader } from './go-build-info.ts';

const elf = Buffer.from('\x7fELF', 'latin1');
const magic = Buffer.from('\xff Go buildinf:', 'latin1');

/** A length as Go writes it, and the text. */
function text(content: string): Buffer {
  const length: number[] = [];
  for (let left = Buffer.byteLength(content); ; left >>= 7) {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    if (left <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from(length), Buffer.from(content)]);
}

const header = (flags: number): Buffer => Buffer.concat([magic, Buffer.from([8, flags]), Buffer.alloc(16)]);
const modinfo = (lines: readonly string[]): Buffer =>
  text(`${'s'.repeat(16)}${lines.map((line) => `${line}\n`).join('')}${'e'.repeat(16)}`);
const info = (lines: readonly string[], version = 'go1.26'): Buffer =>
  Buffer.concat([header(2), text(version), modinfo(lines)]);

/** The parts one behind the other, each on a multiple of 16. */
function program(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(
    [elf, ...parts].map((part) => Buffer.concat([part, Buffer.alloc((16 - (part.length % 16)) % 16)])),
  );
}

function read(bytes: Buffer, size = bytes.length): readonly string[] | undefined {
  const reader = createBuildInfoReader();
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.modules();
}

const lines = [
  'path\texample.com/app/cmd/server',
  'mod\texample.com/app\t(devel)\t',
  'dep\tgithub.com/a/b\tv1.2.3\th1:x=',
  'dep\tgithub.com/old/c\tv1.0.0',
  '=>\tgithub.com/new/c\tv1.0.1\th1:y=',
  'dep\texample.com/local\tv0.0.0',
  '=>\t./local\t\t',
  'build\t-compiler=gc',
];
const modules = ['example.com/app@(devel)', 'github.com/a/b@v1.2.3', 'github.com/new/c@v1.0.1', './local'];

describe('the build info of Go', () => {
  it('is read wherever the chunks end', () => {
    const bytes = program(Buffer.alloc(100_000, 1), info(lines), Buffer.alloc(5000, 2));
    for (const size of [bytes.length, 65_536, 4096, 61, 1]) expect(read(bytes, size), `${size}`).toEqual(modules);
  });

  it('may be longer than a chunk', () => {
    const many = Array.from(
      { length: 5000 },
      (_, index) => `dep\texample.com/m${index}\tv1.0.0\th1:${'x'.repeat(40)}=`,
    );
    expect(read(program(info(many)), 1000)).toHaveLength(5000);
  });

  it('may name no module', () => {
    expect(read(program(Buffer.concat([header(2), text('go1.26'), text('')])))).toEqual([]);
    expect(read(program(info(['path\tcmd/go'], 'devel go1.27-abc')))).toEqual([]);
  });

  it('is not the same letters elsewhere, out of line or without sense behind', () => {
    const strings = Buffer.concat([Buffer.from('xyz'), magic, Buffer.from('debug/buildinfo and so on')]);
    const senseless = Buffer.concat([magic, Buffer.from([8, 2]), Buffer.alloc(400, 0xff)]);
    const other = Buffer.concat([header(2), text('not a version')]);
    expect(read(program(strings, senseless, other, info(lines)), 100)).toEqual(modules);
    expect(read(program(strings, senseless, other))).toBeUndefined();
  });

  it.each([
    ['no ELF', Buffer.concat([Buffer.from('#!/bin/sh\n123456'), info(lines)])],
    ['Go before 1.18', program(Buffer.concat([header(0), Buffer.alloc(64)]))],
    ['cut off', program(info(lines)).subarray(0, 120)],
    ['another program', program(Buffer.alloc(100_000, 1))],
    ['a short file', Buffer.from('\x7fE')],
    ['an empty file', Buffer.alloc(0)],
  ])('is not in %s', (_what, bytes) => {
    expect(read(bytes, 50)).toBeUndefined();
  });
});
