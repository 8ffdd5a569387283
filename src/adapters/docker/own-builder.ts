import type { BuildVertex } from '../../checks/evidence.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import type { Cli } from './cli.ts';
import { stoppedWithin, usualWaits } from './dropped.ts';

/** The vertex under which buildx starts a BuildKit in a container. */
const booting = '[internal] booting buildkit';
/** What it does under it first tells whether that container is new. */
const makesOne = /\b(?:pulling image|creating container) \S/;
const startsOne = /\bstarting container \S/;

/** Sees that buildx wants a builder of its own, and stops it. */
export interface BuilderWatch {
  /** Ends the build when it is stopped from outside, and when it wants a builder. */
  readonly signal: AbortSignal;
  /** Whether this is the builder's, and no part of the build. */
  isBuilder(vertex: Pick<BuildVertex, 'name'>): boolean;
  /** What buildx prints, after its vertexes were looked at. */
  read(text: string): void;
  wanted(): boolean;
  /** Whether it may have made a container; one that was there before is not its own. */
  made(): boolean;
}

/**
 * Before anything else buildx asks the engine by a connection of its own whether it has BuildKit, and takes whatever
 * goes wrong for a no (docker/buildx: driver/docker/factory.go): then it pulls moby/buildkit, and builds in a container
 * of that, which knows no local image and whose result nobody gets. Every engine with which we use buildx has BuildKit.
 * So the connection was lost: this stops the build, removes that container, and builds again, up to `waits.length`
 * times. Throws a MachineError when the connection is lost each time.
 */
export async function withoutOwnBuilder<T>(
  {
    info,
    cli,
    waits = usualWaits,
  }: { readonly info: EngineInfo; readonly cli: Cli; readonly waits?: readonly number[] },
  build: (watch: BuilderWatch) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let made = false;
  for (const wait of [...waits, undefined]) {
    const watch = watchFor(signal);
    const result = await build(watch);
    // The engine may have made one after it was looked for.
    if (!watch.wanted()) {
      if (made) await removeBuilder(cli, info);
      return result;
    }
    made ||= watch.made();
    if (made) await removeBuilder(cli, info);
    if (signal?.aborted) return result;
    if (wait !== undefined && (await stoppedWithin(wait, signal))) return result;
  }
  throw new MachineError({
    what: msg('engine.lost', { endpoint: info.endpoint }),
    next: msg('engine.lost.next'),
    raw: `buildx: ${booting}`,
  });
}

function watchFor(outside: AbortSignal | undefined): BuilderWatch {
  const stop = new AbortController();
  let wanted = false;
  let said = '';
  return {
    signal: outside ? AbortSignal.any([outside, stop.signal]) : stop.signal,
    isBuilder({ name }) {
      const is = name === booting;
      wanted ||= is;
      return is;
    },
    read(text) {
      if (!wanted) return;
      said += text;
      // Not before it is known whether there is anything to remove.
      if (makesOne.test(said) || startsOne.test(said)) stop.abort();
    },
    wanted: () => wanted,
    made: () => makesOne.test(said) && !startsOne.test(said),
  };
}

/** It may have come to none: then nothing is there to remove, and docker says so. */
async function removeBuilder(cli: Cli, { context }: EngineInfo): Promise<void> {
  const name = `buildx_buildkit_${context}`;
  await cli.run(['rm', '-f', '-v', name]);
  await cli.run(['volume', 'rm', '-f', `${name}_state`]);
}
