import type { Judgement, Names } from '../checks/kind.ts';
import { type Check, checkId, kindOf } from '../checks/registry.ts';
import { localized, type Message, msg } from '../i18n/message.ts';
import type { JudgedCheck } from '../session/events.ts';
import { shellLine } from '../shell/line.ts';
import type { Shell } from '../shell/model.ts';

/** For checks that show no command with the name of an image or a container. */
export const noNames: Names = { image: (short) => short, container: (short) => short, curl: () => ({ argv: [] }) };

export interface VerdictOptions {
  readonly names: Names;
  readonly shell: Shell;
  /** The command that shows the same, where the check knows none of its own. */
  readonly ownCommand?: string | undefined;
}

/** A judgement as it is told: with the check's own hint, and the command that shows the same by hand. */
export function verdictOf(
  check: Check,
  judgement: Judgement,
  { names, shell, ownCommand }: VerdictOptions,
): JudgedCheck {
  const line = kindOf(check).reproduce(check, names, shell);
  const reproduce = line === undefined ? ownCommand : shellLine(shell, line);
  const hint = hintOf(check, judgement);
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

/** What the course says, and beside it the move that is known to put this very thing right. */
function hintOf(check: Check, { hint: usual, next }: Judgement): Message | undefined {
  const hint = check.hint ? localized(check.hint) : undefined;
  if (next) return hint ? msg('check.next-and-hint', { next, hint }) : next;
  return hint ?? usual;
}
