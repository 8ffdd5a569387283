import type { BuildGraph } from '../../checks/evidence.ts';
import type { BuildOptions, BuildRequest, BuildRung, EngineInfo } from '../../ports/engine.ts';
import type { ProcessResult } from '../../ports/process.ts';
import { createTail } from '../bounded-text.ts';
import { createBases } from './base-images.ts';
import { type BuildPlan, planBuild } from './build-plan.ts';
import type { Cli } from './cli.ts';
import { findLine } from './dockerfile.ts';
import { type BuilderWatch, withoutOwnBuilder } from './own-builder.ts';
import { parseErrorLine } from './progress/failure.ts';
import { createLegacyReader } from './progress/legacy.ts';
import { createPlainReader } from './progress/plain.ts';
import { createRawJsonReader } from './progress/rawjson.ts';
import { batched, type ProgressReader, type ProgressSink } from './progress/reader.ts';
import type { BuildProxy } from './proxy.ts';

const keptLog = 64 * 1024;

export interface BuildSettings {
  readonly info: EngineInfo;
  readonly cli: Cli;
  /** Where a generated Dockerfile is put for the time of the build. */
  readonly temporary: string;
  /** Given to every build. */
  readonly proxy?: BuildProxy;
  /** Milliseconds before each further attempt where buildx lost its connection at the beginning. */
  readonly waits?: readonly number[];
}

type Built = ProcessResult & { readonly graph: BuildGraph };

/**
 * Runs one build. `output` and `stderr` hold the log for people (what RUN printed, the builder's
 * words on a failure), never the progress protocol.
 */
export async function runBuild(settings: BuildSettings, request: BuildRequest, options: BuildOptions): Promise<Built> {
  const { proxy } = settings;
  const plan = await planBuild(settings.info, request, settings.temporary, proxy?.args);
  try {
    options.onCommand?.({ argv: settings.cli.argv(plan.args), env: { ...plan.env, ...proxy?.shown } });
    const attempt = (watch: BuilderWatch): Promise<Built> => runPlan(settings, plan, request, options, watch);
    return await withoutOwnBuilder(settings, attempt, options.signal);
  } finally {
    await plan.dispose();
  }
}

async function runPlan(
  { info, cli, proxy }: BuildSettings,
  plan: BuildPlan,
  request: BuildRequest,
  options: BuildOptions,
  watch: BuilderWatch,
): Promise<Built> {
  const log = createTail(keptLog);
  const bases = createBases(request.bases);
  const readable = (text: string): string => toOriginal(plan, bases.restore(text));
  const sink = batched({
    vertex(vertex) {
      if (!watch.isBuilder(vertex)) options.onVertex?.({ ...vertex, name: bases.restore(vertex.name) });
    },
    log(text) {
      const shown = readable(text);
      log.add(shown);
      if (!watch.wanted()) options.onOutput?.(shown, 'stderr');
    },
  });
  const reader = createReader(info.rung, sink, plan);
  const result = await cli.run(plan.args, {
    cwd: request.cwd,
    env: { ...plan.env, ...proxy?.env },
    onOutput: (text, stream) => {
      reader.push(text, stream);
      sink.flush();
      watch.read(text);
    },
    signal: watch.signal,
  });
  // A check that finds something to warn of ends with 1: it was no failure, and it said what it found.
  const looked = plan.check && /^Check complete/m.test(result.stdout);
  const found = reader.end(looked ? 0 : result.exitCode);
  sink.flush();
  const graph = restoreGraph(found, readable, plan);
  return { ...result, stderr: log.value(), output: log.value(), graph };
}

function createReader(rung: BuildRung, sink: ProgressSink, plan: BuildPlan): ProgressReader {
  switch (rung) {
    case 'buildx-rawjson':
      return createRawJsonReader(sink);
    case 'buildx-plain':
    case 'buildkit-env':
      return createPlainReader(sink);
    case 'legacy':
      return createLegacyReader(sink, {
        now: () => performance.now(),
        ...(plan.generated ? { steps: plan.generated.steps, stages: plan.generated.stages } : {}),
      });
  }
}

/** Line numbers of a generated Dockerfile become those of the learner's. */
function toOriginal({ generated }: BuildPlan, text: string): string {
  if (!generated) return text;
  return text.replace(/(dockerfile parse error (?:on )?line )(\d+)/gi, (_, words: string, digits: string) => {
    const line = Number(digits);
    return `${words}${generated.lines[line - 1] ?? line}`;
  });
}

function restoreGraph(graph: BuildGraph, readable: (text: string) => string, plan: BuildPlan): BuildGraph {
  const vertexes = graph.vertexes.map((vertex) => ({
    ...vertex,
    name: readable(vertex.name),
    ...(vertex.instruction === undefined ? {} : { instruction: readable(vertex.instruction) }),
  }));
  if (!graph.failure) return { ...graph, vertexes };
  const message = readable(graph.failure.message);
  const instruction = graph.failure.instruction === undefined ? undefined : readable(graph.failure.instruction);
  const line = parseErrorLine(message) ?? graph.failure.line ?? lineOf(plan, instruction);
  const failure = {
    message,
    ...(instruction === undefined ? {} : { instruction }),
    ...(line === undefined ? {} : { line }),
  };
  return { ...graph, vertexes, failure };
}

/** BuildKit before 0.9 (Docker 20.10) tells no lines. */
function lineOf({ dockerfile }: BuildPlan, instruction: string | undefined): number | undefined {
  return dockerfile === undefined || instruction === undefined ? undefined : findLine(dockerfile, instruction);
}
