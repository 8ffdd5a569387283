import { helpOf, hintLevels, type StepStanding, standingOf } from '../../../session/selectors.ts';
import { comparisonLines, comparisonOf } from '../../text/comparison.ts';
import { blank, fit, type Line, line, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import { type Here, plainTitle, type Scene } from '../scene.ts';
import { cursor, standingMarks } from '../theme.ts';
import type { Row } from '../viewport.ts';
import { coverLines } from './checkpoint-lines.ts';
import { ruleLine } from './rules.ts';

/** The widest column of prose that reads well. */
const measure = 84;

/** The lesson of a step: its title, the text, and for a comparison the table as it stands. */
export function lessonLines(scene: Scene, here: Here, width: number): readonly Row[] {
  const { t, ui } = scene;
  const column = Math.min(width, measure);
  const body = scene.markdown?.(here.step.text[ui.lang].body, { width: column, colour: scene.colour }) ?? [];
  const before = here.at.phase === 'reading' && here.standing === 'passed' ? t('ui.lab.done-before') : undefined;
  return [
    ...wrapLine(line(span(plainTitle(scene, here.step), 'title')), column, {
      first: line(span(`${here.stepIndex + 1}. `, 'title')),
    }),
    blank,
    ...body,
    ...(here.step.kind === 'compare'
      ? [blank, ...comparisonLines(comparisonOf(scene.course, scene.state, here.step), ui.lang, width)]
      : []),
    ...(here.step.kind === 'checkpoint' ? coverLines(scene, here.step, column) : []),
    ...hintRows(scene, here, column),
    ...(before === undefined ? [] : [blank, ...wrapLine(line(span(`✓ ${before}`, 'good')), column)]),
  ];
}

/** The hints that were asked for, all of them, the newest last. */
function hintRows(scene: Scene, here: Here, width: number): readonly Row[] {
  const { step, place } = here;
  if (step.kind !== 'edit') return [];
  const { lang } = scene.ui;
  return step.hints
    .slice(0, helpOf(scene.state, place).hints)
    .flatMap((hint, index): readonly Row[] => [
      blank,
      ruleLine(scene.t('ui.hint.title', { level: index + 1, total: hintLevels }), width),
      ...(scene.markdown?.(hint[lang], { width, colour: scene.colour }) ?? wrapLine(line(hint[lang]), width)),
    ]);
}

/** The widest line of the listings in a lesson, with their indent: what would be broken in a narrower column. */
export function listingWidth(body: string): number {
  let inside = false;
  let widest = 0;
  for (const text of body.split('\n')) {
    if (text.trimStart().startsWith('```')) inside = !inside;
    else if (inside) widest = Math.max(widest, widthOf(text) + 2);
  }
  return widest;
}

/** The steps of the lab with the open one kept in sight; marks that are not met every day are explained below. */
export function stepLines(scene: Scene, here: Here, width: number, height: number): readonly Line[] {
  const met = new Set(here.lab.steps.map((step) => standingOf(scene.state, { lab: here.lab.id, step: step.id })));
  const legend = legendLines(
    scene,
    [...met].filter((one) => rare.includes(one)),
    width,
  );
  if (legend.length === 0 || height < here.lab.steps.length + legend.length + 1)
    return listLines(scene, here, width, height);
  const list = listLines(scene, here, width, height - legend.length - 1);
  const gap = Array.from({ length: height - legend.length - list.length }, () => blank);
  return [...list, ...gap, ...legend];
}

/** Standings that need a word beside their mark. */
export const rare: readonly StepStanding[] = ['skipped', 'prepared'];

/** Marks and what they mean, as many on a row as fit. */
export function legendLines(scene: Scene, standings: readonly StepStanding[], width: number): readonly Line[] {
  if (standings.length === 0) return [];
  const entries = standings.map((standing) => {
    const mark = standingMarks[standing];
    // Kept together: a mark at the end of a row would explain nothing.
    return line(
      span(mark.glyph, mark.tone),
      span(`\u00A0${scene.t(`ui.standing.${standing}`).replaceAll(' ', '\u00A0')}`, 'muted'),
    );
  });
  return wrapLine(line(...entries.flatMap((entry, index) => (index === 0 ? [entry] : ['  ', entry]))), width);
}

function listLines(scene: Scene, here: Here, width: number, height: number): readonly Line[] {
  const digits = String(here.lab.steps.length).length;
  const rows = here.lab.steps.map((step, index) => {
    const mark = standingMarks[standingOf(scene.state, { lab: here.lab.id, step: step.id })];
    const open = index === here.stepIndex;
    const number = `${String(index + 1).padStart(digits)} `;
    const first = line(
      open ? span(`${cursor.glyph} `, cursor.tone) : '  ',
      span(`${mark.glyph} `, mark.tone),
      span(number, 'muted'),
    );
    return wrapLine(line(span(plainTitle(scene, step), open ? 'strong' : 'plain')), width, { first });
  });
  // Long titles take two rows, unless that pushes steps out of sight.
  if (rows.flat().length <= height) return rows.flat();
  const short = rows.map(([first = [], second]) => (second ? fit(line(first, ' …'), width) : first));
  const from = Math.max(0, Math.min(short.length - height, here.stepIndex - Math.floor(height / 2)));
  return short.slice(from, from + height);
}
