export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of an environment. On Windows names have no case, but a copy of its environment has lost that. */
export function variable(env: Environment, platform: NodeJS.Platform, name: string): string | undefined {
  if (platform !== 'win32' || env[name] !== undefined) return env[name];
  return Object.entries(env).find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
}

/** What a child gets: an environment, with variables added that win over those of the same name. */
export function childEnvironment(
  platform: NodeJS.Platform,
  env: Environment,
  added: Environment = {},
): Record<string, string> {
  const result: Record<string, string> = {};
  const blind = (name: string): string => (platform === 'win32' ? name.toLowerCase() : name);
  const replaced = new Set(Object.keys(added).map(blind));
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && !replaced.has(blind(name))) result[name] = value;
  for (const [name, value] of Object.entries(added)) if (value !== undefined) result[name] = value;
  return result;
}
