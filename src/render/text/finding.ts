import { type Lang, msg, say } from '../../i18n/message.ts';
import type { Finding } from '../../session/findings.ts';

/** One finding of doctor as lines of text. */
export function findingLines(lang: Lang, finding: Finding): string {
  const mark = say(lang, msg(`plain.finding.${finding.status}`));
  const lines = [`${mark} ${say(lang, finding.title)}: ${say(lang, finding.found)}`];
  if (finding.next && finding.status !== 'ok')
    lines.push(`      ${say(lang, msg('plain.next', { text: finding.next }))}`);
  return lines.join('\n');
}
