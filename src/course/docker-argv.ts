import { parseArgs } from 'node:util';

/** A flag of a docker command that a course may use. */
interface Flag {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

const text: Flag = { type: 'string' };
const on: Flag = { type: 'boolean' };

/**
 * The docker commands that a course may use, and their flags. A course is data from someone else:
 * nothing here reaches the host's files, its network or what is not ours (no mounts, no privileged,
 * no host namespaces, no prune).
 */
const verbs: Readonly<Record<string, Readonly<Record<string, Flag>>>> = {
  build: {
    tag: { type: 'string', short: 't' },
    file: { type: 'string', short: 'f' },
    target: text,
    'build-arg': text,
    'no-cache': on,
    platform: text,
    secret: text,
    check: on,
  },
  run: {
    detach: { type: 'boolean', short: 'd' },
    rm: on,
    name: text,
    publish: { type: 'string', short: 'p' },
    env: { type: 'string', short: 'e' },
    user: { type: 'string', short: 'u' },
    network: text,
    'network-alias': text,
    'read-only': on,
    'cap-drop': text,
    'security-opt': text,
    'stop-timeout': text,
    entrypoint: text,
    init: on,
    'health-interval': text,
    'health-cmd': text,
    tmpfs: text,
    workdir: { type: 'string', short: 'w' },
  },
  exec: {
    user: { type: 'string', short: 'u' },
    env: { type: 'string', short: 'e' },
    workdir: { type: 'string', short: 'w' },
  },
  logs: { tail: text, timestamps: { type: 'boolean', short: 't' } },
  history: { 'no-trunc': on, format: text, human: on },
  images: { format: text },
  inspect: { format: { type: 'string', short: 'f' } },
  stop: { time: { type: 'string', short: 't' } },
  rm: { force: { type: 'boolean', short: 'f' } },
  rmi: { force: { type: 'boolean', short: 'f' } },
  ps: { all: { type: 'boolean', short: 'a' }, format: text, filter: text },
  top: {},
  stats: { 'no-stream': on, format: text },
  cp: {},
  'network create': {},
  'network connect': { alias: text },
  'network rm': { force: { type: 'boolean', short: 'f' } },
  version: { format: { type: 'string', short: 'f' } },
};

/** Verbs whose arguments after the first word belong to a program in the container. */
const stopsAtFirstWord: ReadonlySet<string> = new Set(['run', 'exec', 'top']);

/** A docker command taken apart. */
export interface DockerCommand {
  readonly verb: string;
  /** Values in the order given; a boolean flag is `['true']`. */
  readonly flags: Readonly<Record<string, readonly string[]>>;
  /** What is left: image, container, path, the program's arguments. */
  readonly words: readonly string[];
}

export type ParsedDocker =
  | { readonly ok: true; readonly command: DockerCommand }
  | { readonly ok: false; readonly reason: string };

/**
 * Takes the argv after `docker` apart, or says why a course may not use it. `prefix` is what the names
 * of its images, containers and networks begin with: `${name}` before it is expanded.
 */
export function parseDocker(argv: readonly string[], prefix: string): ParsedDocker {
  const verb = argv[0] === 'network' ? `network ${argv[1] ?? ''}`.trim() : (argv[0] ?? '');
  const flags = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!flags) return { ok: false, reason: `docker ${verb} is not one of: ${Object.keys(verbs).join(', ')}` };
  const rest = argv.slice(verb.split(' ').length);
  const cut = stopsAtFirstWord.has(verb) ? firstWord(rest, flags) : rest.length;
  try {
    const { values, positionals } = parseArgs({
      args: rest.slice(0, cut),
      options: Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, multiple: true }])),
      allowPositionals: true,
      strict: true,
    });
    const found: Record<string, string[]> = {};
    for (const [name, value] of Object.entries(values)) found[name] = [value].flat().map(String);
    const command = { verb, flags: found, words: [...positionals, ...rest.slice(cut)] };
    const reason = refuse(command, prefix);
    return reason === undefined ? { ok: true, command } : { ok: false, reason };
  } catch (error) {
    return { ok: false, reason: `docker ${verb}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Index of the first argument that is neither a flag nor a flag's value. */
function firstWord(args: readonly string[], flags: Readonly<Record<string, Flag>>): number {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(flags)),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return tokens.find((token) => token.kind === 'positional')?.index ?? args.length;
}

/** What a command may not touch or do. */
function refuse(command: DockerCommand, prefix: string): string | undefined {
  const { verb, flags, words } = command;
  const foreign = namesIn(command).find(
    (name) => !name.startsWith(`${prefix}-`) && !name.startsWith(`${prefix}:`) && name !== prefix,
  );
  if (foreign !== undefined)
    return `docker ${verb}: ${foreign} is not the course's own; names begin with ${prefix}- or ${prefix}:`;
  const path = [...(flags.file ?? []), ...(verb === 'build' ? words : [])].find(leavesFolder);
  if (path !== undefined) return `docker ${verb}: ${path} is outside the workspace`;
  if (verb === 'build' && words.length !== 1) return 'docker build: give one context folder';
  if (verb === 'version' && words.length > 0) return 'docker version: takes no argument';
  if (flags.check && flags.tag) return 'docker build: --check makes no image; leave -t out';
  const secret = flags.secret?.find((value) => secretFile(value) === undefined);
  if (secret !== undefined) return `docker build: give the secret as id=ID,src=PATH in the workspace, not ${secret}`;
  if (verb === 'cp' && !copiesOneWay(words, prefix))
    return `docker cp: give ${prefix}-NAME:/PATH and one path in the workspace`;
  // docker takes `-f=x` for `-f x`, parseArgs for `-f "=x"`.
  const odd = Object.values(flags)
    .flat()
    .find((value) => value.startsWith('='));
  if (odd !== undefined) return `docker ${verb}: write the value ${odd} without =`;
  const open = flags.publish?.find((publish) => !/^127\.0\.0\.1:\d*:\d+$/.test(publish));
  if (open !== undefined) return `docker ${verb}: publish as 127.0.0.1:PORT:PORT, not ${open}`;
  if (flags['security-opt']?.some((option) => option !== 'no-new-privileges'))
    return `docker ${verb}: only --security-opt no-new-privileges`;
  // Without a value docker would take the learner's own variable of that name.
  const bare = [...(flags.env ?? []), ...(flags['build-arg'] ?? [])].find((pair) => !/^\w+=/.test(pair));
  return bare === undefined ? undefined : `docker ${verb}: give ${bare} a value, as in ${bare}=1`;
}

/**
 * The workspace file of a `--secret id=ID,src=PATH`. `undefined` for every other way to write one: a variable
 * (`env=`) and a bare `id=` would take what the learner's shell happens to hold.
 */
export function secretFile(value: string): string | undefined {
  const path = /^id=[\w.-]+,(?:src|source)=([^,="]+)$/.exec(value)?.[1];
  return path === undefined || leavesFolder(path) ? undefined : path;
}

/** Every image, container and network that a command names. */
function namesIn({ verb, flags, words }: DockerCommand): readonly string[] {
  const named = [...(flags.tag ?? []), ...(flags.name ?? []), ...(flags.network ?? [])];
  switch (verb) {
    case 'build':
    case 'ps':
    case 'version':
      return named;
    case 'run':
    case 'exec':
    case 'top':
      return [...named, words[0] ?? ''];
    case 'cp':
      return named;
    default:
      return [...named, ...words];
  }
}

/** One side is a path in a container of the course, the other a plain path in the workspace. */
function copiesOneWay(words: readonly string[], prefix: string): boolean {
  const inside = words.filter((word) => word.startsWith(`${prefix}-`) && /^[^/\\]+:\//.test(word));
  const outside = words.filter((word) => !word.includes(':') && !leavesFolder(word));
  return words.length === 2 && inside.length === 1 && outside.length === 1;
}

function leavesFolder(path: string): boolean {
  return /^(\/|\\|~|-$|git)|[:@]/i.test(path) || path.split(/[\\/]/).includes('..');
}
