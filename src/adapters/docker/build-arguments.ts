/** What we need to know of the arguments after `docker build`. */
export interface BuildArguments {
  /** Value of `--file`. */
  readonly file: string | undefined;
  /** The build folder, a URL or `-`; `undefined` when it is missing. */
  readonly context: string | undefined;
  /** Value of the first `--tag`. */
  readonly tag: string | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** `--check`: the Dockerfile is only looked at. */
  readonly check: boolean;
  /** All arguments but `--file`, to which another one can be added. */
  readonly withoutFile: readonly string[];
}

/** Flags of `docker build` and `docker buildx build` that take no value (docker/cli, docker/buildx). */
const switches = new Set([
  '--check',
  '--compress',
  '--disable-content-trust',
  '--force-rm',
  '--load',
  '--no-cache',
  '--pull',
  '--push',
  '--quiet',
  '--rm',
  '--squash',
  '--stream',
]);

/** Takes the arguments apart as the CLI does: `--flag value`, `--flag=value`, `-f value`, `-fvalue`, `-f=value`. */
export function readBuildArguments(args: readonly string[]): BuildArguments {
  const withoutFile: string[] = [];
  const buildArgs: Record<string, string> = {};
  let file: string | undefined;
  let context: string | undefined;
  let tag: string | undefined;
  let check = false;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('-') || arg === '-') {
      context = arg;
      withoutFile.push(arg);
      continue;
    }
    const { name, inline } = split(arg);
    const takesNext = inline === undefined && !switches.has(name) && name !== '-q' && name !== '-D';
    const value = takesNext ? args[i + 1] : inline;
    const words = takesNext ? args.slice(i, i + 2) : [arg];
    if (takesNext) i += 1;
    if (name === '--file' || name === '-f') {
      file = value;
      continue;
    }
    withoutFile.push(...words);
    if (name === '--check') check = true;
    if (name === '--tag' || name === '-t') tag ??= value;
    const pair = name === '--build-arg' ? /^([^=]+)=(.*)$/s.exec(value ?? '') : null;
    if (pair?.[1] !== undefined) buildArgs[pair[1]] = pair[2] ?? '';
  }
  return { file, context, tag, buildArgs, check, withoutFile };
}

function split(arg: string): { name: string; inline: string | undefined } {
  if (arg.startsWith('--')) {
    const equals = arg.indexOf('=');
    return equals < 0
      ? { name: arg, inline: undefined }
      : { name: arg.slice(0, equals), inline: arg.slice(equals + 1) };
  }
  const rest = arg.slice(2);
  return { name: arg.slice(0, 2), inline: rest === '' ? undefined : rest.replace(/^=/, '') };
}
