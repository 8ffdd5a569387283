import type { Judgement, Names } from '../checks/kind.ts';
import { type Check, checkId, kindOf } from '../checks/registry.ts';
import { localized } from '../i18n/message.ts';
import type { JudgedCheck } from '../session/events.ts';

/** A judgement as it is told: with the check's own hint, and the command that shows the same by hand. */
export function verdictOf(check: Check, judgement: Judgement, names: Names, ownCommand?: string): JudgedCheck {
  const reproduce = kindOf(check).reproduce(check, names) ?? ownCommand;
  const hint = check.hint ? localized(check.hint) : judgement.hint;
  return {
    id: checkId(check),
    kind: check.kind,
    verdict: judgement.passed ? 'passed' : 'failed',
    expected: judgement.expected,
    actual: judgement.actual,
    ...(reproduce === undefined ? {} : { reproduce }),
    ...(hint === undefined || judgement.passed ? {} : { hint }),
    ...(judgement.where === undefined || judgement.passed ? {} : { where: judgement.where }),
  };
}
