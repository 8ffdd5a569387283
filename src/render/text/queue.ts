import { type Message, msg } from '../../i18n/message.ts';

/** Where a build stands that waits for others on a shared engine, in one sentence. */
export function queueMessage({ before, building }: { readonly before: number; readonly building: number }): Message {
  // A slot that nobody holds is being taken: that goes by itself, and how many build is no news then.
  if (before === 0 && building === 0) return msg('queue.taking');
  return before === 0 ? msg('queue.next', { building }) : msg('queue.waiting', { before, building });
}
