import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildGraph, BuildVertex } from '../../../checks/evidence.ts';
import { createLegacyReader } from './legacy.ts';
import { createPlainReader } from './plain.ts';
import { createRawJsonReader } from './rawjson.ts';
import { type ProgressReader, type ProgressSink, readName } from './reader.ts';

/** Recorded from real builders by running the same four Dockerfiles. */
const recorded = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

interface Played {
  readonly graph: BuildGraph;
  readonly log: string;
  readonly told: readonly BuildVertex[];
}

function play(
  create: (sink: ProgressSink) => ProgressReader,
  chunks: readonly (readonly ['stdout' | 'stderr', string])[],
  exitCode: number,
): Played {
  const told: BuildVertex[] = [];
  let log = '';
  const reader = create({ vertex: (vertex) => told.push(vertex), log: (text) => (log += text) });
  for (const [stream, text] of chunks) reader.push(text, stream);
  const graph = reader.end(exitCode);
  return { graph, log, told };
}

/** In pieces of that many characters, as a pipe may cut them. */
const cut = (text: string, size: number): (readonly ['stderr', string])[] =>
  text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))?.map((piece) => ['stderr', piece] as const) ?? [];

const instructions = (graph: BuildGraph, status: BuildVertex['status']): (string | undefined)[] =>
  graph.vertexes
    .filter((vertex) => vertex.status === status && vertex.instruction)
    .map(({ instruction }) => instruction);

const failedRun = 'RUN echo compiling && echo to-stderr >&2 && sleep 1 && false';

describe('rawjson', () => {
  const raw = (name: string, exitCode: number, size = 1e6): Played =>
    play(createRawJsonReader, cut(recorded(name), size), exitCode);

  it.each(['buildx-0.13-built.rawjson', 'buildx-0.29-built.rawjson'])('reads %s', (name) => {
    const { graph, log, told } = raw(name, 0);
    const run = graph.vertexes.find(({ instruction }) => instruction?.startsWith('RUN'));
    expect(run).toMatchObject({
      stage: 'builder',
      status: 'done',
      name: expect.stringMatching(/^\[builder 3\/4\] RUN/),
    });
    expect(run?.seconds).toBeGreaterThan(1);
    expect(run?.seconds).toBeLessThan(2);
    expect(log.split('\n').sort()).toEqual(['', 'compiling', 'to-stderr']);
    expect(graph.failure).toBeUndefined();
    expect(told.filter(({ id }) => id === run?.id).map(({ status }) => status)).toEqual(['pending', 'running', 'done']);
  });

  it('is the same however the text is cut', () => {
    for (const name of ['buildx-0.13-failed.rawjson', 'buildx-0.29-failed.rawjson']) {
      const whole = raw(name, 1);
      for (const size of [1, 7, 4096]) expect(raw(name, 1, size)).toEqual(whole);
    }
  });

  it('counts what was cached once per instruction', () => {
    const { graph } = raw('buildx-0.13-cached.rawjson', 0);
    expect(instructions(graph, 'cached')).toEqual([
      'RUN echo compiling && echo to-stderr >&2 && sleep 1',
      'COPY main2.txt ./',
      'WORKDIR /app',
      'WORKDIR /app',
    ]);
    expect(graph.vertexes.filter(({ status }) => status === 'cached').every(({ seconds }) => seconds === 0)).toBe(true);
    expect(instructions(graph, 'done')).toEqual(['COPY --from=builder /app/main2.txt .']);
  });

  it.each(['buildx-0.13-failed.rawjson', 'buildx-0.29-failed.rawjson'])('tells what failed in %s', (name) => {
    const { graph, log } = raw(name, 1);
    expect(graph.failure).toEqual({
      instruction: failedRun,
      line: 4,
      message: `process "/bin/sh -c ${failedRun.slice(4)}" did not complete successfully: exit code: 1`,
    });
    expect(instructions(graph, 'failed')).toEqual([failedRun]);
    expect(log).toContain('>>> RUN');
    expect(log).not.toContain('"vertexes"');
  });

  it('tells which file is missing, and where a Dockerfile is misspelt', () => {
    expect(raw('buildx-0.13-missing-file.rawjson', 1).graph.failure).toMatchObject({
      instruction: 'COPY missing.txt ./',
      line: 3,
      message: expect.stringMatching(/^failed to compute cache key: .*"\/missing.txt": not found$/),
    });
    expect(raw('buildx-0.13-misspelt.rawjson', 1).graph.failure).toEqual({
      line: 4,
      message: 'dockerfile parse error on line 4: unknown instruction: RUNN (did you mean RUN?)',
    });
  });

  it('keeps characters whole that two chunks of output share', () => {
    const encode = (bytes: Buffer): string =>
      JSON.stringify({ logs: [{ vertex: 'a', stream: 1, data: bytes.toString('base64') }] });
    const bytes = Buffer.from('编译\u001b[31m红\u001b]0;x\u0007');
    const { log } = play(
      createRawJsonReader,
      [
        ['stderr', encode(bytes.subarray(0, 4))],
        ['stderr', encode(bytes.subarray(4))],
      ],
      0,
    );
    expect(log).toBe('编译\u001b[31m红');
  });

  it('takes output alone as it takes it beside anything else', () => {
    const data = (text: string): string => Buffer.from(text).toString('base64');
    const logs = [
      { vertex: 'a', stream: 1, data: data('one\n') },
      { vertex: 'b', data: data('two\n') },
      { vertex: 'a', stream: null, data: null },
    ];
    const said = (status: object): string =>
      play(createRawJsonReader, [['stderr', `${JSON.stringify(status)}\n`]], 0).log;
    expect(said({ logs })).toBe('one\ntwo\n');
    expect(said({ logs: logs.slice(0, 2) })).toBe('one\ntwo\n');
    expect(said({ logs, vertexes: [], warnings: null })).toBe('one\ntwo\n');
    expect(said({ logs: [{ vertex: 'a', stream: 'one', data: data('x') }] })).toBe('');
    expect(said({ logs: [{ vertex: 7, data: data('x') }] })).toBe('');
    expect(said({ logs: null })).toBe('');
  });

  it('collects warnings, from the stream and from the text behind it', () => {
    const short = Buffer.from('FromAsCasing: casing').toString('base64');
    const text = `{"warnings":[{"vertex":"a","short":"${short}"}]}\n\n 1 warning found\n1 warning found (use docker --debug to expand):\n - FromAsCasing: casing\n - Other: thing (line 1)\n`;
    expect(play(createRawJsonReader, [['stderr', text]], 0).graph.warnings).toEqual([
      'FromAsCasing: casing',
      'Other: thing (line 1)',
    ]);
  });

  it('takes what it does not understand for text, and never fails for it', () => {
    const { graph, log } = play(
      createRawJsonReader,
      [['stderr', '{"vertexes":7}\n{broken}\nwords\n{"vertexes":[{"dig']],
      0,
    );
    expect(graph).toEqual({ vertexes: [], warnings: [] });
    expect(log).toContain('{broken}');
    expect(log).toContain('words');
  });

  it('calls a vertex cancelled that another failure stopped', () => {
    const vertex = {
      digest: 'a',
      name: '[2/2] RUN x',
      started: '2026-01-01T00:00:00Z',
      completed: '2026-01-01T00:00:01Z',
      error: 'context canceled',
    };
    expect(
      play(createRawJsonReader, [['stderr', JSON.stringify({ vertexes: [vertex] })]], 1).graph.vertexes[0]?.status,
    ).toBe('cancelled');
  });

  it('adds up the spells of one vertex', () => {
    const at = (started: string, completed?: string): string =>
      JSON.stringify({ vertexes: [{ digest: 'a', name: 'n', started, completed }] });
    const text =
      at('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z') +
      at('2026-01-01T00:00:05Z') +
      at('2026-01-01T00:00:05Z', '2026-01-01T00:00:07.5Z');
    expect(play(createRawJsonReader, [['stderr', text]], 0).graph.vertexes[0]).toMatchObject({
      status: 'done',
      seconds: 3.5,
    });
  });
});

describe('plain', () => {
  const plain = (name: string, exitCode: number, size = 1e6): Played =>
    play(createPlainReader, cut(recorded(name), size), exitCode);

  it.each([
    ['buildx-0.13-built.plain', '3/4'],
    ['docker-20.10-built.plain', '4/4'],
  ])('reads %s', (name, place) => {
    const { graph, log } = plain(name, 0, 5);
    const run = graph.vertexes.find(({ instruction }) => instruction?.startsWith('RUN'));
    expect(run).toMatchObject({
      stage: 'builder',
      status: 'done',
      name: expect.stringContaining(`[builder ${place}] RUN`),
    });
    expect(run?.seconds).toBeGreaterThan(1);
    expect(log).toBe('compiling\nto-stderr\n');
    expect(graph.warnings).toEqual([]);
  });

  it('sees what was cached', () => {
    const { graph, log } = plain('buildx-0.13-cached.plain', 0);
    expect(instructions(graph, 'cached')).toHaveLength(5);
    expect(log).toBe('');
  });

  it.each(['buildx-0.13-failed.plain', 'buildx-0.29-failed.plain'])('tells what failed in %s', (name) => {
    const { graph, log } = plain(name, 1);
    expect(graph.failure).toEqual({
      instruction: failedRun,
      line: 4,
      message: `process "/bin/sh -c ${failedRun.slice(4)}" did not complete successfully: exit code: 1`,
    });
    expect(log.match(/compiling\n/g)).toHaveLength(1);
    expect(log).toContain('>>> RUN');
  });

  it('tells what failed in Docker 20.10, which knows no line', () => {
    expect(plain('docker-20.10-failed.plain', 1).graph.failure).toEqual({
      instruction: failedRun,
      message: `executor failed running [/bin/sh -c ${failedRun.slice(4)}]: exit code: 1`,
    });
    expect(plain('docker-20.10-missing-file.plain', 1).graph.failure).toEqual({
      instruction: 'COPY missing.txt ./',
      message: 'failed to compute cache key: "/missing.txt" not found: not found',
    });
    expect(plain('docker-20.10-misspelt.plain', 1).graph.failure).toMatchObject({
      line: 4,
      message: expect.stringContaining('RUNN'),
    });
    expect(plain('buildx-0.13-misspelt.plain', 1).graph.failure).toMatchObject({ line: 4 });
  });

  it('does not take a line of output for progress', () => {
    const text = '#5 [2/2] RUN x\n#5 0.1 CACHED\n#5 0.2 #6 DONE 1s\n#5 ...\n\n#5 [2/2] RUN x\n#5 DONE 0.3s\n';
    const { graph, log } = play(createPlainReader, [['stderr', text]], 0);
    expect(graph.vertexes).toMatchObject([{ status: 'done', seconds: 0.3 }]);
    expect(log).toBe('CACHED\n#6 DONE 1s\n');
  });

  it('reads the warnings behind a build', () => {
    const text =
      '#1 DONE 0.0s\n\n \u001b[33m1 warning found (use docker --debug to expand):\n - FromAsCasing: no match (line 1)\n';
    const { graph } = play(createPlainReader, [['stderr', text]], 0);
    expect(graph.warnings).toEqual(['FromAsCasing: no match (line 1)']);
  });
});

const warned = [
  "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)",
  'JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 2)',
];

it.each([
  ['buildx-0.29-warned.rawjson', createRawJsonReader],
  ['buildx-0.29-warned.plain', createPlainReader],
])('reads the warnings of %s, from Docker 28', (name, create) => {
  expect(play(create, cut(recorded(name), 100), 0).graph.warnings).toEqual(warned);
});

describe('legacy', () => {
  function legacy(name: string, exitCode: number, steps?: readonly (number | undefined)[]): Played {
    let time = 0;
    const options = { now: () => (time += 500), ...(steps ? { steps } : {}) };
    const chunks = [
      ['stdout', recorded(`legacy-${name}.stdout`)],
      ['stderr', recorded(`legacy-${name}.stderr`)],
    ] as const;
    return play((sink) => createLegacyReader(sink, options), chunks, exitCode);
  }

  it('reads steps, and hides the one that our labels make', () => {
    const { graph, log } = legacy('built', 0);
    expect(graph.vertexes.map(({ name, stage, status }) => [name, stage, status])).toEqual([
      ['[builder 1/9] FROM go-docker-lab/base/golang:1.26-alpine AS builder', 'builder', 'done'],
      ['[builder 2/9] WORKDIR /app', 'builder', 'done'],
      ['[builder 3/9] COPY main2.txt ./', 'builder', 'done'],
      ['[builder 4/9] RUN echo compiling && echo to-stderr >&2 && sleep 1', 'builder', 'done'],
      ['[stage-1 5/9] FROM go-docker-lab/base/alpine:3.22', 'stage-1', 'done'],
      ['[stage-1 6/9] WORKDIR /app', 'stage-1', 'done'],
      ['[stage-1 7/9] COPY --from=builder /app/main2.txt .', 'stage-1', 'done'],
      ['[stage-1 8/9] CMD ["/bin/true"]', 'stage-1', 'done'],
    ]);
    expect(graph.vertexes.every(({ seconds }) => seconds > 0)).toBe(true);
    expect(log).toBe('compiling\n\u001b[91mto-stderr\n');
  });

  it('sees what was cached', () => {
    const { graph } = legacy('cached', 0);
    expect(instructions(graph, 'cached')).toHaveLength(6);
    expect(graph.vertexes.find(({ status }) => status === 'cached')?.seconds).toBe(0);
  });

  it('tells what failed, and its line where the Dockerfile is ours', () => {
    const steps = [1, 2, 3, 7, 9];
    expect(legacy('failed', 1, steps).graph.failure).toEqual({
      instruction: failedRun,
      line: 7,
      message: `The command '/bin/sh -c ${failedRun.slice(4)}' returned a non-zero code: 1`,
    });
    expect(legacy('missing-file', 1).graph.failure).toMatchObject({
      instruction: 'COPY missing.txt ./',
      message: expect.stringMatching(/^COPY failed/),
    });
    expect(legacy('misspelt', 1).graph.failure).toMatchObject({
      line: 4,
      message: expect.stringMatching(/^dockerfile parse error/),
    });
  });

  it('counts without the instructions that we added', () => {
    const { graph } = play(
      (sink) => createLegacyReader(sink, { now: () => 0, steps: [1, undefined, 2] }),
      [
        [
          'stdout',
          'Step 1/3 : FROM alpine\nStep 2/3 : LABEL go-docker-lab.owner=go-docker-lab\n ---> Running in 1\nStep 3/3 : RUN x\n',
        ],
      ],
      0,
    );
    expect(graph.vertexes.map(({ name }) => name)).toEqual(['[stage-0 1/2] FROM alpine', '[stage-0 2/2] RUN x']);
  });

  describe('of Podman', () => {
    // Three stages of which the second is not needed; the second instruction of each is ours.
    const lines = [1, undefined, 2, 3, 4, 5, undefined, 6, 7, undefined, 8, 9];
    const podman = (name: string, exitCode: number): Played =>
      play(
        (sink) => createLegacyReader(sink, { now: () => 0, steps: lines, stages: [0, 5, 8] }),
        [
          ['stdout', recorded(`podman-${name}.stdout`)],
          ['stderr', recorded(`podman-${name}.stderr`)],
        ],
        exitCode,
      );

    it('finds each step in its stage, also behind one that is left out', () => {
      const { graph, log } = podman('built', 0);
      expect(graph.vertexes.map(({ name, stage, status }) => [name, stage, status])).toEqual([
        ['[build 1/9] FROM go-docker-lab/base/alpine:3.22 AS build', 'build', 'done'],
        ['[build 2/9] WORKDIR /src', 'build', 'done'],
        ['[build 3/9] COPY *.go ./', 'build', 'done'],
        ['[build 4/9] RUN echo hi && cat a.go > /out', 'build', 'done'],
        ['[stage-2 7/9] FROM go-docker-lab/base/alpine:3.22', 'stage-2', 'done'],
        ['[stage-2 8/9] COPY --from=build /out /out', 'stage-2', 'done'],
        ['[stage-2 9/9] CMD ["cat", "/out"]', 'stage-2', 'done'],
      ]);
      expect(log).toBe('hi\n');
    });

    it('names the line of the step that failed', () => {
      expect(podman('failed', 1).graph.failure).toEqual({
        instruction: 'RUN echo out; ls /nothing',
        line: 8,
        message: 'building at STEP "RUN echo out; ls /nothing": while running runtime: exit status 1',
      });
    });
  });

  it('reads Podman, and calls an interrupted step cancelled', () => {
    const { graph } = play(
      (sink) => createLegacyReader(sink, { now: () => 0 }),
      [['stdout', 'STEP 1/2: FROM alpine\n--> Using cache 123\nSTEP 2/2: RUN x\n']],
      130,
    );
    expect(graph.vertexes.map(({ status }) => status)).toEqual(['cached', 'cancelled']);
  });
});

describe('readName', () => {
  it.each([
    ['[builder 3/6] RUN go mod download', { stage: 'builder', instruction: 'RUN go mod download' }],
    ['[builder  3/12] RUN x', { stage: 'builder', instruction: 'RUN x' }],
    ['[2/4] COPY . .', { instruction: 'COPY . .' }],
    ['[linux/amd64 builder 3/6] RUN x', { stage: 'builder', instruction: 'RUN x' }],
    ['[linux/arm64 2/2] RUN x', { instruction: 'RUN x' }],
    ['[internal] load build context', {}],
    ['[context alpine:3.22] load metadata for x', {}],
    ['exporting to image', {}],
  ])('%s', (name, expected) => expect(readName(name)).toEqual(expected));
});
