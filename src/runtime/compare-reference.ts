import { findStep } from '../course/model.ts';
import { ExplainedError } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import type { Place } from '../session/outline.ts';
import { measureReference } from './reference.ts';
import type { SessionScope } from './session-scope.ts';

/** Builds and measures the reference solution of an edit step beside the learner's, and tells how it came out. */
export async function compareReference(scope: SessionScope, place: Place, signal: AbortSignal): Promise<void> {
  const { emit } = scope;
  // The reducer may be in the middle of an event: let it finish before the next one is told.
  await Promise.resolve();
  const step = findStep(scope.course, place.lab, place.step);
  if (step?.kind !== 'edit') return;
  emit({ type: 'reference.started', ...place });
  try {
    const world = await scope.readiness.prepared(
      place,
      step,
      (notice) => emit({ type: 'notice.given', notice }),
      signal,
    );
    const figures = await measureReference(world, place.lab, step, signal);
    emit({ type: 'reference.measured', ...place, figures });
  } catch (error) {
    const reason = error instanceof ExplainedError ? error.what : raw(String(error));
    emit({ type: 'reference.failed', ...place, reason: signal.aborted ? msg('interrupted') : reason });
  }
}
