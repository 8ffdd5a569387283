import { stat } from 'node:fs/promises';
import { constants as osConstants } from 'node:os';
import type { ProgramResult, Programs } from '../ports/programs.ts';
import type { Shell } from '../shell/model.ts';
import { editorArguments, programName } from './editor-line.ts';
import { variable } from './environment.ts';
import { hasCode } from './errno.ts';
import { explainFileError } from './file-error.ts';
import { findProgram, isProgram } from './find-program.ts';
import { splitCommand } from './split-command.ts';

export interface ProgramsSettings {
  /** What decides which programs are meant, and what they inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The shell from which we were started. */
  readonly shell: Shell;
  /** The process, as far as it tells of signals. */
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
}

/** What a terminal sends to everyone in it, us included, at Ctrl-C and Ctrl-\. */
const fromKeyboard = ['SIGINT', 'SIGQUIT'] as const;

/** Milliseconds by which the Ctrl-C that ended a program may reach us after the news of its end. */
const lateSignal = 50;

/**
 * Runs editors and shells on our own terminal.
 *
 * Ctrl-C reaches every process of the terminal's foreground group, so it reaches us while the child
 * has the terminal. Listening here keeps the default (our end) from happening; a handler that does
 * more, like the one that ends the session, asks `programs.running` first and then does nothing.
 */
export function createPrograms(settings: ProgramsSettings): Programs {
  let running = 0;
  const take = async (file: string, args: readonly string[], cwd?: string): Promise<ProgramResult> => {
    running += 1;
    for (const signal of fromKeyboard) settings.signals.on(signal, ignore);
    try {
      return await run(settings, file, args, cwd);
    } finally {
      await new Promise((resolve) => setTimeout(resolve, lateSignal));
      for (const signal of fromKeyboard) settings.signals.off(signal, ignore);
      running -= 1;
    }
  };
  return {
    get running() {
      return running > 0;
    },
    editorName() {
      const [program] = editorOf(settings);
      return program === undefined ? undefined : programName(program);
    },
    async openEditor(file, line) {
      const [program, ...args] = editorOf(settings);
      if (program === undefined) return { missing: defaultEditors(settings.platform).join(', ') };
      return take(program, [...args, ...editorArguments(program, file, line)]);
    },
    async openShell(folder) {
      // A folder that is not there would come out as a shell that is not there.
      await stat(folder).catch((error: unknown) => {
        throw explainFileError(error, folder, 'workspace');
      });
      return take(shellOf(settings), [], folder);
    },
  };
}

function ignore(): void {
  // Being there is all that is asked of it.
}

async function run(
  { env, platform }: ProgramsSettings,
  file: string,
  args: readonly string[],
  cwd: string | undefined,
): Promise<ProgramResult> {
  const program = platform === 'win32' ? findProgram(file, { env, platform }) : file;
  if (program === undefined) return { missing: file };
  // Loaded here: the first frame needs no child process.
  const { execa } = await import('execa');
  const ended = await execa(program, [...args], {
    stdio: 'inherit',
    reject: false,
    env: { ...env },
    extendEnv: false,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (ended.signal !== undefined) {
    return { exitCode: 128 + (osConstants.signals[ended.signal] ?? 0), signal: ended.signal };
  }
  if (ended.exitCode !== undefined) return { exitCode: ended.exitCode };
  if (hasCode(ended.cause, 'ENOENT', 'ENOTDIR')) return { missing: file };
  throw explainFileError(ended.cause ?? ended, file);
}

/** The editor's words: what the learner chose, or else the first usual one that is there; empty when none is. */
function editorOf({ env, platform }: ProgramsSettings): readonly string[] {
  for (const chosen of [env['VISUAL'], env['EDITOR']]) {
    const text = chosen?.trim() ?? '';
    // A path with spaces and no quotes, as many write it.
    if (/\s/.test(text) && isProgram(text)) return [text];
    const words = splitCommand(text, platform);
    if (words[0]) return words;
  }
  const found = defaultEditors(platform).find((name) => findProgram(name, { env, platform }) !== undefined);
  return found === undefined ? [] : [found];
}

function defaultEditors(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' ? ['notepad'] : ['nano', 'vim', 'vi'];
}

function shellOf(settings: ProgramsSettings): string {
  const { env, platform, shell } = settings;
  if (platform !== 'win32') return env['SHELL'] || '/bin/sh';
  switch (shell) {
    case 'powershell':
      return isPowerShell7(settings) ? 'pwsh' : 'powershell';
    case 'posix':
      return env['SHELL'] || 'bash';
    case 'cmd':
      return variable(env, platform, 'COMSPEC') || 'cmd';
  }
}

/** Windows PowerShell has its modules in folders of another name. */
function isPowerShell7({ env, platform }: ProgramsSettings): boolean {
  const modules = variable(env, platform, 'PSModulePath') ?? '';
  return /\\PowerShell\\/i.test(modules) && findProgram('pwsh', { env, platform }) !== undefined;
}
