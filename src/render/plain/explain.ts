import { withoutControl } from '../../course/control.ts';
import type { Explanation } from '../../errors.ts';
import { type Lang, msg, say } from '../../i18n/message.ts';

/** An error in plain words: what, what next, and the other program's words when asked for. */
export function explain(lang: Lang, error: Explanation, withRaw = false): string {
  const lines = [say(lang, msg('plain.error', { text: error.what }))];
  if (error.next) lines.push(say(lang, msg('plain.next', { text: error.next })));
  if (withRaw && error.raw)
    lines.push(
      ...error.raw
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${line}`),
    );
  return lines.map(withoutControl).join('\n');
}
