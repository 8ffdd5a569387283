import type { Course, Lab } from '../course/model.ts';
import { UserError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { outlineOf, type Place, placesOf, stepKey } from '../session/outline.ts';
import { nearest } from './nearest.ts';

/**
 * The places that arguments like `02-better` or `03-pro/build` name, in course order; all when there
 * are none. `from` cuts off what comes before a place. Throws a UserError with the nearest name, and
 * `next` where no name is near.
 */
export function planOf(
  course: Course,
  targets: readonly string[],
  from?: string,
  next: Message = msg('usage.list'),
): readonly Place[] {
  const all = placesOf(outlineOf(course));
  const wanted =
    targets.length === 0
      ? all
      : all.filter((place) => targets.some((target) => target === place.lab || target === stepKey(place)));
  for (const target of targets) mustExist(course, all, target, next);
  if (from === undefined) return wanted;
  mustExist(course, all, from, next);
  const start = all.findIndex((place) => place.lab === from || stepKey(place) === from);
  const rest = wanted.filter((place) => all.indexOf(place) >= start);
  if (rest.length === 0) throw new UserError({ what: msg('usage.from', { from }), next });
  return rest;
}

function mustExist(course: Course, all: readonly Place[], target: string, next: Message = msg('usage.list')): void {
  const names = [...course.labs.map((lab) => lab.id), ...all.map(stepKey)];
  if (names.includes(target)) return;
  const close = nearest(target, names);
  throw new UserError({
    what: msg(target.includes('/') ? 'usage.step' : 'usage.lab', { name: target }),
    next: close === undefined ? next : msg('usage.nearest', { name: close }),
  });
}

/** The one step that an argument names. Throws a UserError when it is a lab, or nothing. */
export function placeOf(course: Course, target: string): Place {
  const places = planOf(course, [target]);
  const place = places[0];
  if (!place || stepKey(place) !== target)
    throw new UserError({ what: msg('usage.one-step', { name: target }), next: msg('usage.list') });
  return place;
}

/** The lab that an argument names. Throws a UserError when it is a step, or nothing. */
export function labOf(course: Course, target: string): Lab {
  const lab = course.labs.find((one) => one.id === target);
  if (lab) return lab;
  mustExist(course, placesOf(outlineOf(course)), target);
  throw new UserError({ what: msg('usage.one-lab', { name: target }), next: msg('usage.list') });
}
