import { expect, it } from 'vitest';
import { CourseError } from '../errors.ts';
import { parseCourse } from './parse.ts';
import { bytes, type Changes, good, names, parse, swap } from './test-mini-course.ts';

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

names([
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
    'something required that nobody knows',
    { 'one/lab.yaml': swap('kind: command\n', 'kind: command\n    requires: [luck]\n') },
    /line 11, steps\.1\.requires\.0: /,
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
  ...['/a b; touch x', '/$(id)', "/it's"].map((path): readonly [string, Changes, RegExp] => [
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
    'a file that is to be there and not',
    {
      'one/lab.yaml': swap('kind: size, image: bad, atLeast: 100', 'kind: file, present: [main.go, a], absent: [a]'),
    },
    /line 14, steps\.1\.checks\.0\.absent: a path is either present or absent/,
  ],
  [
    'a path out of the folder',
    { 'one/lab.yaml': swap('file: main.go', 'file: ../main.go') },
    /line 19, steps\.2\.actions\.0/,
  ],
  [
    'a base that the course does not have',
    { 'one/lab.yaml': swap('bases: ["golang:1.26-alpine"]', 'bases: ["ubuntu:24.04"]') },
    /line 5, bases\.0: ubuntu:24\.04/,
  ],
]);

it('names a file that is missing', () => {
  const files = new Map(
    Object.entries(good)
      .filter(([path]) => path !== 'one/zh.md')
      .map(([path, text]) => [path, bytes(text)]),
  );
  expect(() => parseCourse(files, [])).toThrow(CourseError);
});
