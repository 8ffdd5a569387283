import type { ActionEvidence } from '../checks/evidence.ts';
import { checkId } from '../checks/registry.ts';
import { findStep, type Step } from '../course/model.ts';
import type { Action } from '../course/schema.ts';
import { diagnose } from '../diagnose.ts';
import { ExplainedError } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import type { JudgedCheck, StepOutcome } from '../session/events.ts';
import { runAppend } from './append-action.ts';
import { runDocker } from './docker-action.ts';
import { judgeCheck } from './judge.ts';
import { measure } from './measure.ts';
import { stillStands } from './needs.ts';
import { runRequest } from './request-action.ts';
import type { StepRun } from './step-run.ts';

/** Runs one step from its needs to its last check. Throws ExplainedErrors that stop the whole run. */
export async function runStep(run: StepRun): Promise<StepOutcome> {
  const { step, signal } = run;
  try {
    await redoNeeds(run, step, new Set());
    const broken = 'actions' in step ? await runActions(run, step.actions) : undefined;
    if (signal.aborted) return 'cancelled';
    if (broken) {
      run.tell({ type: 'check.judged', check: broken });
      for (const check of step.checks) run.tell({ type: 'check.judged', check: skipped(checkId(check), check.kind) });
      return 'failed';
    }
    const passed = await judgeAll(run);
    if (signal.aborted) return 'cancelled';
    await measureAll(run);
    return passed ? 'passed' : 'failed';
  } catch (error) {
    if (signal.aborted && !(error instanceof ExplainedError)) return 'cancelled';
    throw error;
  } finally {
    for (const putBack of run.undo.reverse()) await putBack();
  }
}

async function judgeAll(run: StepRun): Promise<boolean> {
  let passed = true;
  for (const check of run.step.checks) {
    if (run.signal.aborted) return false;
    const judged = await judgeCheck(run, check);
    if (run.signal.aborted) return false;
    run.tell({ type: 'check.judged', check: judged });
    passed &&= judged.verdict === 'passed';
  }
  return passed;
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
    const evidence = await runAction(run, action, index);
    run.results[index] = evidence;
    if (run.signal.aborted) return undefined;
    const mayFail = ('docker' in action && action.fails) || (run.step.kind === 'cleanup' && alreadyGone(evidence));
    if (evidence.exitCode !== 0 && !mayFail) return failedCommand(run, evidence, index);
  }
  return undefined;
}

/** Cleaning up what an earlier failure never made is no failure. */
function alreadyGone(evidence: ActionEvidence): boolean {
  const complaints = evidence.output.split('\n').filter((line) => /error|no such|not found/i.test(line));
  return complaints.length > 0 && complaints.every((line) => /no such|not found|exit status/i.test(line));
}

function runAction(run: StepRun, action: Action, index: number): Promise<ActionEvidence> {
  if ('docker' in action) return runDocker(run, action, index);
  if ('request' in action) return runRequest(run, action, index);
  return runAppend(run, action, index);
}

function failedCommand(run: StepRun, evidence: ActionEvidence, index: number): JudgedCheck {
  const failure = evidence.build?.failure;
  const output = failure
    ? [failure.line === undefined ? '' : `line ${failure.line}`, failure.instruction ?? '', failure.message]
        .filter(Boolean)
        .join(': ')
    : evidence.output.trimEnd().split('\n').slice(-3).join('\n');
  const reproduce = run.shown[index];
  const diagnosis = diagnose(evidence.output);
  return {
    id: 'command',
    kind: 'command',
    verdict: 'failed',
    expected: msg('check.command.expected'),
    actual: msg('check.command.exit', { code: evidence.exitCode, output: output.slice(-1500) }),
    ...(reproduce === undefined ? {} : { reproduce }),
    ...(diagnosis ? { hint: msg('run.diagnosis', { what: diagnosis.what, next: diagnosis.next ?? '' }) } : {}),
  };
}

function skipped(id: string, kind: string): JudgedCheck {
  return { id, kind, verdict: 'skipped', expected: raw(''), actual: msg('run.skipped.command') };
}

/** Verdicts for a step that cannot run because one that it builds on failed. */
export function skippedChecks(step: Step, need: string): readonly JudgedCheck[] {
  return step.checks.map((check) => ({
    id: checkId(check),
    kind: check.kind,
    verdict: 'skipped',
    expected: raw(''),
    actual: msg('run.skipped.need', { need }),
  }));
}

/** Does again what an earlier step left on the engine and what is gone since, deepest need first. */
async function redoNeeds(run: StepRun, step: Step, seen: Set<string>): Promise<void> {
  for (const need of step.needs) {
    if (seen.has(need) || run.signal.aborted) continue;
    seen.add(need);
    const earlier = findStep(run.world.course, run.lab, need);
    if (!earlier) continue;
    await redoNeeds(run, earlier, seen);
    if (await stillStands(run, earlier)) continue;
    run.tell({ type: 'need.redone', need });
    if (!('actions' in earlier)) continue;
    const failed = await runActions({ ...run, step: earlier, results: [], shown: [] }, earlier.actions);
    if (failed) run.notice(msg('run.need-failed', { need }));
  }
}
