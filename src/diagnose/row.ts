import type { Message } from '../i18n/message.ts';

/** What the caller knows beyond the text. */
export interface DiagnoseFacts {
  readonly context?: string;
  readonly endpoint?: string;
  /** Who holds the port, when it is a container of ours. */
  readonly portOwner?: string;
  /** The instruction of the Dockerfile that failed. */
  readonly instruction?: string;
}

/** Whose it is to put right: `machine` engine, network or disk; `lesson` the Dockerfile, the image or the program in it. */
export type DiagnosisArea = 'machine' | 'lesson';

export interface Finding {
  readonly what: Message;
  readonly next: Message;
}

/** An error text that we know: the line that tells it, and what it means. */
export interface Row {
  readonly area: DiagnosisArea;
  readonly pattern: RegExp;
  /** `undefined` lets the following rows have a look. */
  readonly explain: (match: RegExpExecArray, facts: DiagnoseFacts, text: string) => Finding | undefined;
}
