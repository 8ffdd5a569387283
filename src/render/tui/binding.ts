import type { MessageId } from '../../i18n/message.ts';
import type { Situation } from './situation.ts';

/** Everything that a key can mean. */
export type ActionName =
  | 'open'
  | 'run'
  | 'read'
  | 'retry'
  | 'next'
  | 'previous'
  | 'cancel'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'exact'
  | 'raw'
  | 'switch'
  | 'map'
  | 'table'
  | 'doctor'
  | 'language'
  | 'help'
  | 'back'
  | 'quit'
  | 'interrupt'
  | 'fix'
  | 'examine'
  | 'yes'
  | 'no'
  | 'edit'
  | 'hint'
  | 'solution'
  | 'diff'
  | 'cost'
  | 'close'
  | 'copy'
  | 'check'
  | 'shell'
  | 'reset'
  | 'type'
  | 'erase'
  | 'clear'
  | 'pick'
  | 'letter'
  | 'answer'
  | 'question'
  | 'again';

/** The parts of the help page. */
export type KeyGroup = 'lab' | 'edit' | 'ask' | 'home' | 'doctor' | 'everywhere';

export interface Binding {
  readonly action: ActionName;
  /** Names as `keyNames` gives them. */
  readonly keys: readonly string[];
  /** How the key is written. */
  readonly shown: string;
  readonly when: (situation: Situation) => boolean;
  /** The footer's word; absent: not in the footer. */
  readonly label?: (situation: Situation) => LabelId;
  /** The move we suggest, when it applies: highlighted in the footer. */
  readonly lead?: boolean;
  readonly help?: { readonly group: KeyGroup; readonly text: LabelId };
}

/** Messages that need nothing filled in. */
export type LabelId = Extract<MessageId, `ui.key.${string}` | `ui.help.${string}`>;
