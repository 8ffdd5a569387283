import { shellOf } from '../../dockerfile/images.ts';
import { type MainProcess, mainProcess } from '../../dockerfile/main-process.ts';
import { surelyNoShell } from '../../dockerfile/no-shell.ts';
import { hasBrokenArray } from '../../dockerfile/problems.ts';
import { isShell, programName } from '../../dockerfile/script.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { rootBase } from '../../dockerfile/stages.ts';
import { type Message, msg } from '../../i18n/message.ts';
import { holds, open, type Rule, type RuleFacts, shown, type Verdict } from './rule.ts';

/** Commands that end at once: behind them, the program that should run is not the last one. */
const brief: ReadonlySet<string> = new Set([':', 'date', 'echo', 'exit', 'false', 'printf', 'sync', 'true']);
/** Commands that only prepare. */
const preparing: ReadonlySet<string> = new Set([
  ...brief,
  'cd',
  'chmod',
  'chown',
  'exec',
  'export',
  'mkdir',
  'rm',
  'set',
  'test',
  'umask',
  '[',
]);

/**
 * The program itself gets SIGTERM. A shell in between need not be wrong: some replace themselves by the last
 * command (measured: ash and bash do, the dash of Debian 11 to 13 does not).
 */
export const execForm: Rule = {
  expected: () => msg('check.dockerfile.exec-form'),
  judge(facts) {
    const main = mainProcess(facts.model, facts.last);
    if (!main) return open;
    if (main.shellForm && hasBrokenArray(main.instruction))
      return wrong(main, msg('dockerfile.brackets', { keyword: main.instruction.keyword }));
    if (main.script.shell && surelyNoShell(facts.model, facts.last))
      return wrong(main, msg('check.dockerfile.no-shell'));
    if (!main.script.shell) return startsScript(main) ? open : holds(shown(main.instruction));
    return main.sure && isShell(main.shell) && main.script.simple ? throughShell(facts, main) : open;
  },
};

/** A script is a shell too; what it does stands elsewhere. */
function startsScript({ script }: MainProcess): boolean {
  return script.commands.some(({ words }) => words.some((word) => /\.(?:sh|bash)$/.test(word) || isShell(word)));
}

function wrong(main: MainProcess, actual: Message): Verdict {
  const line = main.instruction.lines.start;
  return { says: 'wrong', actual, line, hint: msg('check.dockerfile.exec-form.hint') };
}

function throughShell({ model, last }: RuleFacts, main: MainProcess): Verdict {
  const { commands } = main.script;
  const final = commands.at(-1);
  const names = commands.map(({ words }) => programName(words[0]));
  if (!final || names.includes('trap') || names.includes('wait')) return open;
  const replaced = commands.findIndex(({ words }) => words[0] === 'exec' && words.length > 1);
  const piped = commands.some(({ joint }) => joint === '|');
  if (replaced >= 0) return !piped && replaced === commands.length - 1 ? holds(shown(main.instruction)) : open;
  if (commands.some(({ joint }) => joint === '||')) return open;
  const stays = piped || (brief.has(programName(final.words[0])) && commands.some(runsOn));
  if (stays) return wrong(main, msg('check.dockerfile.exec-form.stays'));
  const base = rootBase(model, last);
  const dash = base.kind === 'image' && shellOf(base.image) === 'dash' && main.shell === '/bin/sh';
  return dash ? wrong(main, msg('check.dockerfile.exec-form.stays')) : open;
}

/** Whether a command may be the program that is meant to run on. */
function runsOn({ words }: ShellCommand): boolean {
  return words.length > 0 && !preparing.has(programName(words[0]));
}
