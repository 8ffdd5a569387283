import type { Calling } from '../i18n/own-commands.ts';
import { shellLine } from '../shell/line.ts';
import type { Shell } from '../shell/model.ts';
import type { App, GlobalFlags } from './app.ts';

/** A command of ours to go on with; said in a message, it begins as this run was called. */
export function ownCommand({ shell }: App, ...words: readonly string[]): string {
  return shellLine(shell, { argv: ['go-docker-lab', ...words] });
}

/** The words that called the program, and the flags that say which course, workspace, learner and engine are meant. */
export function callingWith(program: readonly string[], shell: Shell, flags: Partial<GlobalFlags>): Calling {
  const { course, workspace, learner, context, lang } = flags;
  const meant = Object.entries({ course, workspace, learner, context, lang });
  return (named) => {
    const given = meant.flatMap(([name, value]) =>
      value === undefined || named(`--${name}`) ? [] : [`--${name}`, value],
    );
    return shellLine(shell, { argv: [...program, ...given] });
  };
}
