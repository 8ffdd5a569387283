import { join } from 'node:path';
import { MachineError } from '../../errors.ts';
import { type Message, msg, raw } from '../../i18n/message.ts';
import type { Files } from '../../ports/files.ts';
import type { RehearseRequest } from '../../ports/kit.ts';
import type { Process } from '../../ports/process.ts';
import { nodePath } from './format.ts';
import { unpackRunner } from './load.ts';
import type { IndexedKit } from './open.ts';

export interface RehearseSettings {
  readonly process: Process;
  readonly files: Files;
  readonly platform: NodeJS.Platform;
  /** Ours, as Go names it: `linux/amd64`. */
  readonly ownPlatform: string;
  readonly pid: number;
  /** The folder of the shell scripts. */
  readonly scripts: string;
}

const script = 'offline-engine.sh';

/** What the script's own exit codes mean: src/adapters/kit/scripts/offline-engine.sh. */
const reasons: Readonly<Record<number, (output: string) => Message>> = {
  61: () => msg('kit.check.no-root'),
  62: (output) => msg('kit.check.no-tool', { name: output.replace('offline-engine: ', '') }),
  63: () => msg('kit.check.no-namespace'),
  64: () => msg('kit.check.route'),
  65: () => msg('kit.check.engine'),
};

/** The paths of the engine's sockets lie below it and end at 107 characters. */
const longestFolder = 60;
/** Space that a course needs beside its images, in bytes. */
const spare = 200_000_000;

/** Whether this machine can do it at all; see the port. */
export async function expectRehearsal(
  { process, platform, scripts }: Pick<RehearseSettings, 'process' | 'platform' | 'scripts'>,
  signal?: AbortSignal,
): Promise<void> {
  if (platform !== 'linux') throw refused(msg('kit.check.no-linux'));
  const args = [join(scripts, script), '--possible'];
  const { exitCode, stderr } = await process.run('sh', args, signal ? { signal } : {});
  signal?.throwIfAborted();
  if (exitCode !== 0) throw unable(exitCode, stderr);
}

/** Runs the course of a kit where nothing but the kit can be reached; see the port. */
export async function rehearse(
  settings: RehearseSettings,
  kit: IndexedKit,
  { places, lang, onLine, signal }: Omit<RehearseRequest, 'kit'>,
): Promise<number> {
  const { files, ownPlatform } = settings;
  const node = nodePath(ownPlatform);
  if (!kit.entries.has(node)) {
    const platform = { platform: ownPlatform };
    throw new MachineError({ what: msg('kit.check.no-node', platform), next: msg('kit.check.no-node.next', platform) });
  }
  const folder = await files.scratch('gdl-kit-check');
  try {
    if (folder.length > longestFolder)
      throw new MachineError({ what: msg('kit.check.long', { path: folder }), next: msg('kit.check.space.next') });
    const wanted = spare + 3 * kit.images.reduce((sum, image) => sum + image.bytes, 0);
    const free = await files.free(folder);
    if (free !== undefined && free < wanted)
      throw new MachineError({ what: msg('files.full', { path: folder }), next: msg('kit.check.space.next') });
    const runner = await unpackRunner(kit, folder);
    signal?.throwIfAborted();
    const words = [join(folder, node), runner, kit.path, ...places, '--lang', lang];
    return await run(settings, folder, words, onLine, signal);
  } finally {
    await files.remove(folder);
  }
}

async function run(
  { process, scripts, pid }: RehearseSettings,
  folder: string,
  words: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  let rest = '';
  const args = [join(scripts, script), folder, String(pid), 'sh', join(scripts, 'offline-course.sh'), ...words];
  const { exitCode, stderr } = await process.run('sh', args, {
    ...(signal ? { signal } : {}),
    onOutput(text, stream) {
      if (stream === 'stderr') return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') onLine(line);
    },
  });
  signal?.throwIfAborted();
  // A kit's program has its own exit codes up to 5; of more than these it says why.
  if (exitCode > 5) throw unable(exitCode, stderr);
  return exitCode;
}

/** What the script says of its exit code. */
function unable(exitCode: number, stderr: string): MachineError {
  const said = stderr.trim();
  const why = reasons[exitCode]?.(said.split('\n').at(-1) ?? '');
  return refused(why ?? (said === '' ? raw(`exit code ${exitCode}`) : raw(said)), said);
}

function refused(what: Message, rawText?: string): MachineError {
  return new MachineError({ what, next: msg('kit.check.next'), ...(rawText === undefined ? {} : { raw: rawText }) });
}
