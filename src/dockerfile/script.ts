import { heredocName } from './heredocs.ts';
import { type Command, commandOf, type Instruction } from './instruction.ts';
import { readShell, type ShellScript } from './shell.ts';

/** What a command runs, and whether a shell stands between. */
export interface Script extends ShellScript {
  readonly shell: boolean;
}

const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash']);

/** The last part of a path: the name of a program. */
export function programName(word: string | undefined): string {
  return word === undefined ? '' : word.slice(word.lastIndexOf('/') + 1);
}

export function isShell(word: string | undefined): boolean {
  return shells.has(programName(word));
}

/** The commands of a CMD, ENTRYPOINT, RUN or HEALTHCHECK; also those inside `sh -c`. */
export function readScript(command: Command): Script {
  if (command.form === 'shell') return { ...readShell(command.text), shell: true };
  const [program, ...rest] = command.words;
  const option = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  const line = rest[option + 1];
  if (isShell(program) && option >= 0 && line !== undefined) return { ...readShell(line), shell: true };
  return { commands: [{ words: command.words, assignments: new Map(), joint: '' }], simple: true, shell: false };
}

/** The commands of a RUN, also when they come as a heredoc; `undefined` when another program than a shell gets it. */
export function runScript(run: Instruction): Script | undefined {
  const command = commandOf(run);
  if (!command) return undefined;
  const [heredoc] = run.heredocs;
  if (command.form === 'exec' || !heredoc) return readScript(command);
  if (heredocName(command.text) !== undefined) {
    const interpreter = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(heredoc.content);
    if (interpreter && !isShell(interpreter[1]) && !isShell(interpreter[2])) return undefined;
    return { ...readShell(heredoc.content), shell: true };
  }
  if (run.heredocs.length === 1 && isShell(command.text.split(/[\s<]/, 1)[0]))
    return { ...readShell(heredoc.content), shell: true };
  return readScript(command);
}
