import type { Message } from '../../i18n/message.ts';
import type { Intent } from '../../session/events.ts';
import type { Fix } from '../../session/findings.ts';
import type { UiEvent } from './ui-reduce.ts';

/** What the interface asks of the world outside it. */
export type Effect =
  | { readonly type: 'leave'; readonly why: 'quit' | 'interrupted' }
  | { readonly type: 'examine' }
  | { readonly type: 'apply-fix'; readonly fix: Fix }
  | { readonly type: 'stop-fix' }
  | { readonly type: 'remember-language' }
  /** A workspace file, at a line from 1, in the learner's editor. */
  | { readonly type: 'open-editor'; readonly file: string; readonly line?: number }
  | { readonly type: 'open-shell' }
  | { readonly type: 'copy'; readonly text: string };

/** What one key press comes to: changes of the interface, wishes to the session, effects. */
export interface Pressed {
  readonly ui: readonly UiEvent[];
  readonly intents: readonly Intent[];
  readonly effects: readonly Effect[];
}

export const nothing: Pressed = { ui: [], intents: [], effects: [] };

export function change(...ui: readonly UiEvent[]): Pressed {
  return { ...nothing, ui };
}

export function flash(message: Message): Pressed {
  return change({ type: 'flashed', message });
}

export function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, max), Math.max(0, value));
}
