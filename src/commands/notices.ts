import { type Message, msg, say } from '../i18n/message.ts';
import type { App } from './app.ts';

/** Tells what loading progress had to report, on standard error: standard output belongs to the answer. */
export function printNotices(app: App, notices: readonly Message[]): void {
  for (const notice of notices) app.terminal.stderr.write(`${say(app.lang, msg('plain.notice', { text: notice }))}\n`);
}
