import type { Course } from '../course/model.ts';

/**
 * The prefix of a learner's images, containers and networks; lessons append `-short` or `:short`. No two learners'
 * names begin alike up to there, as neither the course's name nor a `short` decides where the learner's ends: a
 * course's name has no `_`, and what is behind it has no hyphen.
 */
export function prefixOf(course: Pick<Course, 'name'>, learner: string): string {
  return learner === '' ? course.name : `${course.name}_${withoutHyphens(learner)}`;
}

/**
 * Under whose name something is tried beside a learner's own things. No learner is called that: their names have
 * no dot.
 */
export function besides(learner: string, what: Trial): string {
  return `${learner === '' ? 'default' : learner}.${what}`;
}

const trials = ['trial', 'course-test'] as const;
type Trial = (typeof trials)[number];

/** Whether somebody may be called that. */
export function isLearner(name: string): boolean {
  // A name of an image may not end with a hyphen.
  return name.length <= 32 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}

/** Whether something may have been tried under that name, and have left what is to be removed. */
export function isTrial(name: string): boolean {
  return trials.some((one) => name.endsWith(`.${one}`) && isLearner(name.slice(0, -one.length - 1)));
}

/** Names of images take one `_` or two in a row, and a dot only between letters or digits. */
function withoutHyphens(learner: string): string {
  return learner.replace(/-+/g, ({ length }) => (length <= 2 ? '_'.repeat(length) : `.${length}.`));
}
