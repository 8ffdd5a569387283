import { onPath, stageMayBring } from '../../dockerfile/brings.ts';
import { isPlainImage, parseImage } from '../../dockerfile/images.ts';
import { type Command, healthcheckCommand } from '../../dockerfile/instruction.ts';
import { surelyNoShell } from '../../dockerfile/no-shell.ts';
import { hasBrokenArray } from '../../dockerfile/problems.ts';
import { programName, readScript } from '../../dockerfile/script.ts';
import { probeOf, settingsOf } from '../../dockerfile/settings.ts';
import { type RootBase, rootBase } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, type RuleFacts, shown, type Verdict } from './rule.ts';

/** The image asks itself whether it is well, with something that it has. */
export const healthcheck: Rule = {
  expected: () => msg('check.dockerfile.healthcheck'),
  judge(facts) {
    const { healthcheck: set } = settingsOf(facts.model, facts.last);
    if (!set) return absent(facts);
    const line = set.lines.start;
    if (healthcheckCommand(set.args).type === 'NONE') {
      return { says: 'wrong', actual: shown(set), line, hint: msg('check.dockerfile.healthcheck.none.hint') };
    }
    if (hasBrokenArray(set)) {
      return {
        says: 'wrong',
        actual: msg('dockerfile.brackets', { keyword: set.keyword }),
        line,
        hint: msg('dockerfile.brackets.hint'),
      };
    }
    const probe = probeOf(set);
    return (probe && missing(facts, probe, line)) ?? holds(shown(set));
  },
};

function absent({ model, last }: RuleFacts): Verdict {
  if (mayHaveOne(rootBase(model, last))) return open;
  return {
    says: 'wrong',
    actual: msg('check.dockerfile.healthcheck.absent'),
    line: last.from.lines.start,
    hint: msg('check.dockerfile.healthcheck.none.hint'),
  };
}

/** Whether the image below may have a health check of its own. */
function mayHaveOne(base: RootBase): boolean {
  if (base.kind === 'scratch') return false;
  if (base.kind === 'unknown') return true;
  return !isPlainImage(base.image) && !parseImage(base.image).repository.startsWith('gcr.io/distroless/');
}

/** A probe that needs what a stage made from nothing surely does not have. */
function missing({ model, last }: RuleFacts, probe: Command, line: number): Verdict | undefined {
  const script = readScript(probe);
  const hint = msg('check.dockerfile.healthcheck.scratch.hint');
  if (script.shell && surelyNoShell(model, last))
    return { says: 'wrong', actual: msg('check.dockerfile.no-shell'), line, hint };
  const program = programName(script.commands[0]?.words[0]);
  if (rootBase(model, last).kind !== 'scratch' || (program !== 'wget' && program !== 'curl')) return undefined;
  const given = script.commands[0]?.words[0] ?? program;
  const places = given.startsWith('/') ? [given] : onPath(program);
  if (stageMayBring(model, last, places)) return undefined;
  return { says: 'wrong', actual: msg('check.dockerfile.healthcheck.program', { program }), line, hint };
}
