import { formatSeconds } from '../../../i18n/format.ts';
import type { ShownCommand } from '../../../session/events.ts';
import type { ActionView } from '../../../session/state.ts';
import { shellPrompt } from '../../../shell/line.ts';
import type { Speaker } from '../../text/speak.ts';
import { type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Scene } from '../scene.ts';

/** A command as it would be typed, wrapped at its spaces. */
export function commandLines(scene: Scene, command: ShownCommand, width: number): readonly Line[] {
  return promptedLines(scene, scene.ui.exact ? command.exact : command.shown, width);
}

/** A line for the learner's shell behind its prompt, wrapped at its spaces. */
export function promptedLines({ shell }: Pick<Scene, 'shell'>, text: string, width: number): readonly Line[] {
  const first = line(span(shellPrompt(shell), 'accent'));
  return wrapLine(line(span(text, 'strong')), width, { first, rest: line('    ') });
}

/** Commands cut to so many rows; how many are missing is told. */
export function commandsWithin(
  scene: Scene,
  commands: readonly ShownCommand[],
  width: number,
  rows: number,
): readonly Line[] {
  const lines: Line[] = [];
  for (const [index, command] of commands.entries()) {
    const wrapped = commandLines(scene, command, width);
    const left = commands.length - index;
    const room = rows - lines.length - (left > 1 ? 1 : 0);
    if (wrapped.length <= room || index === 0) lines.push(...wrapped.slice(0, Math.max(1, room)));
    if (wrapped.length > room) {
      const missing = index === 0 ? left - 1 : left;
      if (missing > 0) lines.push(line(span(`  + ${scene.t('ui.lab.more-commands', { count: missing })}`, 'muted')));
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
