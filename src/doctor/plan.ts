import type { Finding, Fix } from '../session/findings.ts';
import { shellLine } from '../shell/line.ts';
import type { Command, Shell } from '../shell/model.ts';

/** One command of a fix, and what is done when it fails. */
export interface Step {
  readonly argv: readonly [file: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly orElse?: Step;
}

/** A fix together with what applying it runs; the shown commands are made from the steps, so they cannot differ. */
export interface PlannedFix extends Fix {
  readonly steps: readonly Step[];
}

/** What a probe tells. */
export interface ProbeFinding extends Finding {
  readonly fix?: PlannedFix;
}

/** A fix whose shown commands are its steps, each pasteable into that shell. */
export function planFix(shell: Shell, fix: Pick<Fix, 'id' | 'title'>, steps: readonly Step[]): PlannedFix {
  return { ...fix, steps, commands: steps.map((step) => stepLine(shell, step)) };
}

/** One step as it would be typed: `docker pull alpine:3.22 || sh make-base.sh …`. */
export function stepLine(shell: Shell, step: Step): string {
  return shellLine(shell, { firstOf: alternatives(step) });
}

function alternatives({ orElse, ...step }: Step): readonly Command[] {
  return orElse ? [step, ...alternatives(orElse)] : [step];
}
