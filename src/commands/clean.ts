import { MachineError } from '../errors.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import type { OwnedThing } from '../ports/engine.ts';
import { inRemovalOrder } from '../runtime/sweep.ts';
import { labelKeys } from '../runtime/world.ts';
import { type App, print } from './app.ts';
import { connectOrStop } from './connect.ts';

/** `clean`: removes every container, image, network and volume of ours, and nothing else. */
export async function cleanEngine(app: App, keepBases: boolean): Promise<number> {
  const engine = await connectOrStop(app);
  const { learner } = app.flags;
  // On a shared engine a learner's name keeps everybody else's things, and the base images, as they are.
  const owned = await engine.owned(
    learner === undefined ? {} : { labels: { [labelKeys.learner]: learner } },
    app.interrupted,
  );
  if (!app.flags.yes) refuseAmongOthers(app, owned);
  const things = keepBases ? owned.filter((thing) => thing.labels['go-docker-lab.role'] !== 'base') : owned;
  let count = 0;
  let inUse: MachineError | undefined;
  for (const thing of inRemovalOrder(things)) {
    if (app.interrupted.aborted) break;
    try {
      await engine.remove(thing, app.interrupted);
    } catch (error) {
      // Someone else's container or image is based on it: the rest goes all the same.
      if (!(error instanceof MachineError) || error.what.id !== 'engine.image-in-use') throw error;
      inUse ??= error;
      continue;
    }
    count += 1;
    tellRemoved(app, thing);
  }
  if (inUse) throw inUse;
  if (!app.flags.json) print(app, say(app.lang, left(app, count)));
  return 0;
}

/**
 * Who forgets --learner on a shared engine must not take the ground from under the others, nor anybody from under a
 * session of their own. Of a session elsewhere nobody knows whether it lives: its own name is enough to clear it away.
 */
function refuseAmongOthers({ presence, session, flags: { learner } }: App, things: readonly OwnedThing[]): void {
  const atWork = learner === undefined ? ['alive', 'elsewhere'] : ['alive'];
  const live = things.filter(
    ({ kind, labels }) =>
      kind === 'container' &&
      labels[labelKeys.session] !== session &&
      atWork.includes(presence.of(labels[labelKeys.process])),
  );
  if (live.length === 0) return;
  if (learner !== undefined)
    throw new MachineError({ what: msg('clean.at-work', { learner }), next: msg('clean.at-work.next') });
  const learners = [...new Set(live.map(({ labels }) => labels[labelKeys.learner] ?? 'default'))].sort();
  throw new MachineError({
    what: msg('clean.others', { learners: learners.join(', ') }),
    next: msg('clean.others.next'),
  });
}

function left({ flags }: App, count: number): Message {
  return flags.learner === undefined
    ? msg('clean.total', { count })
    : msg('clean.total.learner', { count, learner: flags.learner });
}

function tellRemoved(app: App, thing: OwnedThing): void {
  const { kind, id, names } = thing;
  if (app.flags.json) print(app, JSON.stringify({ v: 1, type: 'thing.removed', kind, id, names }));
  else print(app, say(app.lang, msg('clean.removed', { kind, name: names[0] ?? id.slice(0, 19) })));
}
