import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabSource } from './model.ts';
import { parseCourse } from './parse.ts';
import { findTwin, isPortable } from './portable.ts';

describe('a path that every system can have', () => {
  it.each(['Dockerfile', 'a/b.c/d', '.dockerignore', 'console.log', 'com0', 'nulls/aux-tool', '第 一.md', "o'b"])(
    'may be %s',
    (path) => expect(isPortable(path)).toBe(true),
  );
  it.each([
    'con',
    'NUL.txt',
    'a/aux/b',
    'COM1',
    'lpt9.d/x',
    'a:b',
    'what?',
    'a*',
    'a\\b',
    'dot.',
    'blank ',
    'a/ /b',
    'a\tb',
    '"x"',
  ])('is not %j', (path) => expect(isPortable(path)).toBe(false));
  it('stands for one file only', () => {
    expect(findTwin(['Dockerfile', 'a/Dockerfile', 'dockerfile.x'])).toBeUndefined();
    expect(findTwin(['a/Dockerfile', 'A/dockerfile'])).toBe('A/dockerfile');
    expect(findTwin(['é.md', 'e\u0301.md'])).toBe('e\u0301.md');
  });
});

describe('the course that ships', () => {
  const root = join(import.meta.dirname, '../..');
  const read = (folder: string): LabSource[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path: relative(folder, path).split(sep).join('/'), content: readFileSync(path) };
      });
  const labs = read(join(root, 'labs'));
  const app = read(join(root, 'go-app'));

  it('has only such files', () => {
    expect([...labs, ...app].map(({ path }) => path).filter((path) => !isPortable(path))).toEqual([]);
  });

  it('is the same course when git or an editor has made CRLF of every line break, with a BOM in front', () => {
    const windows = ({ path, content }: LabSource): LabSource => {
      const text = Buffer.from(content).toString('utf8');
      const lines = text.replaceAll('\n', '\r\n');
      return { path, content: Buffer.from(/\.(?:ya?ml|md)$/.test(path) ? `\uFEFF${lines}` : lines) };
    };
    const files = (sources: readonly LabSource[]) => new Map(sources.map(({ path, content }) => [path, content]));
    const outline = (sources: readonly LabSource[]) =>
      parseCourse(files(sources), app).labs.map((lab) => [
        lab.id,
        lab.title,
        lab.steps.map(({ id, text, checks }) => [id, text.en.title, text.zh.body.replaceAll('\r', ''), checks]),
      ]);
    const plain = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows).replaceAll('\\r\\n', '\\n'));
    expect(plain(outline(labs.map(windows)))).toEqual(plain(outline(labs)));
  });
});
