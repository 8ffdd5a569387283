import type { BuildGraph, BuildVertex } from '../../../checks/evidence.ts';

/** Where a progress reader puts what it finds. */
export interface ProgressSink {
  /** A vertex that is new or has changed. */
  vertex(vertex: BuildVertex): void;
  /** What the build printed for people: output of RUN, and the builder's own words when it failed. */
  log(text: string): void;
}

/** Reads what a builder prints. Text that it does not understand never fails a build. */
export interface ProgressReader {
  push(text: string, stream: 'stdout' | 'stderr'): void;
  end(exitCode: number): BuildGraph;
}

/**
 * A sink that hands over what was logged in one piece at every `flush`, and before every vertex: a program
 * that prints line by line would otherwise cost an event a line.
 */
export function batched(sink: ProgressSink): ProgressSink & { flush(): void } {
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    if (text !== '') sink.log(text);
  };
  return {
    flush,
    log: (text) => void waiting.push(text),
    vertex(vertex) {
      flush();
      sink.vertex(vertex);
    },
  };
}

/** Takes BuildKit's name for a vertex apart: `[linux/amd64 builder 3/6] RUN go mod download`. */
export function readName(name: string): Pick<BuildVertex, 'stage' | 'instruction'> {
  const match = /^\[(?:\S+\/\S+ )?(?:([^\s/]+) )?\s*\d+\/\d+\] ([\s\S]*)$/.exec(name);
  if (!match) return {};
  const [, stage, instruction = ''] = match;
  return { ...(stage === undefined ? {} : { stage }), instruction };
}

/** Splits text into lines; what has no end yet waits. */
export function createLines(receive: (line: string) => void) {
  let rest = '';
  return {
    push(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) receive(line);
    },
    end(): void {
      if (rest !== '') receive(rest);
      rest = '';
    },
  };
}

/** The vertexes of one build in order of appearance; tells the sink of every change. */
export function createVertexes(sink: ProgressSink) {
  const vertexes = new Map<string, BuildVertex>();
  return {
    set(vertex: BuildVertex): void {
      const before = vertexes.get(vertex.id);
      const same = before?.status === vertex.status && before.seconds === vertex.seconds && before.name === vertex.name;
      vertexes.set(vertex.id, vertex);
      if (!same) sink.vertex(vertex);
    },
    get: (id: string): BuildVertex | undefined => vertexes.get(id),
    all: (): readonly BuildVertex[] => [...vertexes.values()],
    /** What was under way when the build ended. */
    finish(status: 'done' | 'cancelled' | 'failed'): void {
      for (const vertex of vertexes.values()) if (vertex.status === 'running') this.set({ ...vertex, status });
    },
  };
}
