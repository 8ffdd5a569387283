import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { OwnedThing } from '../ports/engine.ts';
import { labelKeys, type World } from './world.ts';

/**
 * Whether another session that may live made a thing for the same learner and course. Nobody can tell of a session
 * on another computer that it is gone.
 */
export function isRivals(world: World, labels: OwnedThing['labels']): boolean {
  return (
    labels[labelKeys.learner] === world.learner &&
    labels[labelKeys.course] === world.course.id &&
    labels[labelKeys.session] !== world.session &&
    ['alive', 'elsewhere'].includes(world.presence.of(labels[labelKeys.process]))
  );
}

/** Two sessions with one name would each take the other's images and containers for their own. */
export function sharedName({ learner }: World): MachineError {
  return new MachineError({
    what: learner === 'default' ? msg('session.shared') : msg('session.shared.learner', { learner }),
    next: msg('session.shared.next', { learner }),
  });
}
