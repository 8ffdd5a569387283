import { msg, say } from '../i18n/message.ts';
import { type App, print } from './app.ts';

/** `course lint`: reads and validates a course; an invalid one ends with exit code 4 and the line. */
export async function lintCourse(app: App): Promise<number> {
  const course = await app.loadCourse();
  const steps = course.labs.reduce((sum, lab) => sum + lab.steps.length, 0);
  const checks = course.labs.reduce(
    (sum, lab) => sum + lab.steps.reduce((count, step) => count + step.checks.length, 0),
    0,
  );
  const counts = { labs: course.labs.length, steps, checks };
  print(
    app,
    app.flags.json
      ? JSON.stringify({ v: 1, type: 'course.linted', course: course.id, ...counts })
      : say(app.lang, msg('lint.ok', counts)),
  );
  return 0;
}
