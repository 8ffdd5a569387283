import { type Message, msg } from '../../i18n/message.ts';

/** Where a build stands that waits for others on a shared engine, in one sentence. */
export function queueMessage({ before, building }: { readonly before: number; readonly building: number }): Message {
  return before === 0 ? msg('queue.next', { building }) : msg('queue.waiting', { before, building });
}
