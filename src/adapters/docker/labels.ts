/** Marks everything that we create on an engine. */
export const ownerLabel = { key: 'go-docker-lab.owner', value: 'go-docker-lab' } as const;

/**
 * What a thing of ours is for: `base` a stand-in base image, `image` the result of a build, `stage`
 * what the legacy builder leaves of a stage, `reader` a container created only to read an image,
 * `relay` one through which requests get to a remote engine's machine, `slot` and `ticket` those of the
 * queue for builds.
 * An image inherits the labels of its base, so a build always sets its own role.
 */
export const roleLabel = 'go-docker-lab.role';

/** The name under which an image of ours was built; an image built FROM it inherits the label, but not the name. */
export const imageLabel = 'go-docker-lab.image';

/** Which session made a thing. */
export const sessionLabel = 'go-docker-lab.session';

/** The mark of the process that made a thing, by which others can tell whether that still lives. */
export const processLabel = 'go-docker-lab.process';

/** Which build arguments a stage was built with, as a digest: they may hold what nobody should read. */
export const argumentsLabel = 'go-docker-lab.arguments';

/** Roles that only we give to containers: one that the learner runs from an image of ours inherits `image`. */
export const containerRoles: ReadonlySet<string> = new Set(['container', 'reader', 'relay', 'slot', 'stage', 'ticket']);

/**
 * The labels that stay the same from build to build, so that the legacy builder's stages can carry
 * them too: its `--label` only reaches the last image, and a label that changes spoils its cache.
 */
const stableKeys: ReadonlySet<string> = new Set(['go-docker-lab.course', 'go-docker-lab.learner', argumentsLabel]);

/** Says whether what the legacy builder leaves of a stage would carry this label. */
export function isOnStages(key: string): boolean {
  return stableKeys.has(key);
}

/** The instruction that labels one stage of a legacy build. */
export function stageInstruction(labels: Readonly<Record<string, string>>): string {
  const stable = Object.entries(labels).filter(([key]) => isOnStages(key));
  const all = [[ownerLabel.key, ownerLabel.value], [roleLabel, 'stage'], ...stable];
  return `LABEL ${all.map(([key, value = '']) => `${key}=${quoted(value)}`).join(' ')}`;
}

function quoted(value: string): string {
  return `"${value.replace(/["\\$]/g, '\\$&')}"`;
}

/** Labels as `--label` arguments take them. */
export function labelArguments(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
}

/** The repository of the names under which a run of `kit make` holds what it pulled. They carry none of our labels. */
export const kitRepository = 'go-docker-lab/kit';
