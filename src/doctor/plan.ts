import type { Finding, Fix } from '../session/findings.ts';

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

/** A fix whose shown commands are its steps, each pasteable into a shell. */
export function planFix(fix: Pick<Fix, 'id' | 'title'>, steps: readonly Step[]): PlannedFix {
  return { ...fix, steps, commands: steps.map(shellLine) };
}

/** One step as it would be typed: `docker pull alpine:3.22 || sh make-base.sh …`. */
export function shellLine(step: Step): string {
  const env = Object.entries(step.env ?? {}).map(([name, value]) => `${name}=${quoted(value)}`);
  const line = [...env, ...step.argv.map(quoted)].join(' ');
  return step.orElse ? `${line} || ${shellLine(step.orElse)}` : line;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
