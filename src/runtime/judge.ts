import type { Judgement, Where } from '../checks/kind.ts';
import { locate } from '../checks/locate.ts';
import type { Check } from '../checks/registry.ts';
import { checkId, kindOf } from '../checks/registry.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { JudgedCheck } from '../session/events.ts';
import { gather } from './gather.ts';
import { fileEvidence } from './judge-text.ts';
import type { StepRun } from './step-run.ts';
import { verdictOf } from './verdict.ts';
import { namesOf } from './world.ts';

/** Seconds that a check may wait for something that is not true yet, when it does not say. */
const defaultBound = 15;
/** `first-ok` waits for a program that may have to be compiled first. */
const firstOkBound = 180;
const pollEvery = 200;

/** Judges one check: gathers its evidence, and again while waiting may help, up to its bound. */
export async function judgeCheck(run: StepRun, check: Check): Promise<JudgedCheck> {
  const { clock } = run.world;
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
  const verdict = verdictOf(check, judgement, {
    names: namesOf(run.world),
    shell: run.world.shell,
    ownCommand: ownCommand(run, check),
  });
  const where = verdict.verdict === 'failed' && verdict.where === undefined ? await whereOf(run, check) : undefined;
  return where === undefined ? verdict : { ...verdict, where };
}

/** The line of the learner's Dockerfile that most likely decides what a check saw. */
async function whereOf(run: StepRun, check: Check): Promise<Where | undefined> {
  if (run.step.kind !== 'edit') return undefined;
  const file = run.step.files.find((name) => /dockerfile/i.test(name));
  const found = file === undefined ? undefined : await fileEvidence(run.world, file);
  if (file === undefined || !found) return undefined;
  const line = locate(check, parseDockerfile(new TextDecoder().decode(found.content)));
  return line === undefined ? undefined : { file, line };
}

async function look(run: StepRun, check: Check, bound: number): Promise<Judgement> {
  const kind = kindOf(check);
  return kind.judge(check, await gather(run, kind.plan(check), bound));
}

/** For checks that judge a command: the command itself. */
function ownCommand(run: StepRun, check: Check): string | undefined {
  return run.shown['action' in check && check.action !== undefined ? check.action : 0];
}
