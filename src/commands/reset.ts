import { msg, say } from '../i18n/message.ts';
import { stepKey } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';
import { planOf } from './plan.ts';

/** `reset`: forgets what was done of a step, a lab or all; the old progress file is kept beside it. */
export async function resetProgress(app: App, targets: readonly string[]): Promise<number> {
  const course = await app.loadCourse();
  const places = planOf(course, targets);
  const store = app.progress(course);
  const unlock = await store.lock();
  try {
    const { progress, notices } = await store.load();
    printNotices(app, notices);
    const aside = `${store.path}.${new Date(app.clock.now()).toISOString().replaceAll(':', '-')}`;
    await app.files.write(aside, `${JSON.stringify(progress, null, 2)}\n`);
    const gone = new Set(places.map(stepKey));
    const steps = Object.fromEntries(Object.entries(progress.steps).filter(([key]) => !gone.has(key)));
    const { position, ...rest } = progress;
    const keptPosition = position && !gone.has(stepKey(position)) ? { position } : {};
    const next: Progress = { ...rest, ...keptPosition, steps, figures: targets.length === 0 ? {} : progress.figures };
    await store.save(next);
    print(
      app,
      app.flags.json
        ? JSON.stringify({ v: 1, type: 'progress.reset', steps: [...gone], kept: aside })
        : say(app.lang, msg('reset.done', { count: gone.size, path: aside })),
    );
    return 0;
  } finally {
    await unlock();
  }
}
