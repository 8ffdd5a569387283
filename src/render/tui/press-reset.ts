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

const refusals = {
  running: 'ui.flash.busy',
  measuring: 'ui.flash.measuring',
  resetting: 'ui.flash.resetting',
} as const;

function refused({ state }: Scene): Pressed | undefined {
  const why = whyNoReset(state);
  return why && flash(msg(refusals[why]));
}

/** While a reset goes on the session takes no wishes, and an editor would open what is about to be replaced. */
export function unlessResetting({ state }: Scene, pressed: Pressed): Pressed {
  const waits = pressed.intents.length > 0 || pressed.effects.some(({ type }) => type === 'open-editor');
  return state.resetting && waits ? flash(msg('ui.flash.resetting')) : pressed;
}
