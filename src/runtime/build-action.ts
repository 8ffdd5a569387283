import type { ActionEvidence, BuildGraph, BuildVertex } from '../checks/evidence.ts';
import type { Figure } from '../checks/kind.ts';
import { type DockerCommand, secretFile } from '../course/docker-argv.ts';
import { shellLine } from '../shell/line.ts';
import type { Command } from '../shell/model.ts';
import { isRivals, sharedName } from './rivals.ts';
import { allSettled } from './settle.ts';
import { nameTaken, refuseOthers } from './standing.ts';
import type { StepRun } from './step-run.ts';
import { workspaceFile } from './workspace-file.ts';
import { labelKeys, shortImage, stepLabels } from './world.ts';

/** Runs one `docker build` of a step; its graph, its time, and which image came out are told. */
export async function runBuild(
  run: StepRun,
  command: DockerCommand,
  argv: readonly string[],
  index: number,
): Promise<ActionEvidence> {
  const { world } = run;
  // A link in the file's place would hand something from elsewhere to the build.
  for (const secret of command.flags.secret ?? []) await workspaceFile(world, secretFile(secret) ?? secret);
  const replaced: { readonly tag: string; readonly id: string }[] = [];
  for (const tag of command.flags.tag ?? []) {
    const existing = await world.engine.image(tag, run.signal);
    if (existing) refuseOthers(run, 'image', tag, existing.labels);
    if (existing && existing.labels[labelKeys.image] !== tag && !run.guided) throw nameTaken(run, 'image', tag);
    const before = world.memory.built.get(tag);
    // It was ours, and somebody built theirs under the same name since.
    if (existing && before !== undefined && before !== existing.id && isRivals(world, existing.labels))
      throw sharedName(world);
    // An image that the learner made by hand under this name only loses the name, as it would in their shell.
    if (existing?.labels[labelKeys.image] === tag) replaced.push({ tag, id: existing.id });
  }
  let exact: Command = { argv };
  let announced = false;
  const announce = (): void => {
    if (announced) return;
    announced = true;
    run.tell({
      type: 'action.started',
      index,
      command: { shown: shellLine(world.shell, { argv: ['docker', ...argv] }), exact: shellLine(world.shell, exact) },
    });
  };
  const result = await world.engine.build(
    {
      args: argv.slice(1),
      labels: stepLabels(world, run.lab, run.step.id),
      bases: world.bases,
      cwd: world.workspace,
    },
    {
      signal: run.signal,
      onCommand: (full) => {
        exact = full;
        announce();
      },
      onVertex: (vertex) => {
        announce();
        run.tell({ type: 'build.progressed', vertex });
      },
      onOutput: (text, stream) => {
        announce();
        run.tell({ type: 'output.received', text, stream });
      },
    },
  );
  announce();
  const image = command.flags.tag?.map((tag) => shortImage(world, tag)).find((short) => short !== undefined);
  if (result.exitCode === 0 && image !== undefined && didWork(result.graph)) {
    for (const figure of buildTimes(image, result.seconds, result.graph)) {
      world.memory.figures.set(`${image}/${figure.figure}`, figure);
      run.tell({ type: 'figure.measured', figure });
    }
  }
  if (result.exitCode === 0) {
    await allSettled([dropReplaced(run, replaced), tellImages(run, command.flags.tag ?? [])]);
  }
  return {
    exitCode: result.exitCode,
    output: result.output,
    stdout: result.stdout,
    seconds: result.seconds,
    build: result.graph,
  };
}

/** Whether all that a build would make is there. */
export async function isBuilt(run: StepRun, command: DockerCommand): Promise<boolean> {
  const tags = command.flags.tag ?? [];
  const images = await Promise.all(tags.map((tag) => run.world.engine.image(tag, run.signal)));
  return images.length > 0 && images.every((image) => image !== undefined);
}

async function tellImages(run: StepRun, tags: readonly string[]): Promise<void> {
  for (const tag of tags) await tellImage(run, tag);
}

/** Which image the learner's name stands for now, for their report. */
async function tellImage(run: StepRun, tag: string): Promise<void> {
  const image = shortImage(run.world, tag);
  const facts = image === undefined ? undefined : await run.world.engine.image(tag, run.signal);
  if (facts) run.world.memory.built.set(tag, facts.id);
  if (image !== undefined && facts) run.tell({ type: 'image.built', image, id: facts.id });
}

/** A build time only counts when the program was really compiled, or, where nothing is, when a layer was really made. */
function didWork(graph: BuildGraph): boolean {
  const steps = graph.vertexes.filter((vertex) => /^(RUN|COPY|ADD|WORKDIR) /.test(vertex.instruction ?? ''));
  const compiling = steps.filter(compiles);
  return compiling.length > 0 ? compiling.every(isDone) : steps.some(isDone);
}

/** How long the build took, and its compiler alone where one ran. */
function buildTimes(image: string, seconds: number, graph: BuildGraph): readonly Figure[] {
  const compiling = graph.vertexes.filter((vertex) => compiles(vertex) && isDone(vertex));
  return [
    { image, figure: 'build-seconds', value: seconds },
    ...(compiling.length === 0
      ? []
      : [{ image, figure: 'compile-seconds', value: sumSeconds(compiling) } satisfies Figure]),
  ];
}

function sumSeconds(vertexes: readonly BuildVertex[]): number {
  return vertexes.reduce((sum, vertex) => sum + vertex.seconds, 0);
}

function compiles(vertex: BuildVertex): boolean {
  return /\bgo (build|install)\b/.test(vertex.instruction ?? '');
}

function isDone(vertex: BuildVertex): boolean {
  return vertex.status === 'done';
}

/** An image that lost its name to a newer one would stay behind unnamed; one that a container still uses stays. */
async function dropReplaced(
  run: StepRun,
  replaced: readonly { readonly tag: string; readonly id: string }[],
): Promise<void> {
  for (const { tag, id } of replaced) {
    const now = await run.world.engine.image(tag, run.signal);
    if (!now || now.id === id) continue;
    const tags = await run.world.engine.docker(['image', 'inspect', '--format', '{{len .RepoTags}}', id], {
      signal: run.signal,
    });
    if (tags.stdout.trim() === '0') await run.world.engine.docker(['rmi', id], { signal: run.signal });
  }
}
