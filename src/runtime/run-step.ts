import type { ActionEvidence } from '../checks/evidence.ts';
import { type Check, checkId, kindOf } from '../checks/registry.ts';
import { findStep, type Step } from '../course/model.ts';
import type { Action, GuessedThing } from '../course/schema.ts';
import { ExplainedError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Answer } from '../session/answers.ts';
import type { JudgedCheck, StepOutcome } from '../session/events.ts';
import { runAppend } from './append-action.ts';
import { runDocker } from './docker-action.ts';
import { runDoctor } from './doctor-action.ts';
import { failedCommand } from './failed-command.ts';
import { judgeCheck } from './judge.ts';
import { figureValue, measure } from './measure.ts';
import { stillStands } from './needs.ts';
import { quizChecks } from './quiz-checks.ts';
import { runRequest } from './request-action.ts';
import { lackOfAction, lackOfCheck, lackOfHealth, lackOfReason } from './requires.ts';
import { runScan } from './scan-action.ts';
import type { StepRun } from './step-run.ts';

export interface StepEnd {
  readonly outcome: StepOutcome;
  /** Why nothing of a step could be judged whose commands did what they should. */
  readonly reason?: Message;
}

/** Runs one step from its needs to its last check. Throws ExplainedErrors that stop the whole run. */
export async function runStep(run: StepRun): Promise<StepEnd> {
  const { step, signal } = run;
  try {
    await redoNeeds(run, step, new Set());
    const broken = run.purpose === 'check' ? undefined : await runActions(run, actionsOf(step));
    if (signal.aborted) return { outcome: 'cancelled' };
    if (broken) {
      run.tell({ type: 'check.judged', check: broken });
      for (const check of open(run))
        run.tell({ type: 'check.judged', check: skipped(checkId(check), check.kind, msg('run.skipped.command')) });
      return { outcome: 'failed' };
    }
    const end: StepEnd = run.purpose === 'prepare' ? { outcome: 'passed' } : await judgeAll(run);
    if (signal.aborted) return { outcome: 'cancelled' };
    await measureAll(run);
    if (step.kind === 'predict' && run.purpose === 'run') await measureGuess(run, step);
    return end;
  } catch (error) {
    if (signal.aborted && !(error instanceof ExplainedError)) return { outcome: 'cancelled' };
    throw error;
  } finally {
    for (const putBack of run.undo.reverse()) await putBack();
  }
}

/** Checks that have not been judged over the text alone. */
function open(run: StepRun): readonly Check[] {
  return run.step.checks.filter((check) => !run.judged.has(checkId(check)));
}

/** What only the step's commands can show, or what this engine cannot tell, is left out; that all of it was is no pass. */
async function judgeAll(run: StepRun): Promise<StepEnd> {
  let outcome: StepOutcome = run.step.checks.length === 0 && run.purpose === 'run' ? 'passed' : 'skipped';
  if (run.judged.size > 0 || run.step.kind === 'quiz') outcome = 'passed';
  for (const check of quizChecks(run.step)) {
    run.tell({ type: 'check.judged', check });
    if (check.verdict === 'failed') outcome = 'failed';
  }
  const checks = open(run);
  const lacks: Message[] = [];
  for (const check of checks) {
    if (run.signal.aborted) return { outcome: 'cancelled' };
    if (run.purpose === 'check' && needsItsCommand(check)) {
      run.tell({ type: 'check.judged', check: skipped(checkId(check), check.kind, msg('check.needs-run')) });
      continue;
    }
    const lack = lackOfCheck(run.world, check);
    if (lack) {
      lacks.push(lack);
      run.tell({ type: 'check.judged', check: skipped(checkId(check), check.kind, lack) });
      continue;
    }
    const found = await judgeCheck(run, check);
    if (run.signal.aborted) return { outcome: 'cancelled' };
    const untold =
      found.verdict === 'failed'
        ? (lackOfReason(run, check) ?? (await lackOfHealth(run.world, check, run.signal)))
        : undefined;
    if (untold) lacks.push(untold);
    run.tell({ type: 'check.judged', check: untold ? skipped(checkId(check), check.kind, untold) : found });
    if (untold) continue;
    if (found.verdict === 'failed') outcome = 'failed';
    else if (outcome === 'skipped') outcome = 'passed';
  }
  const [reason] = lacks;
  return outcome === 'skipped' && reason && lacks.length === checks.length ? { outcome, reason } : { outcome };
}

/** What a command printed or found and how long a start took is known only while it runs. */
function needsItsCommand(check: Check): boolean {
  return kindOf(check)
    .plan(check)
    .some((request) => request.type === 'action' || request.type === 'first-ok' || request.type === 'scan');
}

/** What the learner guessed, as it turned out. */
async function measureGuess(run: StepRun, step: Extract<Step, { kind: 'predict' }>): Promise<void> {
  const measured = await measuredGuess(run, step.guess);
  if (measured) run.tell({ type: 'prediction.measured', measured });
}

async function measuredGuess(run: StepRun, guess: GuessedThing): Promise<Answer | undefined> {
  if ('figure' in guess) {
    const value = await figureValue(run.world, guess.image, guess.figure, run.signal);
    return typeof value === 'number' ? { type: 'number', value } : undefined;
  }
  if ('seconds' in guess) {
    const seconds = run.results[guess.seconds]?.seconds;
    return seconds === undefined ? undefined : { type: 'number', value: seconds };
  }
  const vertexes = run.results[guess.cached]?.build?.vertexes ?? [];
  const cached = guess.instructions.filter((instruction) =>
    vertexes.some((vertex) => vertex.status === 'cached' && vertex.instruction?.includes(instruction)),
  );
  return { type: 'choice', ids: cached };
}

async function measureAll(run: StepRun): Promise<void> {
  for (const { image, figures } of run.step.measure) {
    for (const name of figures) {
      const figure = await measure(run.world, image, name, run.signal);
      if (!figure) continue;
      run.world.memory.figures.set(`${image}/${name}`, figure);
      run.tell({ type: 'figure.measured', figure });
    }
  }
}

/** Runs actions in turn; the verdict on the first that failed without being meant to, if any. */
async function runActions(run: StepRun, actions: readonly Action[]): Promise<JudgedCheck | undefined> {
  for (const [index, action] of actions.entries()) {
    if (run.purpose === 'prepare' && !leavesSomething(run.step, action)) continue;
    const evidence = await runAction(run, action, index);
    run.results[index] = evidence;
    if (run.signal.aborted) return undefined;
    const judged = run.step.checks.some((check) => check.kind === 'ready' && check.action === index);
    const lack = evidence.exitCode === 0 ? undefined : lackOfAction(run.world, action);
    if (lack) run.notice(lack);
    const mayFail =
      lack !== undefined ||
      ('docker' in action && action.fails) ||
      judged ||
      (run.step.kind === 'cleanup' && alreadyGone(evidence));
    if (evidence.exitCode !== 0 && !mayFail) return failedCommand(run, action, evidence, index);
  }
  return undefined;
}

/** Images and saved answers are what one lab leaves for the next; an answer needs all that its step starts. */
function leavesSomething(step: Step, action: Action): boolean {
  return (
    savesAnswer(step) || ('docker' in action && action.docker[0] === 'build' && !action.docker.includes('--check'))
  );
}

function savesAnswer(step: Step): boolean {
  return actionsOf(step).some((action) => 'request' in action && action.request.save !== undefined);
}

function actionsOf(step: Step): readonly Action[] {
  return 'actions' in step ? step.actions : [];
}

/** Cleaning up what an earlier failure never made is no failure. */
function alreadyGone(evidence: ActionEvidence): boolean {
  const complaints = evidence.output.split('\n').filter((line) => /error|no such|not found/i.test(line));
  return complaints.length > 0 && complaints.every((line) => /no such|not found|exit status/i.test(line));
}

function runAction(run: StepRun, action: Action, index: number): Promise<ActionEvidence> {
  if ('docker' in action) return runDocker(run, action, index);
  if ('request' in action) return runRequest(run, action, index);
  if ('doctor' in action)
    return runDoctor({ desk: run.world, lab: run.lab, signal: run.signal, tell: run.tell }, index);
  if ('scan' in action) return runScan(run, action, index);
  return runAppend(run, action, index);
}

function skipped(id: string, kind: string, why: Message): JudgedCheck {
  return { id, kind, verdict: 'skipped', expected: raw(''), actual: why };
}

/** Verdicts on what is not looked at because the text of the learner's file is not right yet. */
export function unlooked(checks: readonly Check[]): readonly JudgedCheck[] {
  return checks.map((check) => skipped(checkId(check), check.kind, msg('run.skipped.text')));
}

/** Verdicts for a step that cannot run: one that it builds on failed, or this machine lacks something. */
export function skippedChecks(step: Step, why: Message): readonly JudgedCheck[] {
  return step.checks.map((check) => skipped(checkId(check), check.kind, why));
}

/** Does again what an earlier step left on the engine and what is gone since, deepest need first. */
async function redoNeeds(asked: StepRun, step: Step, seen: Set<string>): Promise<void> {
  // Whoever answers has to run, and what it runs on has to be there.
  const run: StepRun = savesAnswer(step) ? { ...asked, purpose: 'run' } : asked;
  for (const need of step.needs) {
    if (seen.has(need) || run.signal.aborted) continue;
    seen.add(need);
    const earlier = findStep(run.world.course, run.lab, need);
    if (!earlier) continue;
    await redoNeeds(run, earlier, seen);
    if (await stillStands(run, earlier)) continue;
    run.tell({ type: 'need.redone', need });
    if (!('actions' in earlier)) continue;
    const redo: StepRun = { ...run, step: earlier, results: [], shown: [] };
    const failed = await runActions(redo, earlier.actions);
    if (failed) run.notice(msg('run.need-failed', { need }));
  }
}
