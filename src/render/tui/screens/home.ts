import type { Lab } from '../../../course/model.ts';
import { type Place, stepKey } from '../../../session/outline.ts';
import { courseStanding, labStanding, type StepStanding, standingOf } from '../../../session/selectors.ts';
import type { SessionState } from '../../../session/state.ts';
import { progressText } from '../../text/bars.ts';
import { blank, fit, type Line, line, pad, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import { legendLines, rare } from '../lab/lesson-lines.ts';
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
    rows: [
      ...head,
      ...labs,
      ...mapLegend(scene, width),
      blank,
      ...chosenLines(scene, width),
      blank,
      ...machineLines(scene, width),
    ],
    chosen: { first, last: first + 1 },
  };
}

function labLine(scene: Scene, lab: Lab, index: number, width: number): Line {
  const { t, ui, state } = scene;
  const outline = state.outline.labs[index];
  const { passed, total } = outline ? labStanding(state, outline) : { passed: 0, total: 0 };
  const mark = standingMarks[labMark(state, lab)];
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

/** How a lab stands as a whole. What was passed over or prepared is not done, even if nothing is left to do. */
function labMark(state: SessionState, lab: Lab): StepStanding {
  const met = standingsOf(state, lab);
  if (met.every((one) => one === 'passed')) return 'passed';
  const passed = met.includes('passed');
  const begun = passed || state.active?.lab === lab.id;
  if (!met.some((one) => one === 'todo' || one === 'failed' || one === 'running') && !passed)
    return met.includes('skipped') ? 'skipped' : 'prepared';
  if (begun) return 'running';
  // `start` prepares what later labs build on, and leaves the rest of the lab as it was.
  return met.includes('prepared') && !met.includes('failed') ? 'prepared' : 'todo';
}

function standingsOf(state: SessionState, lab: Lab): readonly StepStanding[] {
  return lab.steps.map((step) => standingOf(state, { lab: lab.id, step: step.id }));
}

/** The marks in words, once there are some that do not speak for themselves. */
function mapLegend(scene: Scene, width: number): readonly Line[] {
  const marks = [...new Set(scene.course.labs.map((lab) => labMark(scene.state, lab)))];
  if (!marks.some((mark) => rare.includes(mark))) return [];
  return [blank, ...legendLines(scene, marks, width - 4).map((one) => line('    ', one))];
}

/** Where opening a lab leads: on where one was, else the first step that is not done. */
export function placeToOpen(state: SessionState, labIndex: number): Place | undefined {
  const lab = state.outline.labs[labIndex];
  if (!lab) return undefined;
  const { position } = state;
  const place = (step: string): Place => ({ lab: lab.id, step });
  const open = lab.steps.filter((step) => standingOf(state, place(step.id)) !== 'passed');
  if (position.lab === lab.id && (open.length === 0 || standingOf(state, position) !== 'passed')) return position;
  // What was passed over on purpose, or prepared, waits until there is nothing else.
  const todo = open.find((step) => !rare.includes(standingOf(state, place(step.id))));
  const found = todo ?? open[0] ?? lab.steps[0];
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
  const summary = [...wrapLine(line(lab.summary[ui.lang]), width, { first: rest }), ...leftLines(scene, lab, width)];
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

/** How many steps of a lab were passed over, and how many were prepared. */
function leftLines(scene: Scene, lab: Lab, width: number): readonly Line[] {
  const met = standingsOf(scene.state, lab);
  const skipped = met.filter((one) => one === 'skipped').length;
  const prepared = met.filter((one) => one === 'prepared').length;
  if (skipped + prepared === 0) return [];
  return wrapLine(line(span(scene.t('ui.home.left', { skipped, prepared }), 'muted')), width, { first: line('    ') });
}

function machineLines(scene: Scene, width: number): readonly Line[] {
  const { t, info, ui } = scene;
  const engine = ui.trouble
    ? ([t('ui.home.engine'), `✗ ${scene.say(ui.trouble)}`, 'bad'] as const)
    : info.engine === undefined
      ? undefined
      : ([t('ui.home.engine'), info.engine] as const);
  const facts = detailLines([[t('ui.home.workspace'), info.workspace], ...(engine ? [engine] : [])], width, '    ');
  return facts.map((fact) => fit(fact, width));
}
