import { msg } from '../../i18n/message.ts';
import { whyNoReset } from '../../session/selectors.ts';
import { change, flash, type Pressed } from './pressed.ts';
import type { Scene } from './scene.ts';

/** Asks first, and says what is put aside; not while something works with the files. */
export function askReset(scene: Scene): Pressed {
  return refused(scene) ?? change({ type: 'aside.opened', aside: 'reset' });
}

/** Yes or no to that. */
export function answerReset(scene: Scene, action: 'yes' | 'no'): Pressed {
  const closed = change({ type: 'aside.closed' });
  return action === 'no' ? closed : (refused(scene) ?? { ...closed, intents: [{ type: 'reset.requested' }] });
}

function refused({ state }: Scene): Pressed | undefined {
  const why = whyNoReset(state);
  return why && flash(msg(why === 'running' ? 'ui.flash.busy' : 'ui.flash.measuring'));
}
