import type { Message } from '../i18n/message.ts';

/** Something for which a build surely fails, or for which an instruction surely does something else than was meant. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly message: Message;
  readonly hint?: Message;
}
