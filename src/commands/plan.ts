import type { Course } from '../course/model.ts';
import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { outlineOf, type Place, placesOf, stepKey } from '../session/outline.ts';
import { nearest } from './nearest.ts';

/**
 * The places that arguments like `02-better` or `03-pro/build` name, in course order; all when there
 * are none. `from` cuts off what comes before a place. Throws a UserError with the nearest name.
 */
export function planOf(course: Course, targets: readonly string[], from?: string): readonly Place[] {
  const all = placesOf(outlineOf(course));
  const wanted =
    targets.length === 0
      ? all
      : all.filter((place) => targets.some((target) => target === place.lab || target === stepKey(place)));
  for (const target of targets) mustExist(course, all, target);
  if (from === undefined) return wanted;
  mustExist(course, all, from);
  const start = all.findIndex((place) => place.lab === from || stepKey(place) === from);
  const rest = wanted.filter((place) => all.indexOf(place) >= start);
  if (rest.length === 0) throw new UserError({ what: msg('usage.from', { from }), next: msg('usage.list') });
  return rest;
}

function mustExist(course: Course, all: readonly Place[], target: string): void {
  const names = [...course.labs.map((lab) => lab.id), ...all.map(stepKey)];
  if (names.includes(target)) return;
  const close = nearest(target, names);
  throw new UserError({
    what: msg(target.includes('/') ? 'usage.step' : 'usage.lab', { name: target }),
    next: close === undefined ? msg('usage.list') : msg('usage.nearest', { name: close }),
  });
}
