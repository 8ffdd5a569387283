import { formatSeconds } from '../../../i18n/format.ts';
import type { ShownCommand } from '../../../session/events.ts';
import type { ActionView } from '../../../session/state.ts';
import type { Speaker } from '../../text/speak.ts';
import { type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';

/** A command as it would be typed, wrapped at its spaces. */
export function commandLines(command: ShownCommand, exact: boolean, width: number): readonly Line[] {
  const text = exact ? command.exact : command.shown;
  return wrapLine(line(span(text, 'strong')), width, { first: line(span('$ ', 'accent')), rest: line('    ') });
}

/** Commands cut to so many rows; how many are missing is told. */
export function commandsWithin(
  commands: readonly ShownCommand[],
  exact: boolean,
  width: number,
  rows: number,
  t: Speaker,
): readonly Line[] {
  const lines: Line[] = [];
  for (const [index, command] of commands.entries()) {
    const wrapped = commandLines(command, exact, width);
    const left = commands.length - index;
    const room = rows - lines.length - (left > 1 ? 1 : 0);
    if (wrapped.length <= room || index === 0) lines.push(...wrapped.slice(0, Math.max(1, room)));
    if (wrapped.length > room) {
      const missing = index === 0 ? left - 1 : left;
      if (missing > 0) lines.push(line(span(`  + ${t('ui.lab.more-commands', { count: missing })}`, 'muted')));
      break;
    }
  }
  return lines.slice(0, rows);
}

/** How a command ended. An exit code other than 0 may be the very lesson, so it is not called an error. */
export function resultLine(action: ActionView, t: Speaker): Line | undefined {
  if (!action.result) return undefined;
  const { exitCode, seconds } = action.result;
  const text = t('ui.run.exit', { code: exitCode, time: formatSeconds(seconds) });
  return line('  ', span(text, exitCode === 0 ? 'muted' : 'warn'));
}
