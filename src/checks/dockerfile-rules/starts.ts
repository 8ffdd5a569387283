import { onPath, stageMayBring } from '../../dockerfile/brings.ts';
import { mainProcess } from '../../dockerfile/main-process.ts';
import { surelyNoShell } from '../../dockerfile/no-shell.ts';
import { enter, settingsOf } from '../../dockerfile/settings.ts';
import { flow, rootBase } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** What the image starts is in it. The text tells this only of an image that begins with nothing. */
export const starts: Rule = {
  expected: () => msg('check.dockerfile.starts'),
  judge({ model, last }) {
    const main = mainProcess(model, last);
    if (!main || rootBase(model, last).kind !== 'scratch') return open;
    const { instruction, script } = main;
    const line = instruction.lines.start;
    if (script.shell) {
      if (!surelyNoShell(model, last)) return open;
      const hint = msg('check.dockerfile.exec-form.hint');
      return { says: 'wrong', actual: msg('check.dockerfile.no-shell'), line, hint };
    }
    const program = script.commands[0]?.words[0] ?? '';
    const movesPath = flow(model, last).some(({ keyword, args }) => keyword === 'ENV' && /\bPATH\b/.test(args));
    const place = program.includes('/') ? enter(settingsOf(model, last).workdir, program) : undefined;
    const places = place === undefined ? onPath(program) : [place];
    const unknown =
      program === '' || program.includes('$') || (place === undefined && (movesPath || program.includes('/')));
    if (unknown || stageMayBring(model, last, places)) return unknown ? open : holds(shown(instruction));
    return {
      says: 'wrong',
      actual: msg('check.dockerfile.starts.absent', { program }),
      line,
      hint: msg('check.dockerfile.starts.hint'),
    };
  },
};
