import type { FigureName } from '../checks/figures.ts';
import type { Figure } from '../checks/kind.ts';
import { parseDocker } from '../course/docker-argv.ts';
import type { EditStep } from '../course/model.ts';
import type { DockerAction } from '../course/schema.ts';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { takeSlot } from './build-queue.ts';
import { copyWorkspace } from './copy-workspace.ts';
import { measure } from './measure.ts';
import { expand, stepLabels, type World } from './world.ts';

/** What two images of one app can be compared by, without running them. */
const compared: readonly FigureName[] = ['size', 'layers', 'files', 'executables', 'shell', 'user'];
/** Ending of the reference image's short name. */
const referenceEnding = '-reference';

/**
 * Builds the course's own solution beside the learner's files, under a name of its own, and measures it.
 * Returns the figures of both images; the reference's are named `<image>-reference`.
 */
export async function measureReference(
  world: World,
  lab: string,
  step: EditStep,
  signal: AbortSignal,
): Promise<readonly Figure[]> {
  const builds = step.actions.filter((action) => 'docker' in action && action.docker[0] === 'build') as DockerAction[];
  const build = builds.find((one) => taggedImage(one) !== undefined);
  const image = build && taggedImage(build);
  if (!build || image === undefined) return [];
  const folder = await world.files.scratch('go-docker-lab-reference-');
  try {
    const solution = new Map(step.variants.solution.map((source) => [source.path, source.content]));
    const join = (inside: string, path: string): string => `${inside}/${path}`;
    await copyWorkspace(world.files, {
      from: world.workspace,
      to: folder,
      join,
      without: (path) => solution.has(path),
    });
    for (const [path, content] of solution) await world.files.write(join(folder, path), content);
    // `-t NAME`, `-tNAME` and `--tag=NAME` alike.
    const name = `\${name}:${image}`;
    const argv = build.docker.map((word) => (word.endsWith(name) ? `${word}${referenceEnding}` : word));
    // Never under the learner's own name.
    if (argv.every((word, index) => word === build.docker[index])) return [];
    const slot = await takeSlot(world, signal);
    const request = {
      args: argv.slice(1).map((word) => expand(world, word, world.session)),
      labels: stepLabels(world, lab, step.id),
      bases: world.bases,
      cwd: folder,
    };
    const result = await world.engine.build(request, { signal }).finally(() => slot.release());
    if (result.exitCode !== 0)
      throw new MachineError({ what: msg('reference.build-failed'), raw: result.output.slice(-4000) });
    const figures: Figure[] = [];
    for (const name of [image, `${image}${referenceEnding}`]) {
      for (const figure of compared) {
        const measured = await measure(world, name, figure, signal);
        if (measured) figures.push(measured);
      }
    }
    return figures;
  } finally {
    await world.files.remove(folder);
  }
}

/** The learner's image that an edit step builds, by its short name. */
export function taggedImage(action: DockerAction): string | undefined {
  const parsed = parseDocker(action.docker, '${name}');
  const tag = parsed.ok ? parsed.command.flags.tag?.[0] : undefined;
  return tag?.startsWith('${name}:') ? tag.slice('${name}:'.length) : undefined;
}
