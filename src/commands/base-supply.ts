import type { Course } from '../course/model.ts';
import { diagnose } from '../diagnose.ts';
import type { MissingBase } from '../doctor/base-images.ts';
import { ExplainedError, type Explanation, MachineError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import { unlessAborted } from '../runtime/readiness.ts';
import type { World } from '../runtime/world.ts';
import type { App } from './app.ts';

/** Milliseconds of how long nothing is waited for, or not tried again. */
export interface SupplyBounds {
  /** Until a registry says its first word. */
  readonly answer: number;
  /** Between two words after that: docker says nothing while a layer comes, and a line may be slow. */
  readonly silence: number;
  /** What failed so shortly before is not tried at once when a step asks for it. */
  readonly fresh: number;
}

const usual: SupplyBounds = { answer: 20_000, silence: 600_000, fresh: 60_000 };

/** Gets base images while the learner reads, and what a step needs before it runs. */
export interface BaseSupply {
  /**
   * Pulls in the background, one image after the other, what a lab and the one after it build FROM and what is
   * not there. Says so only once a registry answers. What could not be had is not tried again.
   */
  ahead(lab: string): void;
  /**
   * Sees to a lab's base images; waits for one that is being pulled. Throws a MachineError for what cannot be had.
   * A pull for which only a cancelled step waited is stopped.
   */
  provide(world: World, lab: string, notice: (notice: Message) => void, signal: AbortSignal): Promise<World>;
  /** Something was put right on this machine: what failed or hangs may work now. */
  renew(): void;
  /** Stops what is being pulled, and waits for its end. */
  stop(): Promise<void>;
}

type Outcome = 'there' | 'failed' | 'stopped';

interface Pull {
  readonly abort: AbortController;
  readonly ended: Promise<Outcome>;
  /** Steps that wait for it. */
  waiting: number;
}

/** One supply for a session. `tell` says what happens in the background. */
export function createBaseSupply(
  app: App,
  course: Course,
  tell: (notice: Message) => void,
  bounds: SupplyBounds = usual,
): BaseSupply {
  const ending = new AbortController();
  const stopped = AbortSignal.any([app.interrupted, ending.signal]);
  const failed = new Set<string>();
  /** When it failed, since a step last asked for it: whoever runs the step once more wants it tried once more. */
  const refused = new Map<string, number>();
  /** Why the place that was asked first did not give it, where that is known. */
  const reasons = new Map<string, Explanation>();
  /** What is being pulled, by public name. */
  const pulling = new Map<string, Pull>();
  let wanted: readonly string[] = [];
  let working: Promise<void> | undefined;
  /** Something was asked for since the work began. */
  let asked = false;

  function start(): void {
    if (!asked || working || stopped.aborted) return;
    asked = false;
    working = work()
      .catch((error: unknown) => {
        // No engine, no answer: the next step that needs one says so, and doctor why.
        if (stopped.aborted || error instanceof MachineError) return;
        tell(error instanceof ExplainedError ? error.what : raw(String(error)));
      })
      .finally(() => {
        working = undefined;
        start();
      });
  }

  async function work(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const name = wanted.find((one) => !tried.has(one) && !failed.has(one));
      if (name === undefined || stopped.aborted) return;
      tried.add(name);
      const engine = await unlessAborted(app.connect(), stopped);
      // What a step pulls meanwhile would be found missing, and pulled twice.
      for (let one = pulling.get(name); one; one = pulling.get(name)) await one.ended;
      const { missing } = await app.lookForBases([name], engine, stopped);
      // Offline there is nowhere to pull it from.
      for (const base of missing) if (base.sources.length > 0) await pull(engine, base, tell, false).ended;
    }
  }

  /** Pulls an image, or joins the pull of it that is under way. */
  function pull(engine: Engine, base: MissingBase, say: (notice: Message) => void, told: boolean): Pull {
    const known = pulling.get(base.name);
    if (known && !known.abort.signal.aborted) return known;
    const abort = new AbortController();
    const signal = AbortSignal.any([stopped, abort.signal]);
    const work = async (): Promise<Outcome> => {
      // One that was stopped may take a moment.
      await known?.ended.catch(() => undefined);
      try {
        const there = await pullFirst(engine, base, say, told, signal);
        if (there) say(msg('pull.done', { name: base.name }));
        else if (!signal.aborted) {
          failed.add(base.name);
          refused.set(base.name, app.clock.monotonic());
        }
        return there ? 'there' : signal.aborted ? 'stopped' : 'failed';
      } finally {
        if (pulling.get(base.name) === begun) pulling.delete(base.name);
      }
    };
    const begun: Pull = { abort, waiting: 0, ended: Promise.resolve().then(work) };
    pulling.set(base.name, begun);
    return begun;
  }

  /** From the first place that has it. */
  async function pullFirst(
    engine: Engine,
    { name, sources }: MissingBase,
    say: (notice: Message) => void,
    announced: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    let told = announced;
    reasons.delete(name);
    for (const source of sources) {
      const silence = new AbortController();
      const after = (milliseconds: number) => setTimeout(() => silence.abort(), milliseconds).unref();
      let timer = after(bounds.answer);
      let answered = false;
      const result = await engine
        .docker(['pull', source], {
          signal: AbortSignal.any([signal, silence.signal]),
          onOutput: (text, stream) => {
            // The first word on stdout comes with the manifest: a registry answered. Podman's own command has only these.
            answered ||= stream === 'stdout' || /^Getting image source signatures/m.test(text);
            if (!answered) return;
            clearTimeout(timer);
            timer = after(bounds.silence);
            if (!told) say(msg('pull.started', { name }));
            told = true;
          },
        })
        .finally(() => clearTimeout(timer));
      if (result.exitCode === 0) return true;
      if (signal.aborted) return false;
      const reason = diagnose(result.output);
      if (reason && !reasons.has(name)) reasons.set(name, reason);
    }
    const reason = reasons.get(name);
    if (told && reason?.next) say(msg('network.pull.failed', { name, why: reason.what, next: reason.next }));
    else if (told) say(msg('pull.failed', { name }));
    return false;
  }

  /** Waits for an image as long as the step wants it; begins once more what a fix stopped. */
  async function obtain(
    engine: Engine,
    base: MissingBase,
    notice: (notice: Message) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let outcome: Outcome = 'stopped';
    while (outcome === 'stopped' && !signal.aborted && !stopped.aborted) {
      const one = pull(engine, base, notice, true);
      one.waiting += 1;
      try {
        outcome = await unlessAborted(one.ended, signal);
      } finally {
        one.waiting -= 1;
        if (signal.aborted && one.waiting === 0) one.abort.abort();
      }
    }
  }

  return {
    ahead(lab) {
      const index = course.labs.findIndex((one) => one.id === lab);
      wanted = [...new Set(course.labs.slice(index, index + 2).flatMap((one) => one.bases))];
      asked = true;
      start();
    },
    async provide(world, lab, notice, signal) {
      const names = course.labs.find((one) => one.id === lab)?.bases ?? [];
      const { missing } = await app.lookForBases(names, world.engine, signal);
      for (const base of missing) {
        if (base.sources.length === 0) continue;
        const since = refused.get(base.name);
        refused.delete(base.name);
        if (since !== undefined && app.clock.monotonic() - since < bounds.fresh) continue;
        signal.throwIfAborted();
        const joined = pulling.get(base.name)?.abort.signal.aborted === false;
        notice(msg(joined ? 'pull.joined' : 'pull.first', { name: base.name }));
        await obtain(world.engine, base, notice, signal);
      }
      const now = await app.lookForBases(course.bases, world.engine, signal);
      const still = now.missing.filter((base) => names.includes(base.name)).map((base) => base.name);
      for (const name of still) refused.delete(name);
      if (still.length > 0) throw notHad(still, missing, reasons);
      return { ...world, bases: now.mapping };
    },
    renew() {
      failed.clear();
      refused.clear();
      if (pulling.size === 0) return;
      for (const one of pulling.values()) one.abort.abort();
      asked = true;
      start();
    },
    async stop() {
      ending.abort();
      await Promise.allSettled([...[...pulling.values()].map((one) => one.ended), ...(working ? [working] : [])]);
    },
  };
}

/** Why a step has to wait for its base images: offline, what the registry said, or simply that they are missing. */
function notHad(
  still: readonly string[],
  missing: readonly MissingBase[],
  reasons: ReadonlyMap<string, Explanation>,
): MachineError {
  const names = still.join(', ');
  if (missing.some(({ name, sources }) => still.includes(name) && sources.length === 0))
    return new MachineError({ what: msg('network.offline.missing', { names }), next: msg('network.offline.next') });
  const reason = still.map((name) => reasons.get(name)).find((one) => one !== undefined);
  if (!reason)
    return new MachineError({ what: msg('doctor.bases.missing', { names }), next: msg('doctor.bases.missing.next') });
  return new MachineError({
    what: msg('network.bases.not-had', { names, why: reason.what }),
    next: reason.next ?? msg('doctor.bases.missing.next'),
    ...(reason.raw === undefined ? {} : { raw: reason.raw }),
  });
}
