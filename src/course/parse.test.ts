import { describe, expect, it } from 'vitest';
import { CourseError } from '../errors.ts';
import { say } from '../i18n/message.ts';
import { parseCourse } from './parse.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const good: Readonly<Record<string, string>> = {
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

function parse(changes: Readonly<Record<string, (text: string) => string>> = {}) {
  const files = new Map(
    Object.entries(good).map(([path, text]) => [path, bytes((changes[path] ?? ((same) => same))(text))]),
  );
  return parseCourse(files, [{ path: 'main.go', content: bytes('package main\n') }]);
}

function complaint(changes: Readonly<Record<string, (text: string) => string>>): string {
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

const swap =
  (from: string, to: string) =>
  (text: string): string => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };

describe('parseCourse', () => {
  it('reads a course with its texts and puts the files into the lessons', () => {
    const course = parse();
    expect(course.labs[0]?.steps[1]?.text.zh.title).toBe('构建');
    expect(course.labs[0]?.steps[1]?.text.en.body).toBe(
      '```dockerfile\nFROM golang:1.26-alpine\nCMD ["go", "run", "."]\n```',
    );
    expect(course.labs[0]?.steps[1]?.checks[0]).toMatchObject({ kind: 'size', image: 'bad', atLeast: 100 });
  });

  it('reads files with CRLF and a BOM', () => {
    const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const course = parse({ 'course.yaml': crlf, 'one/lab.yaml': crlf, 'one/en.md': crlf });
    expect(course.labs[0]?.steps[0]?.text.en).toEqual({ title: 'Read this', body: 'Text.' });
  });

  it.each<[string, Readonly<Record<string, (text: string) => string>>, RegExp]>([
    ['broken YAML', { 'one/lab.yaml': swap('steps:', 'steps: [') }, /^one\/lab\.yaml, line \d+: this is not YAML/],
    [
      'an alias that is not defined',
      { 'course.yaml': swap('format: 1', 'format: *nope') },
      /^course\.yaml, line 1: this is not YAML/,
    ],
    ['a missing key', { 'course.yaml': swap('version: 1.0.0\n', '') }, /^course\.yaml, line 1, version: /],
    [
      'an unknown key',
      { 'course.yaml': swap('labs: [one]', 'labs: [one]\ncolour: red') },
      /^course\.yaml, line 10, colour: /,
    ],
    [
      'a wrong kind of step',
      { 'one/lab.yaml': swap('kind: read', 'kind: dance') },
      /^one\/lab\.yaml, line 8, steps\.0\.kind: /,
    ],
    [
      'a wrong kind of check',
      { 'one/lab.yaml': swap('kind: size', 'kind: taste') },
      /^one\/lab\.yaml, line 14, steps\.1\.checks\.0\.kind: /,
    ],
    [
      'a check without a limit',
      { 'one/lab.yaml': swap(', atLeast: 100', '') },
      /line 14, steps\.1\.checks\.0: atMost or atLeast/,
    ],
    [
      'a number that is none',
      { 'one/lab.yaml': swap('atLeast: 100', 'atLeast: many') },
      /line 14, steps\.1\.checks\.0\.atLeast: /,
    ],
    [
      'a secret that is no file of the course',
      {
        'one/lab.yaml': swap(
          'actions:\n      - docker: [build, -t',
          'requires: [build-secret]\n    actions:\n      - docker: [build, --secret, "id=a,src=secret.txt", -t',
        ),
      },
      /line 13, steps\.1\.actions\.0\.docker: secret\.txt is neither/,
    ],
    [
      'a secret on a machine that may not know them',
      { 'one/lab.yaml': swap('docker: [build, -t', 'docker: [build, --secret, "id=a,src=main.go", -t') },
      /line 12, steps\.1\.actions\.0\.docker: .*requires: \[build-secret\]/,
    ],
    [
      'a check of a Dockerfile on a machine that may not have it',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad",', 'docker: [build, --check,') },
      /line 12, steps\.1\.actions\.0\.docker: .*requires: \[build-check\]/,
    ],
    [
      'a scan on a machine that may have no scanner',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'scan: { image: bad }') },
      /line 12, steps\.1\.actions\.0\.scan: .*requires: \[scanner\]/,
    ],
    [
      'something required that nobody knows',
      { 'one/lab.yaml': swap('kind: command\n', 'kind: command\n    requires: [luck]\n') },
      /line 11, steps\.1\.requires\.0: /,
    ],
    [
      'a doctor that is judged and never asked',
      { 'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: ready, action: 0') },
      /line 14, steps\.1\.checks\.0\.action: action 0 is no doctor/,
    ],
    [
      'a scan that is none',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'scan: bad') },
      /line 12, steps\.1\.actions\.0\.scan: .*expected object/,
    ],
    [
      'a doctor that is not asked',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'doctor: false') },
      /line 12, steps\.1\.actions\.0\.doctor: .*expected true/,
    ],
    [
      'a doctor with settings',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'doctor: { fix: true }') },
      /line 12, steps\.1\.actions\.0\.doctor: .*expected true/,
    ],
    [
      'a scan that knows too much',
      {
        'one/lab.yaml': swap(
          'docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
          'scan: { image: bad, deep: true }',
        ),
      },
      /line 12, steps\.1\.actions\.0\.scan\.deep: /,
    ],
    [
      'an action of a misspelt kind',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'dokcer: [version]') },
      /line 12, steps\.1\.actions\.0\.dokcer: /,
    ],
    [
      'a misspelt key beside a good one',
      {
        'one/lab.yaml': swap(
          'docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
          'docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]\n        fials: true',
        ),
      },
      /line 13, steps\.1\.actions\.0\.fials: /,
    ],
    [
      'an argument that docker version does not take',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]', 'docker: [version, foo]') },
      /line 12, steps\.1\.actions\.0\.docker: docker version: takes no argument/,
    ],
    ...['/a b; touch x', '/$(id)', "/it's"].map((path): [string, Record<string, (text: string) => string>, RegExp] => [
      `the path ${path}, which a shell would obey in the line by hand`,
      {
        'one/lab.yaml': swap(
          'kind: size, image: bad, atLeast: 100',
          `kind: binary, image: bad, linking: static, path: ${JSON.stringify(path)}`,
        ),
      },
      /steps\.1\.checks\.0\.path: .*without spaces and signs of a shell/,
    ]),
    [
      'a request that would end its quotes',
      {
        'one/lab.yaml': swap(
          'kind: size, image: bad, atLeast: 100',
          `kind: http, container: bad, path: "/x'; touch x; '"`,
        ),
      },
      /steps\.1\.checks\.0\.path: .*without spaces and quotes/,
    ],
    [
      'nothing that is required',
      {
        'one/lab.yaml': swap(
          'kind: command\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
          'kind: command\n    requires: []\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
        ),
      },
      /line 11, steps\.1\.requires: /,
    ],
    [
      'something required twice',
      {
        'one/lab.yaml': swap(
          'kind: command\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
          'kind: command\n    requires: [scanner, scanner]\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]',
        ),
      },
      /line 11, steps\.1\.requires: each capability once/,
    ],
    [
      'a scan that is judged and never made',
      { 'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: scanned, images: [bad]') },
      /line 14, steps\.1\.checks\.0\.images\.0: no action of this step scans bad/,
    ],
    [
      'a scan of another image',
      {
        'one/lab.yaml': swap(
          'kind: command\n    actions:\n      - docker: [build, -t, "${name}:bad", -f, Dockerfile.bad, .]\n    checks:\n      - { kind: size, image: bad, atLeast: 100',
          'kind: command\n    requires: [scanner]\n    actions:\n      - scan: { image: bad }\n    checks:\n      - { kind: scanned, images: [bad, good]',
        ),
      },
      /line 15, steps\.1\.checks\.0\.images\.1: no action of this step scans good/,
    ],
    [
      'a secret in a file that nobody lays',
      {
        'one/lab.yaml': swap(
          'kind: size, image: bad, atLeast: 100',
          'kind: secret, image: bad, file: token.txt, found: nowhere',
        ),
      },
      /line 14, steps\.1\.checks\.0\.file: token\.txt is no file of the lab/,
    ],
    [
      'a secret that is saved only later',
      {
        'one/lab.yaml': swap(
          '      - { kind: size, image: bad, atLeast: 100 }',
          '      - { kind: secret, image: bad, file: token.txt, found: nowhere }\n  - id: save\n    kind: request\n    actions: [{ request: { container: bad, path: /, save: token.txt } }]',
        ),
      },
      /line 14, steps\.1\.checks\.0\.file: token\.txt is no file of the lab/,
    ],
    [
      'a file that is to be there and not',
      {
        'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: file, present: [main.go, a], absent: [a]'),
      },
      /line 14, steps\.1\.checks\.0\.absent: a path is either present or absent/,
    ],
    [
      'a forbidden command',
      { 'one/lab.yaml': swap('docker: [build, -t, "${name}:bad"', 'docker: [run, --privileged, "${name}:bad"') },
      /line 12, steps\.1\.actions\.0\.docker: docker run/,
    ],
    [
      'a Dockerfile that is not there',
      { 'one/lab.yaml': swap('-f, Dockerfile.bad', '-f, Dockerfile.good') },
      /line 12, steps\.1\.actions\.0\.docker: Dockerfile\.good is neither/,
    ],
    [
      'a path out of the folder',
      { 'one/lab.yaml': swap('file: main.go', 'file: ../main.go') },
      /line 19, steps\.2\.actions\.0/,
    ],
    [
      'a need that is not earlier',
      { 'one/lab.yaml': swap('needs: [build]', 'needs: [later]') },
      /line 17, steps\.2\.needs\.0: later is not an earlier step/,
    ],
    [
      'a step twice',
      { 'one/lab.yaml': swap('id: again', 'id: read') },
      /line 15, steps\.2\.id: read stands there twice/,
    ],
    [
      'a check of an action that is not there',
      { 'one/lab.yaml': swap('action: 1', 'action: 7') },
      /line 22, steps\.2\.checks\.0\.action: there is no action 7/,
    ],
    [
      'a base that the course does not have',
      { 'one/lab.yaml': swap('bases: ["golang:1.26-alpine"]', 'bases: ["ubuntu:24.04"]') },
      /line 5, bases\.0: ubuntu:24\.04/,
    ],
    ['a section without its step', { 'one/zh.md': swap(' {#build}', '') }, /^one\/zh\.md, line 7, /],
    ['a section for no step', { 'one/en.md': swap('{#build}', '{#bild}') }, /^one\/en\.md, line 7, bild/],
    ['a lesson without text', { 'one/en.md': swap('Text.\n\n## Build', '\n\n## Build') }, /^one\/en\.md, line 3, /],
    [
      'a lesson that shows no file',
      { 'one/en.md': swap('{{file:Dockerfile.bad}}', '{{file:nowhere}}') },
      /^one\/en\.md, line 7, build: nowhere is neither/,
    ],
  ])('names file, line and key of %s', (_what, changes, expected) => {
    expect(complaint(changes)).toMatch(expected);
  });

  it.each([
    ['one of the app', 'main.go', ''],
    ['one of the lab', 'Dockerfile.bad', ''],
    ['one that the step saves', 'token.txt', '\n      - request: { container: bad, path: /, save: token.txt }'],
  ])('takes a secret from a file: %s', (_, file, save) => {
    const lab = (text: string): string =>
      swap(
        'kind: size, image: bad, atLeast: 100',
        `kind: secret, image: bad, file: ${file}, found: nowhere`,
      )(swap('Dockerfile.bad, .]', `Dockerfile.bad, .]${save}`)(text));
    expect(complaint({ 'one/lab.yaml': lab })).toBe('no complaint');
  });

  it('names a file that is missing', () => {
    const files = new Map(
      Object.entries(good)
        .filter(([path]) => path !== 'one/zh.md')
        .map(([path, text]) => [path, bytes(text)]),
    );
    expect(() => parseCourse(files, [])).toThrow(CourseError);
  });
});
