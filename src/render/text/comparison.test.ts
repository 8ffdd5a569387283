import { expect, it } from 'vitest';
import type { FigureName } from '../../checks/figures.ts';
import { outlineOf } from '../../session/outline.ts';
import { emptyProgress } from '../../session/progress.ts';
import { initialState } from '../../session/reduce.ts';
import { testCourse } from '../tui/test-course.ts';
import { comparisonCharts, comparisonOf, documentedTable } from './comparison.ts';

it('says once what several labs set beside the same figure', () => {
  const [lab] = testCourse.labs.filter(({ steps }) => steps.some((step) => step.kind === 'compare'));
  if (!lab) throw new Error('the test course compares something');
  const course = { ...testCourse, labs: [lab, { ...lab, id: 'again' }] };
  const state = initialState(outlineOf(course), emptyProgress(course.id), { mode: 'guided' });
  const documented = comparisonOf(course, state).documented.map(({ image, says }) => [image, says]);
  expect(documented).toEqual([
    ['bad', '800 MB'],
    ['pro', 'about 2 MB'],
  ]);
});

it('draws the figures that are compared and no others', () => {
  const value = (image: string): number => image.length;
  const drawn = (figures: readonly FigureName[]): number =>
    comparisonCharts({ images: ['bad', 'better'], figures, documented: [], value }, 'en', 80).length;
  expect(drawn(['files', 'shell'])).toBe(0);
  expect(drawn(['files', 'memory'])).toBeGreaterThan(0);
});

it('quotes nothing about images that were never here', () => {
  const quoted = (measured: readonly string[]): string =>
    documentedTable(
      {
        images: ['bad', 'better'],
        figures: ['size'],
        documented: ['bad', 'better'].map((image) => ({ image, figure: 'size', says: `of ${image}`, source: '001' })),
        value: (image) => (measured.includes(image) ? 1e6 : undefined),
      },
      'en',
      80,
    )
      .map((row) => row.map(({ text }) => text).join(''))
      .join('\n');
  expect(quoted(['better'])).toContain('of better');
  expect(quoted(['better'])).not.toContain('of bad');
  expect(quoted([])).toBe('');
});

it('sets figures in the order of the course, in whatever order they were measured', () => {
  const labs = testCourse.labs.map((lab) => ({ ...lab, steps: lab.steps.filter((step) => step.kind !== 'compare') }));
  const course = { ...testCourse, labs };
  const shown = (...measured: readonly FigureName[]): readonly FigureName[] => {
    const figures = Object.fromEntries(
      measured.map((figure) => [`bad/${figure}`, { image: 'bad', figure, value: 1, at: '' }]),
    );
    const state = initialState(outlineOf(course), { ...emptyProgress(course.id), figures }, { mode: 'guided' });
    return comparisonOf(course, state).figures;
  };
  expect(shown('build-seconds', 'size', 'layers')).toEqual(['size', 'layers', 'build-seconds']);
  expect(shown('layers', 'build-seconds', 'size')).toEqual(['size', 'layers', 'build-seconds']);
});
