import { type Message, msg } from '../i18n/message.ts';
import type { Calling } from '../i18n/own-commands.ts';
import { shellLine } from '../shell/line.ts';
import type { Shell } from '../shell/model.ts';
import type { App, GlobalFlags } from './app.ts';

type Place = 'course' | 'workspace' | 'learner' | 'context';

const everyPlace: readonly Place[] = ['course', 'workspace', 'learner', 'context'];

/** What says which place is meant, for commands that do not take all of it; `kit` refuses what it would ignore. */
const places: readonly (readonly [command: RegExp, places: readonly Place[]])[] = [
  [/^kit make\b/, ['course', 'context']],
  [/^kit load\b/, ['context']],
  [/^(kit|course)\b/, []],
  [/^doctor\b/, ['course', 'workspace', 'context']],
  [/^network\b/, ['course', 'context']],
  [/^list\b/, ['course']],
];

/** A command of ours to go on with; said, it begins as this run was called. */
export function ownCommand({ shell }: Pick<App, 'shell'>, ...words: readonly string[]): Message {
  return msg('command.own', { words: words.length === 0 ? '' : shellLine(shell, { argv: words }) });
}

/** The words that called the program, and the flags that say which course, workspace, learner and engine are meant. */
export function callingWith(program: readonly string[], shell: Shell, flags: Partial<GlobalFlags>): Calling {
  return (words) => {
    const taken: readonly string[] = places.find(([command]) => command.test(words))?.[1] ?? everyPlace;
    const { course, workspace, learner, context, lang } = flags;
    const given = Object.entries({ course, workspace, learner, context, lang }).flatMap(([name, value]) => {
      const meant = name === 'lang' || taken.includes(name);
      const named = new RegExp(`(?<![\\w-])--${name}\\b`).test(words);
      return value === undefined || !meant || named ? [] : [`--${name}`, value];
    });
    return shellLine(shell, { argv: [...program, ...given] });
  };
}
