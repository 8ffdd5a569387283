import { describe, expect, it } from 'vitest';
import { createBases, normalImage } from './base-images.ts';
import { readBuildArguments } from './build-arguments.ts';
import { findImages, findLine, generateDockerfile } from './dockerfile.ts';

const text = `# syntax comment
ARG GO=1.26
ARG VARIANT
FROM --platform=$BUILDPLATFORM golang:\${GO}-alpine AS Builder
RUN --mount=type=bind,from=alpine:3.22,target=/x \\
  # a comment inside
  echo hi
FROM builder AS test
COPY --from=0 /a /a
COPY --from=BUILDER /a /b
COPY --from=docker.io/library/alpine:3.22 /bin/busybox /x
FROM scratch
COPY --from=busybox:musl /bin/busybox /sh
RUN <<EOF
FROM nothing
EOF
`;

describe('findImages', () => {
  it('finds every image, and takes stages for what they are', () => {
    expect(findImages(text, {})).toEqual({
      images: ['golang:1.26-alpine', 'alpine:3.22', 'docker.io/library/alpine:3.22', 'busybox:musl'],
      complete: true,
    });
    expect(findImages(text, { GO: '1.25' }).images[0]).toBe('golang:1.25-alpine');
  });

  it.each([
    ['ARG B\nFROM $B', {}, [], false],
    ['ARG B\nFROM $B', { B: 'alpine' }, ['alpine'], true],
    ['FROM ${B:-alpine}', {}, ['alpine'], true],
    ['ARG B=x\nFROM alpine${B:+:3.22}', {}, ['alpine:3.22'], true],
    ['ARG V=1\nARG B=golang:$V\nFROM $B', {}, ['golang:1'], true],
    ['FROM alpine as a\nFROM A', {}, ['alpine'], true],
    ['FROM', {}, [], true],
    ['', {}, [], true],
  ])('%j with %j', (dockerfile, args, images, complete) => {
    expect(findImages(dockerfile, args)).toEqual({ images, complete });
  });
});

describe('generateDockerfile', () => {
  const bases = createBases({ 'golang:1.26-alpine': 'local/golang:1', 'alpine:3.22': 'local/alpine:1' });

  it('replaces names and nothing else', () => {
    const { text: generated, lines } = generateDockerfile(text, { buildArgs: {}, replace: bases.local });
    expect(generated).toBe(
      text
        .replace('golang:${GO}-alpine', 'local/golang:1')
        .replace('from=alpine:3.22', 'from=local/alpine:1')
        .replace('docker.io/library/alpine:3.22', 'local/alpine:1'),
    );
    expect(lines).toEqual(text.split('\n').map((_, index) => index + 1));
  });

  it('adds an instruction behind each FROM of an image, and keeps the map', () => {
    const short = 'FROM alpine:3.22 \\\n  AS a\r\nRUN x\nFROM a\nRUN y\n';
    expect(generateDockerfile(short, { buildArgs: {}, replace: bases.local, afterFrom: 'LABEL l=1' })).toEqual({
      text: 'FROM local/alpine:1 \\\n  AS a\r\nLABEL l=1\nRUN x\nFROM a\nRUN y\n',
      lines: [1, 2, 2, 3, 4, 5, 6],
      steps: [1, undefined, 3, 4, 5],
      stages: [0, 3],
    });
  });
});

describe('findLine', () => {
  it.each([
    ['RUN --mount=type=bind,from=alpine:3.22,target=/x   echo hi', 5],
    ['FROM scratch', 12],
    ['RUN absent', undefined],
  ])('%s', (instruction, line) => expect(findLine(text, instruction)).toBe(line));
  it('does not guess between two', () => expect(findLine('FROM a\nRUN x\nRUN x\n', 'RUN x')).toBeUndefined());
});

describe('readBuildArguments', () => {
  it.each([
    [['-t', 'x', '.'], { file: undefined, context: '.', withoutFile: ['-t', 'x', '.'] }],
    [['-f', 'D', '.'], { file: 'D', context: '.', withoutFile: ['.'] }],
    [['-fD', '.', '-tx'], { file: 'D', context: '.', withoutFile: ['.', '-tx'] }],
    [['-f=D', '.'], { file: 'D', context: '.' }],
    [['--file=D', '--no-cache', '.'], { file: 'D', context: '.', withoutFile: ['--no-cache', '.'] }],
    [['--file', 'D', '--pull', '-q', '-'], { file: 'D', context: '-', withoutFile: ['--pull', '-q', '-'] }],
    [
      ['--build-arg', 'A=1', '--build-arg=B=x=y', '--build-arg', 'C', '.'],
      { context: '.', buildArgs: { A: '1', B: 'x=y' } },
    ],
    [[], { file: undefined, context: undefined, withoutFile: [] }],
  ])('%j', (args, expected) => expect(readBuildArguments(args)).toMatchObject(expected));
});

describe('bases', () => {
  it.each([
    ['golang:1.26', 'golang:1.26'],
    ['docker.io/library/golang:1.26', 'golang:1.26'],
    ['library/golang', 'golang'],
    ['golang:latest', 'golang'],
    ['ghcr.io/x/golang:1', 'ghcr.io/x/golang:1'],
    ['golang:latest@sha256:1', 'golang@sha256:1'],
  ])('%s is %s', (image, normal) => expect(normalImage(image)).toBe(normal));

  it('gives back the names that the learner wrote', () => {
    const bases = createBases({
      'golang:1.26': 'our/golang:1.26',
      'golang:1.26-alpine': 'our/golang:1.26-alpine',
      same: 'same',
    });
    expect(bases.restore('FROM docker.io/our/golang:1.26-alpine and our/golang:1.26')).toBe(
      'FROM docker.io/golang:1.26-alpine and golang:1.26',
    );
    expect(bases.local('same')).toBeUndefined();
  });
});
