import { type Lang, msg, say } from '../../i18n/message.ts';
import type { Finding } from '../../session/findings.ts';

/** One finding of doctor as lines of text. */
export function findingLines(lang: Lang, finding: Finding): string {
  const { title, found } = finding;
  const mark = msg(`plain.finding.${finding.status}`);
  const lines = [say(lang, msg('plain.finding', { mark, title, found }))];
  if (finding.next && finding.status !== 'ok')
    lines.push(`      ${say(lang, msg('plain.next', { text: finding.next }))}`);
  return lines.join('\n');
}
