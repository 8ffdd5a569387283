import { withoutControl } from '../../course/control.ts';
import type { Explanation } from '../../errors.ts';
import { type Lang, msg, say } from '../../i18n/message.ts';

/** An error in plain words: what, what next, and the other program's words when asked for. */
export function explain(lang: Lang, error: Explanation, withRaw = false): string {
  return told(lang, 'plain.error', error, withRaw);
}

/** The same of what is no error yet. */
export function warn(lang: Lang, warning: Explanation): string {
  return told(lang, 'plain.warning', warning, false);
}

function told(lang: Lang, label: 'plain.error' | 'plain.warning', { what, next, raw }: Explanation, withRaw: boolean) {
  const lines = [say(lang, msg(label, { text: what }))];
  if (next) lines.push(say(lang, msg('plain.next', { text: next })));
  if (withRaw && raw)
    lines.push(
      ...raw
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${line}`),
    );
  return lines.map(withoutControl).join('\n');
}
