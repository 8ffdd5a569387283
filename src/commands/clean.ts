import { msg, say } from '../i18n/message.ts';
import { removeAll } from '../runtime/sweep.ts';
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
  const things = keepBases ? owned.filter((thing) => thing.labels['go-docker-lab.role'] !== 'base') : owned;
  const removed = await removeAll(engine, things, app.interrupted);
  for (const thing of removed) {
    if (app.flags.json)
      print(app, JSON.stringify({ v: 1, type: 'thing.removed', kind: thing.kind, id: thing.id, names: thing.names }));
    else
      print(
        app,
        say(app.lang, msg('clean.removed', { kind: thing.kind, name: thing.names[0] ?? thing.id.slice(0, 19) })),
      );
  }
  if (!app.flags.json) print(app, say(app.lang, msg('clean.total', { count: removed.length })));
  return 0;
}
