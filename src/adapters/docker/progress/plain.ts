import type { BuildVertex } from '../../../checks/evidence.ts';
import { readFailure, readWarnings } from './failure.ts';
import { createLines, createVertexes, type ProgressReader, type ProgressSink, readName } from './reader.ts';

const lineOfVertex = /^#(\d+) ?(.*)$/;
const logOfVertex = /^\d+\.\d{1,3}(?: |$)/;

/** Reads `--progress=plain`: lines that begin with the number of their vertex, then the CLI's own words. */
export function createPlainReader(sink: ProgressSink): ProgressReader {
  const vertexes = createVertexes(sink);
  const text: string[] = [];
  /** Inside the repetition of a failed vertex's output, which has been shown already. */
  let inExcerpt = false;

  const onLine = (line: string): void => {
    const match = lineOfVertex.exec(line);
    if (match && !inExcerpt) {
      onVertexLine(match[1] ?? '', match[2] ?? '');
      return;
    }
    if (line === '------') {
      inExcerpt = !inExcerpt;
      return;
    }
    if (inExcerpt || (line === '' && text.length === 0)) return;
    text.push(line);
    sink.log(`${line}\n`);
  };

  function onVertexLine(id: string, rest: string): void {
    if (id === '0') return;
    const known = vertexes.get(id);
    if (!known) {
      vertexes.set({ id, name: rest, ...readName(rest), status: 'running', seconds: 0 });
      return;
    }
    if (rest === known.name || rest === '...') return;
    const changed = change(rest);
    if (changed) vertexes.set({ ...known, ...changed });
    else if (logOfVertex.test(rest)) sink.log(`${rest.replace(logOfVertex, '')}\n`);
  }

  const lines = createLines(onLine);
  return {
    push(chunk, from) {
      if (from === 'stderr') lines.push(chunk);
      else sink.log(chunk);
    },
    end(exitCode) {
      lines.end();
      if (exitCode !== 0) vertexes.finish('cancelled');
      const all = vertexes.all();
      return {
        vertexes: all,
        ...(exitCode === 0 ? {} : { failure: readFailure(text.join('\n'), all) }),
        warnings: readWarnings(text),
      };
    },
  };
}

function change(rest: string): Partial<BuildVertex> | undefined {
  if (rest === 'CACHED') return { status: 'cached', seconds: 0 };
  if (rest === 'CANCELED') return { status: 'cancelled' };
  const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(rest);
  if (done) return { status: 'done', seconds: Number(done[1]) };
  const error = /^ERROR:? (.*)$/.exec(rest)?.[1];
  if (error === undefined) return undefined;
  return { status: /context canceled/.test(error) ? 'cancelled' : 'failed', error };
}
