import type { Where } from '../../checks/kind.ts';
import { type Lang, msg, say } from '../../i18n/message.ts';
import type { JudgedCheck } from '../../session/events.ts';
import { excerptLines } from '../text/excerpt.ts';
import { indented, linesText, plainText } from './plain-text.ts';

export interface VerdictContext {
  readonly lang: Lang;
  readonly width: number;
  /** What the learner's file says; `undefined` when it was not read. */
  readonly textOf: (file: string) => string | undefined;
  /** What the failed command printed last. */
  readonly output: readonly string[];
}

const indent = 4;
const deeper = 8;

/** One verdict: a line when it passed; when it failed, where, what was expected, what came, and what to try. */
export function verdictText(check: JudgedCheck, context: VerdictContext): string {
  const { lang } = context;
  const mark = say(lang, msg(`plain.${check.verdict}`));
  if (check.verdict !== 'failed') return indented(plainText(`${mark} ${check.id}: ${say(lang, check.actual)}`), indent);
  const details = [
    say(lang, msg('plain.expected', { text: check.expected })),
    say(lang, msg('plain.actual', { text: check.actual })),
    ...(check.reproduce === undefined ? [] : [say(lang, msg('plain.reproduce', { command: check.reproduce }))]),
    ...(check.hint ? [say(lang, msg('plain.hint', { text: check.hint }))] : []),
    ...context.output.map((line) => `| ${line}`),
  ];
  return [
    indented(plainText(`${mark} ${check.id}`), indent),
    ...(check.where ? whereText(check.where, context) : []),
    ...details.map((detail) => indented(plainText(detail), deeper)),
  ].join('\n');
}

/** File and line, and the line itself with what stands around it. */
function whereText(where: Where, { lang, width, textOf }: VerdictContext): readonly string[] {
  const at = say(lang, msg('guide.at', { place: msg('text.where', { file: where.file, line: where.line }) }));
  const text = textOf(where.file);
  const excerpt = text === undefined ? [] : excerptLines(text, where.line, width - deeper - 2);
  return [indented(plainText(at), deeper), ...(excerpt.length === 0 ? [] : [indented(linesText(excerpt), deeper + 2)])];
}
