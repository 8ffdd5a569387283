import type { Course } from '../course/model.ts';
import { ExplainedError, MachineError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import type { Watcher } from '../ports/watcher.ts';
import type { Happened, Intent, SessionEvent } from '../session/events.ts';
import { outlineOf, type Place } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { initialState, reduce } from '../session/reduce.ts';
import { checkCounts } from '../session/selectors.ts';
import type { Session } from '../session/session.ts';
import type { Command, SessionState } from '../session/state.ts';
import { resetStep } from './begin-anew.ts';
import { laidOut, watchFiles } from './learner-files.ts';
import { createReadiness, type ReadinessOptions } from './readiness.ts';
import { createRuns } from './runs.ts';
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
  /** Whose progress it is, where a name was given. */
  readonly learner?: string;
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
  const { course, clock, memory, store, desk, mode, session } = options;
  const readiness = createReadiness(options);
  let state = initialState(outlineOf(course), options.progress, {
    mode,
    ...(options.plan ? { plan: options.plan } : {}),
  });
  for (const [key, { at: _, ...figure }] of Object.entries(options.progress.figures)) memory.figures.set(key, figure);
  const listeners = new Set<(state: SessionState, event: SessionEvent) => void>();
  const begun = clock.monotonic();
  let saving: Promise<void> = Promise.resolve();
  let resetting: Promise<void> = Promise.resolve();
  let settle: (state: SessionState) => void = () => undefined;
  const done = new Promise<SessionState>((resolve) => {
    settle = resolve;
  });
  const getState = (): SessionState => state;
  const layOut = laidOut(desk, mode === 'guided' ? 'start' : 'solution', (notice) =>
    emit({ type: 'notice.given', notice }),
  );
  const files = watchFiles({ desk, watcher: options.watcher, layOut, emit });
  const runs = createRuns({ course, clock, desk, mode, session, readiness, files, layOut, getState, emit });

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
        runs.begin(command);
        return;
      case 'cancel-run':
        runs.cancel(command.runId);
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
        runs.compare(command.place);
        return;
      case 'reset-step':
        resetting = resetStep({ desk, runs, learner: options.learner ?? '', emit }, command);
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

  return {
    get world() {
      return readiness.world;
    },
    getState,
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
        session,
      }),
    refresh: () => readiness.refresh(),
    done,
    async close() {
      files.stop();
      await runs.close();
      await resetting;
      // What began anew is watched again.
      files.stop();
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
