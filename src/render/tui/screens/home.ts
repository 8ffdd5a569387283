import type { Lab } from '../../../course/model.ts';
import { type Place, stepKey } from '../../../session/outline.ts';
import { courseStanding, labStanding, type StepStanding, standingOf } from '../../../session/selectors.ts';
import type { SessionState } from '../../../session/state.ts';
import { progressText } from '../../text/bars.ts';
import { blank, fit, type Line, line, pad, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import { detailLines } from '../lab/verdict-lines.ts';
import { labNumber, plainTitle, type Scene } from '../scene.ts';
import { cursor, standingMarks } from '../theme.ts';
import type { Page } from './page.ts';

/** The map: where the learner stands, and the way on. */
export function homePage(scene: Scene, width: number): Page {
  const { course, state, t, ui } = scene;
  const { passed, total } = courseStanding(state);
  const meter = progressText(passed, total, Math.max(10, Math.min(40, width - 34)));
  const head = [
    blank,
    ...wrapLine(line(span(course.title[ui.lang], 'title')), width),
    ...wrapLine(line(span(course.summary[ui.lang], 'muted')), width),
    blank,
    line(span(meter.full, 'good'), span(meter.empty, 'muted'), '  ', t('ui.home.steps', { done: passed, total })),
    blank,
  ];
  const labs = course.labs.map((lab, index) => labLine(scene, lab, index, width));
  const first = head.length + ui.selected;
  return {
    rows: [...head, ...labs, blank, ...chosenLines(scene, width), blank, ...machineLines(scene, width)],
    chosen: { first, last: first + 1 },
  };
}

function labLine(scene: Scene, lab: Lab, index: number, width: number): Line {
  const { t, ui, state } = scene;
  const outline = state.outline.labs[index];
  const { passed, total } = outline ? labStanding(state, outline) : { passed: 0, total: 0 };
  const mark = standingMarks[labMark(state, lab, passed, total)];
  const chosen = index === ui.selected;
  const minutes = Math.max(...scene.course.labs.map((one) => widthOf(t('ui.home.minutes', { minutes: one.minutes }))));
  const cells = width >= 84 ? 20 : width >= 70 ? 12 : 8;
  const meter = progressText(passed, total, cells);
  const right = line(
    span(meter.full, passed === total ? 'good' : 'accent'),
    span(meter.empty, 'muted'),
    pad(line(`${passed}/${total}`), 7, 'right'),
    pad(line(span(t('ui.home.minutes', { minutes: lab.minutes }), 'muted')), minutes + 3, 'right'),
  );
  const left = line(
    chosen ? span(`${cursor.glyph} `, cursor.tone) : '  ',
    span(`${mark.glyph} `, mark.tone),
    span(`${labNumber(lab, index)} `, 'muted'),
    span(lab.title[ui.lang], chosen ? 'strong' : 'plain'),
  );
  return line(pad(left, width - cells - 7 - minutes - 3 - 2), '  ', right);
}

function labMark(state: SessionState, lab: Lab, passed: number, total: number): StepStanding {
  if (passed === total) return 'passed';
  if (state.active?.lab === lab.id || state.position.lab === lab.id)
    return passed > 0 || state.active ? 'running' : 'todo';
  return passed > 0 ? 'running' : 'todo';
}

/** Where opening a lab leads: on where one was, else the first step that is not done. */
export function placeToOpen(state: SessionState, labIndex: number): Place | undefined {
  const lab = state.outline.labs[labIndex];
  if (!lab) return undefined;
  const { position } = state;
  const place = (step: string): Place => ({ lab: lab.id, step });
  const todo = lab.steps.find((step) => standingOf(state, place(step.id)) !== 'passed');
  if (position.lab === lab.id && (todo === undefined || standingOf(state, position) !== 'passed')) return position;
  const found = todo ?? lab.steps[0];
  return found && place(found.id);
}

function chosenLines(scene: Scene, width: number): readonly Line[] {
  const { t, ui, state, course } = scene;
  const lab = course.labs[ui.selected];
  const outline = state.outline.labs[ui.selected];
  if (!lab || !outline) return [];
  const { passed, total } = labStanding(state, outline);
  const whole = courseStanding(state);
  const place = placeToOpen(state, ui.selected);
  const index = lab.steps.findIndex((step) => place && stepKey(place) === `${lab.id}/${step.id}`);
  const step = lab.steps[index];
  const rest = line('    ');
  const summary = wrapLine(line(lab.summary[ui.lang]), width, { first: rest });
  if (whole.passed === whole.total)
    return [...summary, ...wrapLine(line(span(t('ui.home.complete'), 'good')), width, { first: rest })];
  if (passed === total || !step)
    return [...summary, ...wrapLine(line(span(t('ui.home.done'), 'good')), width, { first: rest })];
  const title = plainTitle(scene, step);
  const text =
    passed === 0 && index === 0
      ? t('ui.home.begin', { step: title })
      : t('ui.home.continue', { number: index + 1, step: title });
  return [...summary, ...wrapLine(line(span(text, 'accent')), width, { first: line('  ', span('→ ', 'accent')) })];
}

function machineLines(scene: Scene, width: number): readonly Line[] {
  const { t, info } = scene;
  const facts = detailLines(
    [
      [t('ui.home.workspace'), info.workspace],
      ...(info.engine === undefined ? [] : [[t('ui.home.engine'), info.engine] as const]),
    ],
    width,
    '    ',
  );
  return facts.map((fact) => fit(fact, width));
}
