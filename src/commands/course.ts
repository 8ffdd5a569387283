import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { App } from './app.ts';
import { newCourse } from './course-new.ts';
import { testCourse } from './course-test.ts';
import { lintCourse } from './lint.ts';
import { nearest } from './nearest.ts';

type Action = (app: App, words: readonly string[], text: boolean) => Promise<number>;

/** The authoring tools, one line each. */
const actions: Readonly<Record<string, Action>> = {
  new: (app, words) => newCourse(app, words),
  lint: (app, words) => {
    if (words.length > 0) throw new UserError({ what: msg('author.excess'), next: msg('author.excess.next') });
    return lintCourse(app);
  },
  test: (app, words, text) => testCourse(app, words, text),
};

/** `course <action>`: makes, validates or proves a course. */
export async function authorCourse(app: App, words: readonly string[], text: boolean): Promise<number> {
  const [name = '', ...rest] = words;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action) return action(app, rest, text);
  const names = Object.keys(actions);
  const close = nearest(name, names);
  throw new UserError({
    what: msg('author.action', { name, names: names.join(', ') }),
    next:
      close === undefined
        ? msg('usage.help')
        : msg('usage.nearest', { name: msg('command.own', { words: `course ${close}` }) }),
  });
}
