import { type Explanation, exitCodes } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { warn } from '../render/plain/explain.ts';
import { type App, print } from './app.ts';

/**
 * `course lint`: reads and validates a course; an invalid one ends with exit code 4 and the line. What `kit make` would
 * refuse is a warning: whoever has a network can learn with such a course.
 */
export async function lintCourse(app: App): Promise<number> {
  const course = await app.loadCourse();
  const steps = course.labs.reduce((sum, lab) => sum + lab.steps.length, 0);
  const checks = course.labs.reduce(
    (sum, lab) => sum + lab.steps.reduce((count, step) => count + step.checks.length, 0),
    0,
  );
  const counts = { labs: course.labs.length, steps, checks };
  const obstacles = await (await app.kits()).obstacles(course);
  const warnings = obstacles.map(
    ({ what, next }): Explanation => ({ what: msg('lint.no-kit', { why: what }), ...(next ? { next } : {}) }),
  );
  if (app.flags.json) {
    const told = warnings.map(({ what, next }) => ({
      warning: say(app.lang, what),
      ...(next ? { next: say(app.lang, next) } : {}),
    }));
    print(app, JSON.stringify({ v: 1, type: 'course.linted', course: course.id, ...counts, warnings: told }));
    return exitCodes.ok;
  }
  for (const warning of warnings) app.terminal.stderr.write(`${warn(app.lang, warning)}\n`);
  print(app, say(app.lang, msg('lint.ok', counts)));
  return exitCodes.ok;
}
