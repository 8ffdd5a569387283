import { type Course, findStep } from '../course/model.ts';
import { BugError, ExplainedError, MachineError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import type { Watcher } from '../ports/watcher.ts';
import type { Happened, Intent, JudgedCheck, SessionEvent } from '../session/events.ts';
import { outlineOf, type Place, stepKey } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { initialState, reduce } from '../session/reduce.ts';
import { checkCounts } from '../session/selectors.ts';
import type { Session } from '../session/session.ts';
import type { Command, SessionState } from '../session/state.ts';
import { examineStep, onlyExamines } from './doctor-action.ts';
import { idsOf, judgeText, laterChecks } from './judge-text.ts';
import { laidOut, watchFiles } from './learner-files.ts';
import {
  createReadiness,
  isOnDesk,
  isOnlyRead,
  type Lacking,
  type ReadinessOptions,
  unlessAborted,
} from './readiness.ts';
import { measureReference } from './reference.ts';
import { mayLack } from './requires.ts';
import { runStep, skippedChecks, unlooked } from './run-step.ts';
import type { RunNews, StepRun } from './step-run.ts';
import { sweepSession } from './sweep.ts';
import type { Desk, SessionMemory, World } from './world.ts';

export interface SessionOptions extends ReadinessOptions {
  readonly course: Course;
  readonly clock: Clock;
  readonly session: string;
  readonly memory: SessionMemory;
  /** The learner's files: known without an engine. */
  readonly desk: Desk;
  /** Notices saves; absent where nobody edits. */
  readonly watcher?: Watcher;
  readonly progress: Progress;
  readonly store: Pick<ProgressStore, 'save'>;
  readonly mode: SessionState['mode'];
  readonly plan?: readonly Place[];
}

export interface LiveSession extends Session {
  /** Says that the course has begun; an unattended session starts to run. */
  start(): void;
  /** Tells a notice that arose outside a run. */
  dispatchNotice(notice: Message): void;
  /** What runs were made with last; `undefined` before the first one that needed the engine. */
  readonly world: World | undefined;
  /** The machine was changed: look at engine and base images anew before the next run. */
  refresh(): void;
  /** Resolves when an unattended plan is done, was cancelled, or broke. */
  readonly done: Promise<SessionState>;
  /** Stops what runs, waits for it, and removes this session's containers and networks. */
  close(): Promise<void>;
}

/**
 * The loop: events go to the reducer and to every listener; the commands that come back are carried
 * out through ports, and what happens then comes back as events.
 */
export function openSession(options: SessionOptions): LiveSession {
  const { course, clock, memory, store, desk } = options;
  const outline = outlineOf(course);
  const readiness = createReadiness(options);
  let state = initialState(outline, options.progress, {
    mode: options.mode,
    ...(options.plan ? { plan: options.plan } : {}),
  });
  for (const [key, { at: _, ...figure }] of Object.entries(options.progress.figures)) memory.figures.set(key, figure);
  const listeners = new Set<(state: SessionState, event: SessionEvent) => void>();
  const running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  const begun = clock.monotonic();
  let saving: Promise<void> = Promise.resolve();
  let closed = false;
  let settle: (state: SessionState) => void = () => undefined;
  const done = new Promise<SessionState>((resolve) => {
    settle = resolve;
  });

  const layOutOnce = laidOut(desk, options.mode === 'guided' ? 'start' : 'solution', (notice) =>
    emit({ type: 'notice.given', notice }),
  );
  const files = watchFiles({ desk, watcher: options.watcher, layOut: layOutOnce, emit });
  let measuring: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;

  function emit(event: Intent | Happened): void {
    const stamped: SessionEvent = { ...event, at: new Date(clock.now()).toISOString() };
    // What an overtaken run still says is nobody's business.
    if ('runId' in event && state.active?.runId !== event.runId) return;
    const reduced = reduce(state, stamped);
    state = reduced.state;
    for (const listener of listeners) listener(state, stamped);
    for (const command of reduced.commands) carryOut(command);
  }

  function carryOut(command: Command): void {
    switch (command.type) {
      case 'run-step':
      case 'skip-step':
        begin(command);
        return;
      case 'cancel-run':
        running.get(command.runId)?.abort.abort();
        return;
      case 'watch-step':
        files.watch(command.place);
        return;
      case 'unwatch':
        files.stop();
        return;
      case 'read-mine':
        void files.read(command.place);
        return;
      case 'measure-reference':
        measuring = compare(command.place);
        return;
      case 'save-progress':
        save(command.progress);
        return;
      case 'finish':
        // Last of all: also what saving has to say comes before it.
        void saving.then(() => {
          emit({ type: 'course.finished', ...checkCounts(state), seconds: (clock.monotonic() - begun) / 1000 });
          settle(state);
        });
        return;
    }
  }

  function save(progress: Progress): void {
    saving = saving
      .then(() => store.save(progress))
      .catch((error: unknown) => {
        emit({
          type: 'notice.given',
          notice: error instanceof ExplainedError ? msg('progress.unsaved', { why: error.what }) : raw(String(error)),
        });
      });
  }

  function begin(command: Extract<Command, { type: 'run-step' | 'skip-step' }>): void {
    const abort = new AbortController();
    measuring?.abort.abort();
    const before = [...running.values(), ...(measuring ? [measuring] : [])].map((one) => one.ended);
    const ended = perform(command, abort.signal, before).finally(() => running.delete(command.runId));
    running.set(command.runId, { abort, ended });
  }

  /** Builds and measures the reference solution beside the learner's; a run that begins meanwhile stops it. */
  function compare(place: Place): NonNullable<typeof measuring> {
    const abort = new AbortController();
    const work = async (): Promise<void> => {
      await Promise.resolve();
      const step = findStep(course, place.lab, place.step);
      if (step?.kind !== 'edit') return;
      emit({ type: 'reference.started', ...place });
      try {
        const notice = (given: Message): void => emit({ type: 'notice.given', notice: given });
        const world = await readiness.prepared(place, step, notice, abort.signal);
        const figures = await measureReference(world, place.lab, step, abort.signal);
        emit({ type: 'reference.measured', ...place, figures });
      } catch (error) {
        const reason = error instanceof ExplainedError ? error.what : raw(String(error));
        emit({ type: 'reference.failed', ...place, reason: abort.signal.aborted ? msg('interrupted') : reason });
      }
    };
    return { abort, ended: work() };
  }

  /** A step that builds on one which this machine skips gives its reason. */
  function whyNot(lab: string, need: string): Message {
    const earlier = state.steps[stepKey({ lab, step: need })];
    const why = earlier?.phase === 'skipped' ? earlier.reason : undefined;
    if (why?.id === 'requires.need') return why;
    return why?.id.startsWith('requires.') ? msg('requires.need', { need, why }) : msg('run.skipped.need', { need });
  }

  /** What is on its way is waited for before doctor looks; what cannot be had is doctor's to tell. */
  async function madeReady(...asked: Parameters<typeof readiness.prepared>): Promise<void> {
    try {
      await readiness.prepared(...asked);
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
    }
  }

  async function perform(
    command: Extract<Command, { type: 'run-step' | 'skip-step' }>,
    signal: AbortSignal,
    before: readonly Promise<void>[],
  ): Promise<void> {
    // The reducer may be in the middle of an event: let it finish before the next one is told.
    await Promise.resolve();
    const { runId, place } = command;
    const from = clock.monotonic();
    // What a build waited for others is not the step's time.
    let waited = 0;
    let queuedAt: number | undefined;
    const pending = (): number => (queuedAt === undefined ? 0 : clock.monotonic() - queuedAt);
    const seconds = (): number => (clock.monotonic() - from - waited - pending()) / 1000;
    const tell = (news: RunNews): void => emit({ ...news, runId, lab: place.lab, step: place.step } as Happened);
    const step = findStep(course, place.lab, place.step);
    if (!step || closed) return;
    const purpose = command.type === 'run-step' ? command.purpose : 'run';
    tell({ type: 'step.started', purpose });
    const skip = (reason: Message): void => {
      for (const check of skippedChecks(step, reason)) tell({ type: 'check.judged', check });
      tell({ type: 'step.finished', outcome: 'skipped', seconds: seconds(), reason });
    };
    if (command.type === 'skip-step') {
      skip(whyNot(place.lab, command.failedNeed));
      return;
    }
    const notice = (given: Message): void => emit({ type: 'notice.given', notice: given });
    const shown: string[] = [];
    const telling = (news: RunNews): void => {
      if (news.type === 'build.queued') queuedAt ??= clock.monotonic();
      if (news.type === 'action.started') {
        shown[news.index] = news.command.shown;
        waited += pending();
        queuedAt = undefined;
      }
      tell(news);
    };
    let judged: readonly JudgedCheck[] = [];
    let world: World;
    try {
      await layOutOnce(place.lab);
      if (onlyExamines(step) && purpose === 'run') {
        await madeReady(place, step, notice, signal);
        const outcome = await examineStep({ desk, lab: place.lab, signal, tell: telling }, step);
        tell({ type: 'step.finished', outcome: signal.aborted ? 'cancelled' : outcome, seconds: seconds() });
        return;
      }
      const { lack, unready }: Lacking = mayLack(desk, place.lab, step)
        ? await readiness.lacking(place, step, notice, signal)
        : {};
      if (lack && !signal.aborted) {
        skip(lack);
        return;
      }
      if ((step.kind === 'edit' || isOnDesk(step)) && purpose !== 'prepare') {
        judged = await judgeText(desk, step);
        for (const check of judged) tell({ type: 'check.judged', check });
        if (step.kind === 'edit') await files.read(place);
        if (judged.some((check) => check.verdict === 'failed')) {
          for (const check of unlooked(laterChecks(step, judged))) tell({ type: 'check.judged', check });
          tell({ type: 'step.finished', outcome: 'failed', seconds: seconds() });
          return;
        }
      }
      if (isOnDesk(step)) {
        tell({ type: 'step.finished', outcome: signal.aborted ? 'cancelled' : 'passed', seconds: seconds() });
        return;
      }
      if (unready) throw unready;
      // What this run overtook is still letting go of its containers.
      await unlessAborted(Promise.allSettled(before), signal);
      if (signal.aborted) {
        tell({ type: 'step.finished', outcome: 'cancelled', seconds: seconds() });
        return;
      }
      world = await readiness.prepared(place, step, notice, signal);
    } catch (error) {
      if (signal.aborted) tell({ type: 'step.finished', outcome: 'cancelled', seconds: seconds() });
      else if (error instanceof MachineError && isOnlyRead(step)) {
        // Reading needs no engine; that there is none is said here already.
        notice(error.what);
        tell({ type: 'step.finished', outcome: 'passed', seconds: seconds() });
      } else tell({ type: 'run.broke', error: explain(error) });
      return;
    }
    const run: StepRun = {
      world,
      lab: place.lab,
      step,
      purpose: step.kind === 'edit' && purpose === 'check' ? 'run' : purpose,
      guided: options.mode !== 'unattended',
      stamp: `${options.session}-${runId}`,
      judged: idsOf(judged),
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
      tell({ type: 'run.broke', error: explain(error) });
    }
  }

  return {
    get world() {
      return readiness.world;
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: emit,
    dispatchNotice: (notice) => emit({ type: 'notice.given', notice }),
    start: () =>
      emit({
        type: 'course.started',
        course: course.id,
        version: course.version,
        labs: course.labs.map((lab) => lab.id),
        session: options.session,
      }),
    refresh: () => readiness.refresh(),
    done,
    async close() {
      closed = true;
      files.stop();
      const all = [...running.values(), ...(measuring ? [measuring] : [])];
      for (const one of all) one.abort.abort();
      await Promise.allSettled(all.map((one) => one.ended));
      await saving;
      const { world } = readiness;
      if (!world) return;
      try {
        await sweepSession(world);
      } catch (error) {
        // The engine is gone, as was told when the run broke: the next start sweeps.
        const told = Object.values(state.steps).some((step) => step.phase === 'broken');
        if (!told || !(error instanceof MachineError)) throw error;
      }
    },
  };
}

function explain(error: unknown): Extract<Happened, { type: 'run.broke' }>['error'] {
  if (error instanceof ExplainedError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new BugError({
    what: msg('bug', { text: error instanceof Error ? error.message : String(error) }),
    raw: text,
    cause: error,
  });
}
