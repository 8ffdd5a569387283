import type { Course } from '../../course/model.ts';
import type { Lang } from '../../i18n/message.ts';
import type { SessionState } from '../../session/state.ts';
import { comparisonLines, comparisonOf, isMeasured } from '../text/comparison.ts';
import { textOf } from '../text/styled.ts';

/** The comparison of all measured images as plain text; empty when nothing was measured. */
export function comparisonText(course: Course, state: SessionState, lang: Lang, width: number): string {
  const comparison = comparisonOf(course, state);
  if (!isMeasured(comparison)) return '';
  return comparisonLines(comparison, lang, width)
    .map((line) => textOf(line).trimEnd())
    .join('\n');
}
