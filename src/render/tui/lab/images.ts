import type { Step } from '../../../course/model.ts';

/** Whether a step builds an image, which can be measured. */
export function buildsImage(step: Step): boolean {
  const actions = 'actions' in step ? step.actions : [];
  return actions.some((action) => 'docker' in action && action.docker[0] === 'build');
}
