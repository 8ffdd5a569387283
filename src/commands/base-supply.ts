import type { Course } from '../course/model.ts';
import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { World } from '../runtime/world.ts';
import type { App, FoundBases } from './app.ts';

/** A registry that says nothing for so long is not waited for. */
const silentMilliseconds = 20_000;

/** Gets base images while the learner reads, and what a step needs before it runs. */
export interface BaseSupply {
  /**
   * Pulls in the background, one image after the other, what a lab and the one after it build FROM and what is
   * not there. Says so only once a registry answers. What could not be had is not tried again.
   */
  ahead(lab: string): void;
  /** Sees to a lab's base images; waits for one that is being pulled. Throws a MachineError for what cannot be had. */
  provide(world: World, lab: string, notice: (notice: Message) => void, signal: AbortSignal): Promise<World>;
  /** Something was put right on this machine: what failed may work now. */
  renew(): void;
  /** Stops what is being pulled, and waits for its end. */
  stop(): Promise<void>;
}

type Missing = FoundBases['missing'][number];

/** One supply for a session. `tell` says what happens in the background. */
export function createBaseSupply(app: App, course: Course, tell: (notice: Message) => void): BaseSupply {
  const ending = new AbortController();
  const stopped = AbortSignal.any([app.interrupted, ending.signal]);
  const failed = new Set<string>();
  /** What failed since a step last asked for it: whoever runs the step once more wants it tried once more. */
  const refused = new Set<string>();
  /** What is being pulled, by public name; resolves to whether it is there. */
  const pulling = new Map<string, Promise<boolean>>();
  let wanted: readonly string[] = [];
  let working: Promise<void> | undefined;
  /** Something was asked for since the work began. */
  let asked = false;

  function start(): void {
    if (!asked || working || stopped.aborted) return;
    asked = false;
    working = work()
      // No engine, no answer: the next step that needs one says so, and doctor why.
      .catch((error: unknown) => {
        if (!(error instanceof MachineError)) throw error;
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
      const engine = await app.connect();
      const { missing } = await app.lookForBases([name], engine, stopped);
      for (const base of missing) await pulled(engine, base, tell);
    }
  }

  /** Pulls an image, or joins the pull of it that is under way. Whether it is there then. */
  function pulled(engine: Engine, base: Missing, say: (notice: Message) => void, told = false): Promise<boolean> {
    const known = pulling.get(base.name);
    if (known) return known;
    const begun = pullFirst(engine, base, say, told)
      .then((there) => {
        if (there) say(msg('pull.done', { name: base.name }));
        else if (!stopped.aborted) {
          failed.add(base.name);
          refused.add(base.name);
        }
        return there;
      })
      .finally(() => pulling.delete(base.name));
    pulling.set(base.name, begun);
    return begun;
  }

  /** From the first place that has it. */
  async function pullFirst(
    engine: Engine,
    { name, sources }: Missing,
    say: (notice: Message) => void,
    announced: boolean,
  ): Promise<boolean> {
    let told = announced;
    for (const source of sources) {
      const silence = new AbortController();
      const timer = setTimeout(() => silence.abort(), silentMilliseconds);
      const result = await engine
        .docker(['pull', source], {
          signal: AbortSignal.any([stopped, silence.signal]),
          onOutput: (_, stream) => {
            // The first word on stdout comes with the manifest: a registry answered.
            if (stream !== 'stdout') return;
            clearTimeout(timer);
            if (!told) say(msg('pull.started', { name }));
            told = true;
          },
        })
        .finally(() => clearTimeout(timer));
      if (result.exitCode === 0) return true;
      if (stopped.aborted) return false;
    }
    if (told) say(msg('pull.failed', { name }));
    return false;
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
        if (refused.delete(base.name) || signal.aborted) continue;
        notice(msg(pulling.has(base.name) ? 'pull.joined' : 'pull.first', { name: base.name }));
        await pulled(world.engine, base, notice, true);
      }
      const now = await app.lookForBases(course.bases, world.engine, signal);
      const still = now.missing.filter((base) => names.includes(base.name)).map((base) => base.name);
      for (const name of still) refused.delete(name);
      if (still.length > 0)
        throw new MachineError({
          what: msg('doctor.bases.missing', { names: still.join(', ') }),
          next: msg('doctor.bases.missing.next'),
        });
      return { ...world, bases: now.mapping };
    },
    renew() {
      failed.clear();
      refused.clear();
    },
    async stop() {
      ending.abort();
      await Promise.allSettled([...pulling.values(), ...(working ? [working] : [])]);
    },
  };
}
