import { comparisonLines, comparisonOf, isMeasured } from '../../text/comparison.ts';
import { blank, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Scene } from '../scene.ts';
import type { Page } from './page.ts';

/** All images that were measured, side by side, with what the documents say. */
export function comparePage(scene: Scene, width: number): Page {
  const { t, ui, course, state } = scene;
  const comparison = comparisonOf(course, state);
  return {
    rows: [
      blank,
      line(span(t('ui.compare.title'), 'title')),
      ...(isMeasured(comparison) ? wrapLine(line(span(t('ui.compare.intro'), 'muted')), width) : []),
      blank,
      ...comparisonLines(comparison, ui.lang, width),
    ],
  };
}
