import type { Intent, SessionEvent } from './events.ts';
import type { SessionState } from './state.ts';

/** What every face holds: state to read, events to hear, intents to give. */
export interface Session {
  getState(): SessionState;
  /** Called after each event was reduced; returns the way to stop listening. */
  subscribe(listener: (state: SessionState, event: SessionEvent) => void): () => void;
  dispatch(intent: Intent): void;
}
