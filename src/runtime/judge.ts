import type { Judgement } from '../checks/kind.ts';
import type { Check } from '../checks/registry.ts';
import { checkId, kindOf } from '../checks/registry.ts';
import { localized } from '../i18n/message.ts';
import type { JudgedCheck } from '../session/events.ts';
import { gather } from './gather.ts';
import type { StepRun } from './step-run.ts';
import { namesOf } from './world.ts';

/** Seconds that a check may wait for something that is not true yet, when it does not say. */
const defaultBound = 15;
/** `first-ok` waits for a program that may have to be compiled first. */
const firstOkBound = 180;
const pollEvery = 200;

/** Judges one check: gathers its evidence, and again while waiting may help, up to its bound. */
export async function judgeCheck(run: StepRun, check: Check): Promise<JudgedCheck> {
  const { clock } = run.world;
  const kind = kindOf(check);
  const bound = check.within ?? (check.kind === 'first-ok' ? firstOkBound : defaultBound);
  const begun = clock.monotonic();
  let told = 0;
  let judgement = await look(run, check, bound);
  while (!judgement.passed && (judgement.early === true || check.within !== undefined) && check.kind !== 'first-ok') {
    const seconds = (clock.monotonic() - begun) / 1000;
    if (seconds >= bound || run.signal.aborted) break;
    if (seconds - told >= 1) {
      told = seconds;
      run.tell({ type: 'wait.progressed', check: checkId(check), seconds, lastSeen: judgement.actual });
    }
    await clock.wait(pollEvery, run.signal);
    judgement = await look(run, check, bound);
  }
  for (const figure of judgement.figures ?? []) {
    run.world.memory.figures.set(`${figure.image}/${figure.figure}`, figure);
    run.tell({ type: 'figure.measured', figure });
  }
  const reproduce = kind.reproduce(check, namesOf(run.world)) ?? ownCommand(run, check);
  const hint = check.hint ? localized(check.hint) : judgement.hint;
  return {
    id: checkId(check),
    kind: check.kind,
    verdict: judgement.passed ? 'passed' : 'failed',
    expected: judgement.expected,
    actual: judgement.actual,
    ...(reproduce === undefined ? {} : { reproduce }),
    ...(hint === undefined || judgement.passed ? {} : { hint }),
  };
}

async function look(run: StepRun, check: Check, bound: number): Promise<Judgement> {
  const kind = kindOf(check);
  return kind.judge(check, await gather(run, kind.plan(check), bound));
}

/** For checks that judge a command: the command itself. */
function ownCommand(run: StepRun, check: Check): string | undefined {
  return run.shown['action' in check && check.action !== undefined ? check.action : 0];
}
