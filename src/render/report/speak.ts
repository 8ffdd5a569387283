import { type Lang, msg, sayAnywhere } from '../../i18n/message.ts';
import type { Speaker } from '../text/speak.ts';

/** A report is read, and checked, by others: its words are the same however the program was called here. */
export function speaker(lang: Lang): Speaker {
  return (...args) => sayAnywhere(lang, msg(...args));
}
