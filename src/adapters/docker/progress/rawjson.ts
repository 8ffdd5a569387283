import { StringDecoder } from 'node:string_decoder';
import * as z from 'zod';
import type { BuildVertex } from '../../../checks/evidence.ts';
import { createSanitizer, type Sanitizer } from '../../sanitize.ts';
import { readFailure, readWarnings } from './failure.ts';
import { createJsonStream } from './json-stream.ts';
import { createVertexes, type ProgressReader, type ProgressSink, readName } from './reader.ts';

const statusShape = z.object({
  vertexes: z
    .array(
      z.object({
        digest: z.string(),
        name: z.string(),
        started: z.string().nullish(),
        completed: z.string().nullish(),
        cached: z.boolean().nullish(),
        error: z.string().nullish(),
      }),
    )
    .nullish(),
  logs: z.array(z.object({ vertex: z.string(), stream: z.number().nullish(), data: z.string().nullish() })).nullish(),
  warnings: z.array(z.object({ short: z.string().nullish() })).nullish(),
});

type Status = z.output<typeof statusShape>;
type RawVertex = NonNullable<Status['vertexes']>[number];
type Log = NonNullable<Status['logs']>[number];

/** What is remembered of a vertex over its repetitions. */
interface Seen {
  /** Start → end of each spell of work; a vertex may be picked up again. */
  readonly spells: Map<string, string | undefined>;
  cached: boolean;
  error: string;
}

/** Reads `--progress=rawjson`: BuildKit's SolveStatus objects, with plain text of the CLI among them. */
export function createRawJsonReader(sink: ProgressSink): ProgressReader {
  const vertexes = createVertexes(sink);
  const seen = new Map<string, Seen>();
  const logs = new Map<string, { decoder: StringDecoder; sanitizer: Sanitizer }>();
  const warnings = new Set<string>();
  const text: string[] = [];

  const stream = createJsonStream(
    (value) => {
      if (isOutput(value)) {
        say(value.logs);
        return;
      }
      const status = statusShape.safeParse(value);
      if (status.success) apply(status.data);
    },
    (line) => {
      flush();
      text.push(line);
      sink.log(`${line}\n`);
    },
  );
  /** What one vertex said and was not told yet: a program that prints line by line fills thousands of entries. */
  let saying: { readonly vertex: string; readonly data: Buffer[] } = { vertex: '', data: [] };

  function apply(status: Status): void {
    for (const vertex of status.vertexes ?? []) {
      flush();
      const state = seen.get(vertex.digest) ?? { spells: new Map(), cached: false, error: '' };
      seen.set(vertex.digest, state);
      if (vertex.started) state.spells.set(vertex.started, vertex.completed ?? undefined);
      state.cached ||= vertex.cached ?? false;
      state.error ||= vertex.error ?? '';
      vertexes.set(toVertex(vertex, state));
    }
    say(status.logs ?? []);
    for (const { short } of status.warnings ?? []) {
      if (short) warnings.add(Buffer.from(short, 'base64').toString('utf8'));
    }
  }

  function say(logs: readonly Log[]): void {
    for (const { vertex, data } of logs) {
      if (!data) continue;
      if (saying.vertex !== vertex) flush();
      if (saying.vertex !== vertex) saying = { vertex, data: [] };
      saying.data.push(Buffer.from(data, 'base64'));
    }
  }

  /** A character can be cut in two by the end of a chunk. */
  function flush(): void {
    const { vertex, data } = saying;
    if (data.length === 0) return;
    saying = { vertex, data: [] };
    const own = logs.get(vertex) ?? { decoder: new StringDecoder('utf8'), sanitizer: createSanitizer() };
    logs.set(vertex, own);
    sink.log(own.sanitizer.push(own.decoder.write(Buffer.concat(data))));
  }

  return {
    push(chunk, from) {
      if (from === 'stderr') stream.push(chunk);
      flush();
      if (from === 'stdout') sink.log(chunk);
    },
    end(exitCode) {
      stream.end();
      flush();
      if (exitCode !== 0) vertexes.finish('cancelled');
      for (const warning of readWarnings(text)) warnings.add(warning);
      const all = vertexes.all();
      return {
        vertexes: all,
        ...(exitCode === 0 ? {} : { failure: readFailure(text.join('\n'), all) }),
        warnings: [...warnings],
      };
    },
  };
}

/** Output and nothing else, as nearly all of a long log is: checked where it stands, which spares a copy of it. */
function isOutput(value: unknown): value is { readonly logs: readonly Log[] } {
  if (typeof value !== 'object' || value === null || !('logs' in value)) return false;
  return Object.keys(value).length === 1 && Array.isArray(value.logs) && value.logs.every(isLog);
}

function isLog(value: unknown): value is Log {
  if (typeof value !== 'object' || value === null || !('vertex' in value) || !('data' in value)) return false;
  const stream = 'stream' in value ? value.stream : undefined;
  return (
    typeof value.vertex === 'string' && typeof value.data === 'string' && (stream == null || typeof stream === 'number')
  );
}

function toVertex({ digest, name }: RawVertex, { spells, cached, error }: Seen): BuildVertex {
  return {
    id: digest,
    name,
    ...readName(name),
    status: statusOf(spells, cached, error),
    seconds: cached ? 0 : workOf(spells),
    ...(error === '' ? {} : { error }),
  };
}

function statusOf(spells: Seen['spells'], cached: boolean, error: string): BuildVertex['status'] {
  if (error !== '') return /context canceled/.test(error) ? 'cancelled' : 'failed';
  if (cached) return 'cached';
  if (spells.size === 0) return 'pending';
  return [...spells.values()].every((end) => end !== undefined) ? 'done' : 'running';
}

function workOf(spells: Seen['spells']): number {
  let milliseconds = 0;
  for (const [start, end] of spells) if (end !== undefined) milliseconds += Date.parse(end) - Date.parse(start);
  return milliseconds / 1000;
}
