import type { Message } from '../i18n/message.ts';
import type { Progress } from '../session/progress.ts';

/** The learner's progress on disk: atomic, locked, versioned. */
export interface ProgressStore {
  /** Where it lies, for messages. */
  readonly path: string;
  load(): Promise<{ readonly progress: Progress; readonly notices: readonly Message[] }>;
  save(progress: Progress): Promise<void>;
  /** Progress that was kept elsewhere, brought to the shape of today; `undefined` when it is none of this course. */
  parse(content: unknown): Progress | undefined;
  /** Takes the lock of this store; throws a MachineError naming the holder when another has it. */
  lock(): Promise<() => Promise<void>>;
}
