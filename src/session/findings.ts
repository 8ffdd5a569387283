import type { Message } from '../i18n/message.ts';

/** One thing that doctor looked at. */
export interface Finding {
  /** Stable name of the probe, for example `engine` or `base:golang:1.26-alpine`. */
  readonly id: string;
  readonly status: 'ok' | 'warning' | 'missing';
  readonly title: Message;
  /** What was found, in one sentence. */
  readonly found: Message;
  /** What to do about it; absent when nothing needs doing. */
  readonly next?: Message;
  readonly fix?: Fix;
  /** The other program's own words, on demand. */
  readonly raw?: string;
}

/** Something that can be done about a finding. Nothing runs before `commands` was shown. */
export interface Fix {
  readonly id: string;
  readonly title: Message;
  /** The exact commands, as they would be typed. */
  readonly commands: readonly string[];
}

export interface FixProgress {
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
}

/** What a face needs of doctor. */
export interface DoctorFace {
  /** Probes everything; each finding is told as soon as it is known. */
  examine(onFinding: (finding: Finding) => void, signal?: AbortSignal): Promise<readonly Finding[]>;
  /** Applies one fix, streaming what it prints; throws an ExplainedError when it did not work. */
  apply(fix: Fix, onProgress: (progress: FixProgress) => void, signal?: AbortSignal): Promise<void>;
}
