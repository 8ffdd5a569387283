import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { raw, say } from '../i18n/message.ts';
import { shellLine } from '../shell/line.ts';
import { shells } from '../shell/model.ts';
import {
  type ActionEvidence,
  type ContainerFacts,
  type EvidenceByType,
  type EvidenceOf,
  type EvidenceRequest,
  type EvidenceSet,
  evidenceKey,
  type ImageFacts,
} from './evidence.ts';
import { type Check, checkSchema, kindOf } from './registry.ts';

type Given = readonly (readonly [EvidenceRequest, EvidenceByType[keyof EvidenceByType]])[];

function evidenceOf(given: Given): EvidenceSet {
  const found = new Map(given.map(([request, value]) => [evidenceKey(request), value]));
  return { get: <R extends EvidenceRequest>(request: R) => found.get(evidenceKey(request)) as EvidenceOf<R> };
}

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

const container: ContainerFacts = {
  id: 'c',
  name: 'go-docker-demo-web',
  status: 'running',
  exitCode: 0,
  error: '',
  imageId: 'sha256:1',
  labels: {},
  ports: [],
  readOnly: false,
  capDrop: [],
  health: { status: 'healthy', lastOutput: '' },
};

const done: ActionEvidence = { exitCode: 0, output: 'all well\n', stdout: 'all well\n', seconds: 2 };
const { health: _, ...noHealth } = container;

/** The smallest 64-bit little-endian ELF header, with or without a PT_INTERP program header. */
function elf(interpreter?: string, machine = 62): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setUint16(18, machine, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, interpreter === undefined ? 1 : 3, true);
  if (interpreter !== undefined) {
    view.setBigUint64(64 + 8, 128n, true);
    view.setBigUint64(64 + 32, BigInt(interpreter.length + 1), true);
    bytes.set(new TextEncoder().encode(interpreter), 128);
  }
  return bytes;
}

function file(head: Uint8Array, size = head.length, sha256 = 'a'.repeat(64)) {
  return { path: '/server', kind: 'file', mode: 0o755, uid: 0, gid: 0, size, head, sha256 } as const;
}

const folder = {
  path: '/server',
  kind: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  head: new Uint8Array(),
} as const;
const otherSum = 'b'.repeat(64);

const secret = { type: 'secret', image: 'leak', file: 'token.txt' } as const;
const scrape = { type: 'http', container: 'web', port: 8080, method: 'GET', path: '/metrics' } as const;
const counted =
  '# HELP http_requests_total All.\n# TYPE http_requests_total counter\nhttp_requests_total{code="200"} 3\n';
const workspace = (name: string) => ({ type: 'file', file: name }) as const;

function build(status: 'cached' | 'done') {
  const vertexes = [
    {
      id: '1',
      name: '[builder 3/4] RUN go mod download',
      instruction: 'RUN go mod download',
      status: 'cached',
      seconds: 0,
    },
    { id: '2', name: '[builder 4/4] RUN go build', instruction: 'RUN go build', status, seconds: 3 },
  ] as const;
  return { ...done, build: { vertexes, warnings: [] } };
}

const http = { type: 'http', container: 'web', port: 8080, method: 'GET', path: '/hello' } as const;
const answer = {
  answered: true,
  status: 200,
  headers: {},
  body: 'Hello\r\n',
  seconds: 0.1,
  url: 'http://127.0.0.1:8080/hello',
} as const;
const metrics = { ...answer, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } } as const;
const firstOk = { type: 'first-ok', container: 'web', port: 8080, path: '/healthz' } as const;
const path = (wanted: string) => ({ type: 'image-path', image: 'pro', path: wanted }) as const;
const size = (name: string) => ({ type: 'figure', image: name, figure: 'size' }) as const;

const vulnerabilities = (name: string) => ({ type: 'scan', image: name }) as const;

const workspaceFile = { type: 'file', file: 'Dockerfile' } as const;
const text = (words: string) => ({ content: new TextEncoder().encode(words), size: words.length });

/** For every kind: evidence that passes, and evidence that must fail. */
const cases: Record<Check['kind'], { check: object; passes: Given; fails: readonly Given[] }> = {
  http: {
    check: { container: 'web', path: '/hello', body: 'Hello' },
    passes: [[http, answer]],
    fails: [
      [[http, { ...answer, body: 'Hallo' }]],
      [[http, { ...answer, body: 'Hello ' }]],
      [[http, { ...answer, status: 500 }]],
      [[http, { answered: false, error: 'connection refused', url: 'http://x' }]],
    ],
  },
  log: {
    check: { container: 'web', contains: 'Starting server on :8080' },
    passes: [[{ type: 'logs', container: 'web' }, '2026/01/01 Starting server on :8080\n']],
    fails: [
      [[{ type: 'logs', container: 'web' }, 'Starting server on :9090\n']],
      [[{ type: 'logs', container: 'web' }, undefined]],
    ],
  },
  dockerfile: {
    check: { file: 'Dockerfile', rule: 'stages', atLeast: 2 },
    passes: [[workspaceFile, text('FROM a AS b\nFROM c\n')]],
    fails: [[[workspaceFile, text('FROM a\n')]], [[workspaceFile, text('')]], [[workspaceFile, undefined]]],
  },
  'first-ok': {
    check: { container: 'web', atMost: 5 },
    passes: [[firstOk, { ok: true, seconds: 0.4, timed: true }]],
    fails: [
      [[firstOk, { ok: true, seconds: 6, timed: true }]],
      [[firstOk, { ok: false, seconds: 180, lastSeen: 'connection refused' }]],
    ],
  },
  memory: {
    check: { container: 'web', atMost: 50 },
    passes: [[{ type: 'memory', container: 'web' }, { bytes: 2_000_000 }]],
    fails: [
      [[{ type: 'memory', container: 'web' }, { bytes: 51_000_000 }]],
      [[{ type: 'memory', container: 'web' }, undefined]],
    ],
  },
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
        [path('/b'), file(elf(), 1, otherSum)],
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
      [[secret, { looked: true, places: [{ where: 'history', text: 'RUN |1 TOKEN=••• /bin/sh -c true' }] }]],
      [[secret, { looked: true, places: [{ where: 'environment', text: 'TOKEN' }] }]],
      [[secret, { looked: true, places: [{ where: 'settings', text: 'Labels.token' }] }]],
      [[secret, { looked: true, places: [{ where: 'elsewhere', text: 'blobs/sha256/aa' }] }]],
      [[secret, { looked: false, why: 'no-image' }]],
      [[secret, { looked: false, why: 'no-file' }]],
      [[secret, { looked: false, why: 'too-short' }]],
    ],
  },
  metrics: {
    check: { container: 'web', has: [{ name: 'http_requests_total', type: 'counter' }] },
    passes: [[scrape, { ...metrics, body: counted }]],
    fails: [
      [[scrape, { ...metrics, body: counted.replace('counter', 'gauge') }]],
      [[scrape, { ...metrics, body: counted.replaceAll('http_requests_total', 'http_requests') }]],
      [[scrape, { ...metrics, body: counted.split('\n').slice(0, 2).join('\n').concat('\n') }]],
      [[scrape, { ...metrics, body: counted.trimEnd() }]],
      [[scrape, { ...metrics, body: '<html></html>\n' }]],
      [[scrape, { ...metrics, body: '' }]],
      [[scrape, { ...metrics, body: counted, status: 404 }]],
      [[scrape, { ...metrics, body: counted, cut: true }]],
      [[scrape, { ...metrics, body: counted, headers: {} }]],
      [[scrape, { ...metrics, body: counted, headers: { 'content-type': 'application/json' } }]],
      [[scrape, { ...metrics, body: counted, headers: { 'content-type': 'text/plainer' } }]],
      [[scrape, { answered: false, error: 'connection refused', url: 'http://x' }]],
    ],
  },
  file: {
    check: { present: ['go.mod', 'cmd/server/main.go'], absent: ['token.txt'] },
    passes: [
      [workspace('go.mod'), text('module x')],
      [workspace('cmd/server/main.go'), text('')],
      [workspace('token.txt'), undefined],
    ],
    fails: [
      [
        [workspace('go.mod'), undefined],
        [workspace('cmd/server/main.go'), text('')],
        [workspace('token.txt'), undefined],
      ],
      [
        [workspace('go.mod'), text('module x')],
        [workspace('cmd/server/main.go'), text('')],
        [workspace('token.txt'), text('')],
      ],
    ],
  },
  cached: {
    check: { cached: ['go mod download'], rebuilt: ['go build'] },
    passes: [[{ type: 'action', index: 0 }, build('done')]],
    fails: [[[{ type: 'action', index: 0 }, build('cached')]], [[{ type: 'action', index: 0 }, done]]],
  },
  fails: {
    check: { saying: 'no such file or directory' },
    passes: [
      [
        { type: 'action', index: 0 },
        { ...done, exitCode: 1, output: 'exec /main: no such file or directory' },
      ],
      [
        { type: 'action', index: 0 },
        { ...done, exitCode: 1, output: 'exec container process `/main`: No such file or directory' },
      ],
    ],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, output: 'no such file or directory' },
        ],
      ],
      [
        [
          { type: 'action', index: 0 },
          { ...done, exitCode: 1, output: 'permission denied' },
        ],
      ],
    ],
  },
  output: {
    check: { contains: 'all well' },
    passes: [[{ type: 'action', index: 0 }, done]],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, exitCode: 1 },
        ],
      ],
      [
        [
          { type: 'action', index: 0 },
          { ...done, output: '' },
        ],
      ],
    ],
  },
  duration: {
    check: { atMost: 3 },
    passes: [[{ type: 'action', index: 0 }, done]],
    fails: [
      [
        [
          { type: 'action', index: 0 },
          { ...done, seconds: 10 },
        ],
      ],
    ],
  },
  'container-exit': {
    check: { container: 'web', code: 0 },
    passes: [
      [
        { type: 'container', container: 'web' },
        { ...container, status: 'exited' },
      ],
    ],
    fails: [
      [
        [
          { type: 'container', container: 'web' },
          { ...container, status: 'exited', exitCode: 137 },
        ],
      ],
      [[{ type: 'container', container: 'web' }, container]],
      [[{ type: 'container', container: 'web' }, undefined]],
    ],
  },
  user: {
    check: { container: 'web', root: false },
    passes: [[{ type: 'processes', container: 'web' }, [{ uid: '10001', pid: '1', command: '/app/server' }]]],
    fails: [
      [[{ type: 'processes', container: 'web' }, [{ uid: '0', pid: '1', command: '/app/server' }]]],
      [[{ type: 'processes', container: 'web' }, []]],
      [[{ type: 'processes', container: 'web' }, [{ uid: '', pid: '1', command: '/app/server' }]]],
    ],
  },
  health: {
    check: { container: 'web', status: 'healthy' },
    passes: [[{ type: 'container', container: 'web' }, container]],
    fails: [
      [
        [
          { type: 'container', container: 'web' },
          { ...container, health: { status: 'unhealthy', lastOutput: 'ill' } },
        ],
      ],
      [[{ type: 'container', container: 'web' }, noHealth]],
      [[{ type: 'container', container: 'web' }, undefined]],
    ],
  },
  ready: {
    check: { action: 1 },
    passes: [
      [
        { type: 'action', index: 1 },
        { ...done, examined: { missing: [] } },
      ],
    ],
    fails: [
      [
        [
          { type: 'action', index: 1 },
          { ...done, exitCode: 3, examined: { missing: [{ found: raw('no engine') }] } },
        ],
      ],
      [[{ type: 'action', index: 1 }, done]],
      [[{ type: 'action', index: 1 }, undefined]],
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
};

describe.each(Object.entries(cases))('check %s', (kind, { check, passes, fails }) => {
  const parsed = checkSchema.parse({ kind, ...check });
  const { plan, judge, reproduce } = kindOf(parsed);

  it('passes on good evidence', () => {
    expect(judge(parsed, evidenceOf(passes))).toMatchObject({ passed: true });
  });

  it.each(fails.map((given, index) => [index, given] as const))(
    'fails on bad evidence %i, and says so in both languages',
    (_index, given) => {
      const judgement = judge(parsed, evidenceOf(given));
      expect(judgement.passed).toBe(false);
      for (const lang of ['en', 'zh'] as const) {
        expect(say(lang, judgement.expected)).not.toMatch(/undefined|\[object|^$/);
        expect(say(lang, judgement.actual)).not.toMatch(/undefined|\[object|^$/);
      }
    },
  );

  it('asks for exactly the evidence that it judges', () => {
    const asked = new Set(plan(parsed).map(evidenceKey));
    const spied = new Set<string>();
    const given = evidenceOf(passes);
    judge(parsed, {
      get: (request) => {
        spied.add(evidenceKey(request));
        return given.get(request);
      },
    });
    expect([...spied].filter((key) => !asked.has(key))).toEqual([]);
  });

  it('can be reproduced by a docker or curl command, or by the step’s own', () => {
    const names = {
      image: (name: string) => `demo:${name}`,
      container: (name: string) => `demo-${name}`,
      curl: () => ({ argv: ['curl', '-i', 'http://127.0.0.1:8080/'] }),
    };
    for (const shell of shells) {
      const line = reproduce(parsed, names, shell);
      expect(line === undefined ? 'docker' : shellLine(shell, line)).toMatch(/^(docker|curl(\.exe)?) ?/);
    }
  });
});

describe('checks that could not fail', () => {
  it.each([
    { kind: 'size', image: 'bad' },
    { kind: 'memory', container: 'web' },
    { kind: 'ratio', figure: 'size', image: 'a', to: 'b' },
    { kind: 'path', image: 'bad' },
    { kind: 'cached' },
    { kind: 'duration' },
    { kind: 'health', container: 'web', status: 'starting' },
    { kind: 'binary', image: 'pro', path: '/server' },
    { kind: 'file' },
    { kind: 'metrics', container: 'web', has: [] },
    { kind: 'same-file', image: 'a', path: '/x', to: 'a' },
    { kind: 'same-file', image: 'a', path: '/x', to: 'a', toPath: '/x' },
    { kind: 'secret', image: 'a', file: '../token.txt', found: 'nowhere' },
    { kind: 'architecture', image: 'a', is: 'x86_64' },
  ])('are refused: %o', (check) => {
    expect(checkSchema.safeParse(check).success).toBe(false);
  });
});

describe('where a secret is', () => {
  const places = [
    { where: 'layer', text: 'COPY token.txt /', path: '/token.txt' },
    { where: 'history', text: 'RUN |1 TOKEN=••• true' },
  ] as const;
  const judged = (found: string, seen: readonly (typeof places)[number][]) => {
    const check = checkSchema.parse({ kind: 'secret', image: 'leak', file: 'token.txt', found });
    return kindOf(check).judge(check, evidenceOf([[secret, { looked: true, places: seen }]]));
  };

  it.each([
    ['layer', true],
    ['history', true],
    ['environment', false],
    ['nowhere', false],
  ] as const)('found: %s → %s', (found, passed) => {
    expect(judged(found, places).passed).toBe(passed);
    expect(judged(found, []).passed).toBe(found === 'nowhere');
  });

  it.skipIf(process.platform === 'win32').each([
    ['as it stands', (bytes: Buffer) => bytes, '1'],
    ['packed', gzipSync, '1'],
    ['not at all', () => gzipSync('nothing'), '0'],
  ])('can be looked for by hand in a layer that holds it %s', async (_name, packed, count) => {
    const folder = await mkdtemp(join(tmpdir(), 'secret-test-'));
    const layer = packed(Buffer.from('a line\nmy token-1234 is here\n'));
    await writeFile(join(folder, 'layer'), layer);
    await writeFile(join(folder, 'manifest.json'), '[]\n');
    await writeFile(join(folder, 'token.txt'), '\n  token-1234 \r\n\n');
    const check = checkSchema.parse({ kind: 'secret', image: 'leak', file: 'token.txt', found: 'layer' });
    const names = { image: () => 'x', container: () => 'x', curl: () => ({ argv: [] }) };
    const shown = shellLine('posix', kindOf(check).reproduce(check, names, 'posix') ?? { argv: [] });
    const line = `docker() { tar -c layer manifest.json; }\n${shown}`;
    const { stdout } = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
    await rm(folder, { recursive: true });
    expect(stdout.trim()).toBe(count);
  });

  it('is told with the instruction and the path', () => {
    expect(say('en', judged('nowhere', places).actual)).toBe(
      'in a layer: /token.txt (COPY token.txt /); in the history: RUN |1 TOKEN=••• true',
    );
  });
});

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
    [otherSum, true],
    ['a'.repeat(64), false],
  ])('%s', (sum, passed) => {
    const given: Given = [
      [path('/a'), file(elf())],
      [path('/b'), file(elf(), 1, sum)],
    ];
    expect(kindOf(check).judge(check, evidenceOf(given)).passed).toBe(passed);
  });
});

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
