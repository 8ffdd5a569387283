import { shellLine } from '../shell/line.ts';
import type { App } from './app.ts';

/** A command of ours to go on with, with the flags that say which course, workspace and learner are meant. */
export function ownCommand({ flags, shell }: App, ...words: readonly string[]): string {
  const { course, workspace, learner, context, lang } = flags;
  const meant = Object.entries({ course, workspace, learner, context, lang });
  const given = meant.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return shellLine(shell, { argv: ['go-docker-lab', ...words, ...given] });
}
