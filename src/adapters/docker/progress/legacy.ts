import type { BuildVertex } from '../../../checks/evidence.ts';
import { stripColours } from '../../sanitize.ts';
import { parseErrorLine } from './failure.ts';
import { createLines, createVertexes, type ProgressReader, type ProgressSink } from './reader.ts';

export interface LegacyOptions {
  /** Monotonic milliseconds: this builder tells no times, so they are those of arrival. */
  readonly now: () => number;
  /** For each instruction of a generated Dockerfile its line in the learner's; `undefined` for one that we added. */
  readonly steps?: readonly (number | undefined)[];
  /** Where each stage begins in `steps`. */
  readonly stages?: readonly number[];
}

const stepLine = /^Step (\d+)\/(\d+) ?: (.*)$/;
/** Podman counts the steps of each stage from 1, and leaves out a stage that nothing needs. */
const podmanLine = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): (.*)$/;
/** The instruction that `--label` appends, and those of a generated Dockerfile. */
const ourLabels = /^LABEL .*\bgo-docker-lab\.owner/;
const interrupted = 130;
const noise =
  /^(?: ---> |Removing intermediate container |Sending build context to Docker daemon|Successfully (?:built|tagged) |DEPRECATED: |\s+(?:BuildKit is currently disabled|Install the buildx component|environment-variable|https:\/\/docs\.docker\.com\/go\/buildx)|(?:\[\d+\/\d+\] )?(?:--> |COMMIT )|[0-9a-f]{64}$|Emulate Docker CLI using podman\.|\s*$)/;

/**
 * Reads what the builder before BuildKit prints: `Step 3/9 : RUN …`, ` ---> Using cache`; and what Podman prints in
 * its place: `[1/2] STEP 3/9: RUN …`, `--> Using cache`.
 */
export function createLegacyReader(sink: ProgressSink, options: LegacyOptions): ProgressReader {
  const vertexes = createVertexes(sink);
  const errors: string[] = [];
  let stages = 0;
  let stage: string | undefined;
  let current: { id: string; step: number; began: number } | undefined;
  let ours = false;

  function onStep(step: number, total: string, instruction: string): void {
    settle('done');
    ours = ourLabels.test(instruction) || (options.steps !== undefined && lineOf(step) === undefined);
    const from = /^FROM\s+\S+(?:\s+AS\s+(\S+))?/i.exec(instruction.replace(/--platform=\S+\s+/, ''));
    if (from) {
      stage = from[1]?.toLowerCase() ?? `stage-${stages}`;
      stages += 1;
    }
    if (ours) return;
    const id = `step-${step}`;
    current = { id, step, began: options.now() };
    const place = stage === undefined ? {} : { stage };
    const name = `[${stage === undefined ? '' : `${stage} `}${numberOf(step)}/${totalOf(total)}] ${instruction}`;
    vertexes.set({ id, name, ...place, instruction, status: 'running', seconds: 0 });
  }

  /** Steps of the stages before, as far as they were built. */
  let before = 0;
  let counted = { stage: 0, steps: 0 };
  function onPodmanStep(index: number, step: number, total: number, instruction: string): void {
    if (index !== counted.stage) before += counted.steps;
    counted = { stage: index, steps: total };
    stages = step === 1 ? index : stages;
    const known = options.stages?.[index];
    onStep((known ?? before) + step, String(total), instruction);
  }

  const lineOf = (step: number): number | undefined => options.steps?.[step - 1];
  const isTheirs = (line: number | undefined): boolean => line !== undefined;
  const numberOf = (step: number): number => options.steps?.slice(0, step).filter(isTheirs).length ?? step;
  const totalOf = (total: string): string => String(options.steps?.filter(isTheirs).length ?? total);

  function settle(status: BuildVertex['status'], error?: string): void {
    const vertex = current && vertexes.get(current.id);
    if (current && vertex) {
      const cached = vertex.status === 'cached';
      const seconds = cached ? 0 : (options.now() - current.began) / 1000;
      vertexes.set({ ...vertex, status: cached ? 'cached' : status, seconds, ...(error ? { error } : {}) });
    }
    current = undefined;
  }

  function onLine(line: string): void {
    const step = stepLine.exec(line);
    if (step) {
      onStep(Number(step[1]), step[2] ?? '', step[3] ?? '');
      return;
    }
    const podman = podmanLine.exec(line);
    if (podman) {
      onPodmanStep(Number(podman[1] ?? 1) - 1, Number(podman[2]), Number(podman[3]), podman[4] ?? '');
      return;
    }
    const vertex = current && vertexes.get(current.id);
    if (vertex && /^ ---> Using cache|^--> Using cache/.test(line)) vertexes.set({ ...vertex, status: 'cached' });
    if (!ours && !noise.test(stripColours(line))) sink.log(`${line}\n`);
  }

  const output = createLines(onLine);
  const problems = createLines((line) => {
    if (noise.test(line)) return;
    errors.push(line);
    sink.log(`${line}\n`);
  });

  return {
    push(chunk, from) {
      (from === 'stdout' ? output : problems).push(chunk);
    },
    end(exitCode) {
      output.end();
      problems.end();
      const message = errors
        .join('\n')
        .replace(/^Error response from daemon: /, '')
        .trim();
      const failedStep = exitCode === 0 ? undefined : current;
      if (exitCode === 0) settle('done');
      else settle(exitCode === interrupted ? 'cancelled' : 'failed', message);
      const all = vertexes.all();
      if (exitCode === 0) return { vertexes: all, warnings: [] };
      const instruction = failedStep && vertexes.get(failedStep.id)?.instruction;
      const line = parseErrorLine(message) ?? (failedStep && lineOf(failedStep.step));
      const failure = {
        ...(instruction === undefined ? {} : { instruction }),
        ...(line === undefined ? {} : { line }),
        message: message || 'the build failed',
      };
      return { vertexes: all, failure, warnings: [] };
    },
  };
}
