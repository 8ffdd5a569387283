import { mainProcess } from '../../dockerfile/main-process.ts';
import { programName } from '../../dockerfile/script.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** The image starts a program, not the compiler. */
export const compiles: Rule = {
  expected: () => msg('check.dockerfile.compiles'),
  judge({ model, last }) {
    const main = mainProcess(model, last);
    if (!main) return open;
    const { commands, simple } = main.script;
    const runs = commands.some(({ words }) => isGoRun(words[0] === 'exec' ? words.slice(1) : words));
    if (!runs) return simple ? holds(shown(main.instruction)) : open;
    // Behind `||` it may never be reached.
    if (!main.sure || !simple || commands.some(({ joint }) => joint === '||')) return open;
    return {
      says: 'wrong',
      actual: shown(main.instruction),
      line: main.instruction.lines.start,
      hint: msg('check.dockerfile.compiles.hint'),
    };
  },
};

/** `go run`, also `go -C folder run`. */
function isGoRun([program, ...rest]: readonly string[]): boolean {
  if (programName(program) !== 'go') return false;
  return (rest[0] === '-C' ? rest[2] : rest[0]) === 'run';
}
