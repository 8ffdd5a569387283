import { expect, it } from 'vitest';
import { CourseError } from '../errors.ts';
import { say } from '../i18n/message.ts';
import { parseCourse } from './parse.ts';

/** Path → what becomes of the file's text. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const good: Readonly<Record<string, string>> = {
  'course.yaml': `format: 1
id: mini
version: 1.0.0
title: { en: Mini, zh: 迷你 }
summary: { en: A course, zh: 一门课 }
app: go-app
name: mini
bases: ["golang:1.26-alpine"]
labs: [one]
`,
  'one/lab.yaml': `format: 1
title: { en: One, zh: 一 }
summary: { en: First, zh: 第一 }
minutes: 5
bases: ["golang:1.26-alpine"]
steps:
  - id: read
    kind: read
  - id: build
    kind: command
    actions:
      - docker: [build, -t, "\${name}:bad", -f, Dockerfile.bad, .]
    checks:
      - { kind: size, image: bad, atLeast: 100 }
  - id: again
    kind: command
    needs: [build]
    actions:
      - append: { file: main.go, text: "// \${stamp}" }
      - docker: [build, -t, "\${name}:bad", -f, Dockerfile.bad, .]
    checks:
      - { kind: cached, action: 1, cached: [go mod download] }
`,
  'one/en.md':
    '# One\n\n## Read this {#read}\n\nText.\n\n## Build {#build}\n\n{{file:Dockerfile.bad}}\n\n## Again {#again}\n\nText.\n',
  'one/zh.md':
    '# 一\n\n## 先读 {#read}\n\n正文。\n\n## 构建 {#build}\n\n{{file:Dockerfile.bad}}\n\n## 再来 {#again}\n\n正文。\n',
  'one/start/Dockerfile.bad': 'FROM golang:1.26-alpine\nCMD ["go", "run", "."]\n',
};

/** The course with some of its files changed, parsed. */
export function parse(changes: Changes = {}) {
  const files = new Map(
    Object.entries(good).map(([path, text]) => [path, bytes((changes[path] ?? ((same) => same))(text))]),
  );
  return parseCourse(files, [{ path: 'main.go', content: bytes('package main\n') }]);
}

/** What is said of the course with these changes. */
export function complaint(changes: Changes): string {
  try {
    parse(changes);
  } catch (error) {
    if (error instanceof CourseError) {
      expect(say('zh', error.what)).not.toBe('');
      return say('en', error.what);
    }
    throw error;
  }
  return 'no complaint';
}

export const swap =
  (from: string, to: string) =>
  (text: string): string => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };

/** Tests that what is wrong in a course is named by file, line and key. */
export function names(mistakes: readonly (readonly [what: string, changes: Changes, said: RegExp])[]): void {
  it.each(mistakes)('names file, line and key of %s', (_what, changes, expected) => {
    expect(complaint(changes)).toMatch(expected);
  });
}
