import type { Lab, Step } from '../course/model.ts';
import { taggedImage } from '../runtime/reference.ts';
import type { Place } from '../session/outline.ts';

/** A step whose images a lab leaves for the next. */
export interface LeftBehind {
  readonly place: Place;
  /** Short names of the images that it builds. */
  readonly images: readonly string[];
}

/** What the checkpoint of a lab builds on and what builds an image, deepest need first; nothing without a checkpoint. */
export function leftBehind(lab: Lab): readonly LeftBehind[] {
  const checkpoint = lab.steps.findLast((step) => step.kind === 'checkpoint');
  if (!checkpoint) return [];
  const ordered: Step[] = [];
  const visit = (step: Step): void => {
    for (const need of step.needs) {
      const earlier = lab.steps.find((one) => one.id === need);
      if (!earlier || ordered.includes(earlier)) continue;
      visit(earlier);
      ordered.push(earlier);
    }
  };
  visit(checkpoint);
  return ordered.flatMap((step) => {
    const images = builtImages(step);
    return images.length === 0 ? [] : [{ place: { lab: lab.id, step: step.id }, images }];
  });
}

function builtImages(step: Step): readonly string[] {
  if (!('actions' in step)) return [];
  return step.actions.flatMap((action) =>
    'docker' in action && action.docker[0] === 'build' ? (taggedImage(action) ?? []) : [],
  );
}
