import type { ImageFacts } from '../evidence.ts';
import { elf, file, path } from '../test-evidence.ts';
import type { Case } from './case.ts';

const image: ImageFacts = {
  id: 'sha256:1',
  unpackedSize: 12_000_000,
  history: [
    { createdBy: 'COPY /app/server . # buildkit', size: 6_000_000 },
    { createdBy: '/bin/sh -c #(nop) ADD file', size: 6_000_000 },
  ],
  layers: 2,
  os: 'linux',
  architecture: 'amd64',
  user: '',
  entrypoint: [],
  cmd: [],
  env: [],
  workdir: '/',
  exposedPorts: [],
  labels: {},
};

const secret = { type: 'secret', image: 'leak', file: 'token.txt' } as const;
const folder = {
  path: '/server',
  kind: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  head: new Uint8Array(),
} as const;

const size = (name: string) => ({ type: 'figure', image: name, figure: 'size' }) as const;

const vulnerabilities = (name: string) => ({ type: 'scan', image: name }) as const;

/** What is in an image, and how it compares with others. */
export const imageCases = {
  size: {
    check: { image: 'better', atMost: 24 },
    passes: [[{ type: 'image', image: 'better' }, image]],
    fails: [
      [
        [
          { type: 'image', image: 'better' },
          { ...image, unpackedSize: 24_100_000 },
        ],
      ],
      [[{ type: 'image', image: 'better' }, undefined]],
    ],
  },
  layer: {
    check: { image: 'better', instruction: 'COPY /app/server', atMost: 10 },
    passes: [[{ type: 'image', image: 'better' }, image]],
    fails: [
      [
        [
          { type: 'image', image: 'better' },
          { ...image, history: [] },
        ],
      ],
      [
        [
          { type: 'image', image: 'better' },
          { ...image, history: [{ createdBy: 'COPY  /app/server .', size: 11_000_000 }] },
        ],
      ],
    ],
  },
  ratio: {
    check: { figure: 'size', image: 'better', to: 'bad', atMost: 0.1 },
    passes: [
      [size('better'), 12],
      [size('bad'), 600],
    ],
    fails: [
      [
        [size('better'), 61],
        [size('bad'), 600],
      ],
      [
        [size('better'), 12],
        [size('bad'), undefined],
      ],
    ],
  },
  'file-ratio': {
    check: { image: 'pro', path: '/a', to: 'pro', toPath: '/b', atMost: 0.8 },
    passes: [
      [path('/a'), file(new Uint8Array(), 69)],
      [path('/b'), file(new Uint8Array(), 100)],
    ],
    fails: [
      [
        [path('/a'), file(new Uint8Array(), 81)],
        [path('/b'), file(new Uint8Array(), 100)],
      ],
      [
        [path('/a'), undefined],
        [path('/b'), file(new Uint8Array(), 100)],
      ],
    ],
  },
  path: {
    check: { image: 'pro', present: ['/server'], absent: ['/bin/sh'] },
    passes: [
      [{ type: 'image', image: 'pro' }, image],
      [path('/server'), file(elf())],
      [path('/bin/sh'), undefined],
    ],
    fails: [
      [
        [{ type: 'image', image: 'pro' }, image],
        [path('/server'), undefined],
        [path('/bin/sh'), undefined],
      ],
      [
        [{ type: 'image', image: 'pro' }, image],
        [path('/server'), file(elf())],
        [path('/bin/sh'), file(elf())],
      ],
      [
        [{ type: 'image', image: 'pro' }, undefined],
        [path('/server'), undefined],
        [path('/bin/sh'), undefined],
      ],
    ],
  },
  binary: {
    check: { image: 'pro', path: '/server', linking: 'static', machine: 'amd64' },
    passes: [[path('/server'), file(elf())]],
    fails: [
      [[path('/server'), file(elf(undefined, 183))]],
      [[path('/server'), file(elf('/lib/ld-linux-aarch64.so.1', 183))]],
      [[path('/server'), file(elf(undefined, 4711))]],
      [[path('/server'), file(elf('/lib64/ld-linux-x86-64.so.2'))]],
      [[path('/server'), file(new TextEncoder().encode('#!/bin/sh\n'.padEnd(80)))]],
      [[path('/server'), undefined]],
    ],
  },
  architecture: {
    check: { image: 'arm', is: 'arm64' },
    passes: [
      [
        { type: 'image', image: 'arm' },
        { ...image, architecture: 'arm64' },
      ],
    ],
    fails: [
      [[{ type: 'image', image: 'arm' }, image]],
      [
        [
          { type: 'image', image: 'arm' },
          { ...image, architecture: '' },
        ],
      ],
      [[{ type: 'image', image: 'arm' }, undefined]],
    ],
  },
  'same-file': {
    check: { image: 'pro', path: '/a', to: 'pro', toPath: '/b' },
    passes: [
      [path('/a'), file(elf())],
      [path('/b'), file(elf())],
    ],
    fails: [
      [
        [path('/a'), file(elf())],
        [path('/b'), file(elf(), 1, 'b'.repeat(64))],
      ],
      [
        [path('/a'), undefined],
        [path('/b'), file(elf())],
      ],
      [
        [path('/a'), file(elf())],
        [path('/b'), undefined],
      ],
      [
        [path('/a'), folder],
        [path('/b'), file(elf())],
      ],
      [
        [path('/a'), file(elf())],
        [path('/b'), folder],
      ],
    ],
  },
  secret: {
    check: { image: 'leak', file: 'token.txt', found: 'nowhere' },
    passes: [[secret, { looked: true, places: [] }]],
    fails: [
      [[secret, { looked: true, places: [{ where: 'layer', text: 'COPY token.txt /', path: '/token.txt' }] }]],
      [[secret, { looked: true, places: [{ where: 'layer', text: '' }] }]],
      [[secret, { looked: true, places: [{ where: 'layer', text: 'RUN', path: '/t', form: 'base64' }] }]],
      [[secret, { looked: true, places: [{ where: 'history', text: 'RUN |1 TOKEN=••• /bin/sh -c true' }] }]],
      [[secret, { looked: true, places: [{ where: 'environment', text: 'TOKEN' }] }]],
      [[secret, { looked: true, places: [{ where: 'settings', text: 'Labels.token' }] }]],
      [[secret, { looked: true, places: [{ where: 'elsewhere', text: 'blobs/sha256/aa' }] }]],
      [[secret, { looked: false, why: 'no-image' }]],
      [[secret, { looked: false, why: 'no-file' }]],
      [[secret, { looked: false, why: 'too-short' }]],
    ],
  },
  scanned: {
    check: { images: ['single', 'multi'] },
    passes: [
      [vulnerabilities('single'), 12],
      [vulnerabilities('multi'), 0],
    ],
    fails: [
      [
        [vulnerabilities('single'), 12],
        [vulnerabilities('multi'), undefined],
      ],
    ],
  },
  measured: {
    check: { images: ['bad', 'better'], figures: ['size'] },
    passes: [
      [size('bad'), 1],
      [size('better'), 1],
    ],
    fails: [
      [
        [size('bad'), 1],
        [size('better'), undefined],
      ],
    ],
  },
} satisfies Record<string, Case>;
