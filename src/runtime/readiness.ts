import type { Step } from '../course/model.ts';
import type { Capability } from '../course/schema.ts';
import { MachineError } from '../errors.ts';
import type { Message } from '../i18n/message.ts';
import type { Place } from '../session/outline.ts';
import { isTextual } from './judge-text.ts';
import { lackOf } from './requires.ts';
import type { World } from './world.ts';

type Notice = (notice: Message) => void;

export interface ReadinessOptions {
  /** Connects to the engine: called before each run until it succeeds. */
  readonly prepare: (notice: Notice) => Promise<World>;
  /**
   * Sees to the base images of a lab before the first of its steps that builds or runs anything, where that is
   * not all done by `prepare`. Throws a MachineError when they cannot be had.
   */
  readonly provide?: (world: World, lab: string, notice: Notice, signal: AbortSignal) => Promise<World>;
}

/** At most one of the two. */
export interface Lacking {
  readonly lack?: Message | undefined;
  readonly unready?: MachineError;
}

/** What has been made ready for the steps of a session. */
export interface Readiness {
  /** The last world, if there was one. */
  readonly world: World | undefined;
  /** The machine was changed: everything is looked at anew before the next run. */
  refresh(): void;
  /** The world in which a step can run. Throws a MachineError, or the signal's reason as soon as it is aborted. */
  prepared(place: Place, step: Step, notice: Notice, signal: AbortSignal): Promise<World>;
  /**
   * What this machine lacks for a step. Without an engine that is not known, but what the learner wrote can be
   * judged: `unready` is then why, to be thrown after that instead of trying once more. `written`: what the step's
   * files want besides.
   */
  lacking(
    place: Place,
    step: Step,
    notice: Notice,
    signal: AbortSignal,
    written: readonly Capability[],
  ): Promise<Lacking>;
}

export function createReadiness(options: ReadinessOptions): Readiness {
  let world: World | undefined;
  let stale = false;
  /** Labs whose base images are there. */
  const provided = new Set<string>();

  async function prepared({ lab }: Place, step: Step, notice: Notice, signal: AbortSignal): Promise<World> {
    if (!world || stale) {
      provided.clear();
      world = await unlessAborted(options.prepare(notice), signal);
      stale = false;
    }
    if (options.provide && !provided.has(lab) && !isOnlyRead(step)) {
      world = await unlessAborted(options.provide(world, lab, notice, signal), signal);
      provided.add(lab);
    }
    return world;
  }

  return {
    get world() {
      return world;
    },
    refresh() {
      stale = true;
    },
    prepared,
    async lacking(place, step, notice, signal, written) {
      try {
        return { lack: await lackOf(await prepared(place, step, notice, signal), place.lab, step, signal, written) };
      } catch (error) {
        if (step.kind === 'edit' && error instanceof MachineError) return { unready: error };
        throw error;
      }
    },
  };
}

/** Whether a step needs nothing of the machine. */
export function isOnlyRead(step: Step): boolean {
  return !('actions' in step) && step.needs.length + step.checks.length + step.measure.length === 0;
}

/** Whether a step is judged by the learner's files alone: nothing is run or measured, and no engine is asked. */
export function isOnDesk(step: Step): boolean {
  const runs = 'actions' in step && step.actions.length > 0;
  if (runs || step.kind === 'quiz' || step.needs.length + step.measure.length > 0) return false;
  return step.checks.length > 0 && step.checks.every(isTextual);
}

/** An engine that takes its time must not hold whoever has changed their mind. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  // The signal of a whole session outlives many of these.
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
