import type { ActionName, LabelId } from './binding.ts';
import { bindings } from './bindings.ts';
import type { Situation } from './situation.ts';

/** What a key means now. */
export function actionFor(name: string, situation: Situation): ActionName | undefined {
  return bindings.find((binding) => binding.keys.includes(name) && binding.when(situation))?.action;
}

export interface FooterKey {
  readonly shown: string;
  readonly label: LabelId;
  readonly action: ActionName;
  readonly lead: boolean;
}

/** The footer's keys in order of use; the first is the next key to press. */
export function footerKeys(situation: Situation): readonly FooterKey[] {
  const keys: FooterKey[] = [];
  for (const binding of bindings) {
    const shadowed = actionFor(binding.keys[0] ?? '', situation) !== binding.action;
    if (!binding.label || shadowed || !binding.when(situation)) continue;
    if (keys.some((key) => key.shown === binding.shown || sameMeaning(key.action, binding.action))) continue;
    const lead = binding.lead === true && !keys.some((key) => key.lead);
    keys.push({ shown: binding.shown, label: binding.label(situation), action: binding.action, lead });
  }
  return keys.sort((a, b) => Number(b.lead) - Number(a.lead));
}

/** Run and run again are one thing to the reader. */
function sameMeaning(a: ActionName, b: ActionName): boolean {
  const one = (action: ActionName): ActionName => (action === 'retry' ? 'run' : action);
  return one(a) === one(b);
}
