/** Marks everything that we create on an engine. */
export const ownerLabel = { key: 'go-docker-lab.owner', value: 'go-docker-lab' } as const;

/**
 * What a thing of ours is for: `base` a stand-in base image, `image` the result of a build, `stage`
 * what the legacy builder leaves of a stage, `reader` a container created only to read an image.
 * An image inherits the labels of its base, so a build always sets its own role.
 */
export const roleLabel = 'go-docker-lab.role';

/** Labels as `--label` arguments take them. */
export function labelArguments(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
}
