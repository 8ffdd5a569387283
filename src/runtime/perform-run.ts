import { findStep, type Step } from '../course/model.ts';
import { explained, MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Happened, JudgedCheck } from '../session/events.ts';
import { stepKey } from '../session/outline.ts';
import type { Command, SessionState } from '../session/state.ts';
import { examineStep, onlyExamines } from './doctor-action.ts';
import { idsOf, judgeText, laterChecks } from './judge-text.ts';
import { isOnDesk, isOnlyRead, type Lacking, unlessAborted } from './readiness.ts';
import { mayLack, wantedByText } from './requires.ts';
import { runStep, skippedChecks, unlooked } from './run-step.ts';
import { startStopwatch } from './run-stopwatch.ts';
import type { SessionScope } from './session-scope.ts';
import type { RunNews, StepRun } from './step-run.ts';
import type { World } from './world.ts';

export type RunCommand = Extract<Command, { type: 'run-step' | 'skip-step' }>;

interface RunContext {
  readonly signal: AbortSignal;
  /** The ends of the runs that this one overtook. */
  readonly before: readonly Promise<void>[];
  readonly isClosed: () => boolean;
}

/** What a run that needs the engine goes on with, when all that can be judged without one is in order. */
interface Prepared {
  readonly world: World;
  /** Checks that were judged already, over the text alone. */
  readonly judged: readonly JudgedCheck[];
}

/**
 * One run of one step, or what is told of one that is skipped: from its first event to `step.finished` or
 * `run.broke`. Never throws what a run can do wrong: that is told.
 */
export async function performRun(scope: SessionScope, command: RunCommand, context: RunContext): Promise<void> {
  // The reducer may be in the middle of an event: let it finish before the next one is told.
  await Promise.resolve();
  const { desk, readiness, files } = scope;
  const { signal } = context;
  const { runId, place } = command;
  const stopwatch = startStopwatch(scope.clock);
  const { seconds } = stopwatch;
  const tell = (news: RunNews): void => scope.emit({ ...news, runId, lab: place.lab, step: place.step } as Happened);
  const step = findStep(scope.course, place.lab, place.step);
  if (!step || context.isClosed()) return;
  const purpose = command.type === 'run-step' ? command.purpose : 'run';
  tell({ type: 'step.started', purpose });
  const skip = (reason: Message): void => {
    for (const check of skippedChecks(step, reason)) tell({ type: 'check.judged', check });
    tell({ type: 'step.finished', outcome: 'skipped', seconds: seconds(), reason });
  };
  if (command.type === 'skip-step') {
    skip(whyNot(scope.getState(), place.lab, command.failedNeed));
    return;
  }
  const notice = (given: Message): void => scope.emit({ type: 'notice.given', notice: given });
  const shown: string[] = [];
  const telling = (news: RunNews): void => {
    stopwatch.hear(news);
    if (news.type === 'action.started') shown[news.index] = news.command.shown;
    tell(news);
  };
  const finish = (outcome: 'passed' | 'failed' | 'cancelled'): void =>
    tell({ type: 'step.finished', outcome, seconds: seconds() });

  /** `undefined`: the run has ended, and that was told. */
  async function prepare(step: Step): Promise<Prepared | undefined> {
    await scope.layOut(place.lab);
    if (onlyExamines(step) && purpose === 'run') {
      await madeReady(() => readiness.prepared(place, step, notice, signal));
      const outcome = await examineStep({ desk, lab: place.lab, signal, tell: telling }, step);
      tell({ type: 'step.finished', outcome: signal.aborted ? 'cancelled' : outcome, seconds: seconds() });
      return undefined;
    }
    // A learner's own text is theirs to change: the builder's words about it are explained.
    const written = scope.mode === 'unattended' ? await wantedByText(desk, step) : [];
    const { lack, unready }: Lacking =
      written.length > 0 || mayLack(desk, place.lab, step)
        ? await readiness.lacking(place, step, notice, signal, written)
        : {};
    if (lack && !signal.aborted) {
      skip(lack);
      return undefined;
    }
    let judged: readonly JudgedCheck[] = [];
    if ((step.kind === 'edit' || isOnDesk(step)) && purpose !== 'prepare') {
      judged = await judgeText(desk, step);
      for (const check of judged) tell({ type: 'check.judged', check });
      if (step.kind === 'edit') await files.read(place);
      if (judged.some((check) => check.verdict === 'failed')) {
        for (const check of unlooked(laterChecks(step, judged))) tell({ type: 'check.judged', check });
        finish('failed');
        return undefined;
      }
    }
    if (isOnDesk(step)) {
      finish(signal.aborted ? 'cancelled' : 'passed');
      return undefined;
    }
    if (unready) throw unready;
    // What this run overtook is still letting go of its containers.
    await unlessAborted(Promise.allSettled(context.before), signal);
    if (signal.aborted) {
      finish('cancelled');
      return undefined;
    }
    return { world: await readiness.prepared(place, step, notice, signal), judged };
  }

  let prepared: Prepared | undefined;
  try {
    prepared = await prepare(step);
  } catch (error) {
    if (signal.aborted) finish('cancelled');
    else if (error instanceof MachineError && isOnlyRead(step)) {
      // Reading needs no engine; that there is none is said here already.
      notice(error.what);
      finish('passed');
    } else tell({ type: 'run.broke', error: explained(error) });
    return;
  }
  if (!prepared) return;
  const run: StepRun = {
    world: prepared.world,
    lab: place.lab,
    step,
    purpose: step.kind === 'edit' && purpose === 'check' ? 'run' : purpose,
    guided: scope.mode !== 'unattended',
    stamp: `${scope.session}-${runId}`,
    judged: idsOf(prepared.judged),
    signal,
    results: [],
    shown,
    undo: [],
    notice,
    tell: telling,
  };
  try {
    const end = await runStep(run);
    tell({ type: 'step.finished', ...end, seconds: seconds() });
  } catch (error) {
    tell({ type: 'run.broke', error: explained(error) });
  }
}

/** A step that builds on one which this machine skips gives its reason. */
function whyNot(state: SessionState, lab: string, need: string): Message {
  const earlier = state.steps[stepKey({ lab, step: need })];
  const why = earlier?.phase === 'skipped' ? earlier.reason : undefined;
  if (why?.id === 'requires.need') return why;
  return why?.id.startsWith('requires.') ? msg('requires.need', { need, why }) : msg('run.skipped.need', { need });
}

/** What is on its way is waited for before doctor looks; what cannot be had is doctor's to tell. */
async function madeReady(prepared: () => Promise<World>): Promise<void> {
  try {
    await prepared();
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
  }
}
