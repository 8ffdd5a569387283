import { UserError } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import type { Files } from '../../ports/files.ts';
import type { NodeProgram } from '../../ports/kit.ts';
import type { Process } from '../../ports/process.ts';
import { isAtLeast } from '../docker/version.ts';
import { fileKind, headBytes } from './executable.ts';
import { plainFile } from './plain-file.ts';

export interface NodeSettings {
  readonly files: Pick<Files, 'read'>;
  readonly process: Process;
  /** The Node.js that runs us. */
  readonly own: { readonly platform: string; readonly path: string; readonly version: string };
  /** Milliseconds in which a program has to say its version; Node.js takes a twentieth of a second. */
  readonly patience?: number;
}

/** Those whose programs we can tell. */
const known = /^(linux|darwin|windows)\/(amd64|arm64)$/;

/**
 * Our own Node.js and those that were named, in the order of their platforms; a named one takes the place of ours.
 * Throws a UserError for a file that is no program for its platform, or no Node.js that is new enough.
 */
export async function findNodes(
  settings: NodeSettings,
  given: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<readonly NodeProgram[]> {
  const { own } = settings;
  const found: NodeProgram[] = [];
  for (const [platform, path] of Object.entries({ [own.platform]: own.path, ...given }).sort()) {
    await mustRunOn(settings, platform, path);
    const version = platform === own.platform ? await versionOf(settings, path, platform, signal) : null;
    found.push({ platform, path, version });
  }
  return found;
}

async function mustRunOn({ files }: NodeSettings, platform: string, path: string): Promise<void> {
  const next = msg('kit.node-file.next', { platform });
  await plainFile(path, next);
  if (!known.test(platform)) return;
  const file = fileKind((await files.read(path, headBytes)) ?? new Uint8Array());
  if (file.kind === 'archive') throw refused(msg('kit.node-archive', { path }), msg('kit.node-archive.next'));
  if (file.kind === 'other') throw refused(msg('kit.node-none', { path, platform }), next);
  if (!file.platforms.includes(platform))
    throw refused(msg('kit.node-cpu', { path, platform, found: file.platforms.join(', ') }), next);
}

/**
 * What a Node.js for this machine says. One that does not run here is refused, be it for another C library: learners
 * have machines like this one, and nobody could say what it is.
 */
async function versionOf(
  { process, own, patience = 10_000 }: NodeSettings,
  path: string,
  platform: string,
  signal?: AbortSignal,
): Promise<string> {
  if (path === own.path) return own.version;
  const bound = AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);
  const { exitCode, stdout, output } = await process.run(path, ['--version'], { signal: bound });
  signal?.throwIfAborted();
  const next = msg('kit.node-file.next', { platform });
  if (exitCode !== 0) throw refused(msg('kit.node-silent', { path }), next, output.trim());
  const said = stdout.trim().split('\n')[0] ?? '';
  if (/^v\d+\.\d+\.\d+/.test(said) && isAtLeast(said, 20, 19)) return said;
  throw refused(msg('kit.node-version', { path, said: said.slice(0, longestSaid) }), next);
}

/** Of what a program says of itself, in letters: it may say anything. */
const longestSaid = 100;

function refused(what: Message, next: Message, raw = ''): UserError {
  return new UserError({ what, next, ...(raw === '' ? {} : { raw }) });
}
