import { msg, say } from '../i18n/message.ts';
import { comparisonText } from '../render/plain/comparison.ts';
import { outlineOf } from '../session/outline.ts';
import { initialState } from '../session/reduce.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';

/** `compare`: every figure measured so far on this machine. */
export async function compareImages(app: App): Promise<number> {
  const course = await app.loadCourse();
  const { progress, notices } = await app.progress(course).load();
  printNotices(app, notices);
  if (app.flags.json) {
    print(app, JSON.stringify({ v: 1, type: 'comparison', figures: Object.values(progress.figures) }));
    return 0;
  }
  const state = initialState(outlineOf(course), progress, { mode: 'guided' });
  const width = Math.max(40, app.terminal.stdout.columns ?? 80);
  const text = comparisonText(course, state, app.lang, width);
  print(app, text === '' ? say(app.lang, msg('compare.nothing')) : text);
  return 0;
}
