import type { Line } from '../../text/styled.ts';
import { type Here, hereOf, isOnlyRead, type Scene } from '../scene.ts';
import type { Panel } from '../ui-reduce.ts';
import { type Row, reveal, type View, viewport } from '../viewport.ts';
import { asideRows } from './aside-lines.ts';
import { type Box, boxesOf, isExactLong, longExactLines, rowsOf } from './boxes.ts';
import { coachLines } from './coach-lines.ts';
import { lessonLines, listingWidth, stepLines } from './lesson-lines.ts';
import { quizRows } from './quiz-lines.ts';
import { endedLines, liveLines, rawLines } from './run-lines.ts';

/** A rectangle of the lab screen and what is in it. `width` is inside its margins. */
export interface Pane {
  readonly width: number;
  readonly height: number;
  readonly view: View;
}

export interface LabLayout {
  readonly here: Here;
  /** The list of steps at the left; absent where the terminal is too narrow or the run takes all. */
  readonly steps?: { readonly width: number; readonly lines: readonly Line[] };
  readonly lesson?: Pane;
  /** Below the lesson: the command about to run, the guess, the file that is watched. */
  readonly boxes: readonly Box[];
  /** What came of the step; the coach, the questions, or what stands in their place. */
  readonly run?: Pane;
  /** Where the run is, when lesson and run are both seen. */
  readonly runAt: 'alone' | 'below' | 'beside';
  /** The exact commands stand in the lesson's place: a box has no room for them. */
  readonly exact?: true;
}

/** From here on lesson and run are both seen. */
const roomy = { columns: 100, rows: 28 };
/** From here on they stand side by side, with the steps beside them. */
const wide = 160;
/** Header, footer and their rules. */
export const frameRows = 4;

/** Whether lesson and run of a step stand side by side: a file or a question goes with its text all the time. */
export function standsBeside(here: Here, columns: number): boolean {
  const together = here.step.kind === 'edit' || here.step.kind === 'quiz';
  return columns >= (together ? roomy.columns : wide);
}

/** The panel that has the keys when a step is opened: where its questions stand beside the lesson, those. */
export function opensAt(scene: Pick<Scene, 'course' | 'state' | 'size'>): Panel {
  const here = hereOf(scene);
  return here?.step.kind === 'quiz' && standsBeside(here, scene.size.columns) ? 'run' : 'lesson';
}

/** Divides the body of the lab screen. Pure: keys ask it how far there is to scroll. */
export function labLayout(scene: Scene): LabLayout | undefined {
  const here = hereOf(scene);
  if (!here) return undefined;
  const { columns } = scene.size;
  const height = scene.size.rows - frameRows;
  const { aside } = scene.ui;
  if (aside) return { here, boxes: [], run: asidePane(scene, here, aside, columns - 2, height), runAt: 'alone' };
  const together = here.step.kind === 'edit' || here.step.kind === 'quiz';
  const hasRun = together || (here.run !== undefined && !isOnlyRead(here.step) && !scene.ui.again);
  const both = columns >= roomy.columns && (together || scene.size.rows >= roomy.rows);
  if (both && standsBeside(here, columns)) return beside(scene, here, columns, height, hasRun);
  if (both) return below(scene, here, columns, height, hasRun);
  if (hasRun && scene.ui.panel === 'run') {
    return { here, boxes: [], run: runPane(scene, here, columns - 2, height), runAt: 'alone' };
  }
  // Wide tables and listings get the columns that the steps would take.
  const room = columns - stepsWidth(columns) - 3;
  const needed = listingWidth(here.step.text[scene.ui.lang].body);
  const crowded = here.step.kind === 'compare' || needed > room;
  const steps = columns >= 76 && !crowded ? stepsWidth(columns) : 0;
  return { here, ...lessonAndBoxes(scene, here, columns, height, steps, columns - 2, true), runAt: 'alone' };
}

function stepsWidth(columns: number): number {
  return columns >= wide ? 34 : columns >= 100 ? 30 : 24;
}

/** Steps and lesson, the boxes under both (`spanning`) or under the lesson only. */
function lessonAndBoxes(
  scene: Scene,
  here: Here,
  columns: number,
  height: number,
  steps: number,
  boxWidth: number,
  spanning: boolean,
): Pick<LabLayout, 'steps' | 'lesson' | 'boxes' | 'exact'> {
  const boxes = boxesOf(scene, here, boxWidth, height);
  const lessonHeight = height - rowsOf(boxes);
  if (isExactLong(scene, here, boxWidth, height)) {
    const width = columns - 2;
    const view = viewport(longExactLines(scene, here, width), lessonHeight, scene.ui.scroll.lesson, scene.t);
    return { lesson: { width, height: lessonHeight, view }, boxes, exact: true };
  }
  const lessonWidth = columns - (steps > 0 ? steps + 1 : 0) - 2;
  return {
    ...(steps > 0
      ? { steps: { width: steps, lines: stepLines(scene, here, steps - 2, spanning ? lessonHeight : height) } }
      : {}),
    lesson: lessonPane(scene, here, lessonWidth, lessonHeight),
    boxes,
  };
}

function below(scene: Scene, here: Here, columns: number, height: number, hasRun: boolean): LabLayout {
  const steps = stepsWidth(columns);
  const inner = columns - steps - 3;
  if (!hasRun) return { here, ...lessonAndBoxes(scene, here, columns, height, steps, inner, false), runAt: 'below' };
  // A short lesson leaves its rows to the run.
  const lesson = lessonLines(scene, here, inner);
  const forLesson = Math.min(lesson.length, Math.floor(height * 0.4));
  return {
    here,
    steps: { width: steps, lines: stepLines(scene, here, steps - 2, height) },
    lesson: lessonPane(scene, here, inner, forLesson),
    boxes: [],
    run: runPane(scene, here, inner, height - forLesson - 1),
    runAt: 'below',
  };
}

function beside(scene: Scene, here: Here, columns: number, height: number, hasRun: boolean): LabLayout {
  const steps = columns >= wide ? stepsWidth(columns) : 0;
  const inner = columns - (steps > 0 ? steps + 1 : 0);
  if (!hasRun) {
    return { here, ...lessonAndBoxes(scene, here, columns, height, steps, inner - 2, false), runAt: 'beside' };
  }
  const forLesson = Math.min(88, Math.floor(inner * 0.48));
  return {
    here,
    ...(steps > 0 ? { steps: { width: steps, lines: stepLines(scene, here, steps - 2, height) } } : {}),
    lesson: lessonPane(scene, here, forLesson - 2, height),
    boxes: [],
    run: runPane(scene, here, inner - forLesson - 3, height),
    runAt: 'beside',
  };
}

function lessonPane(scene: Scene, here: Here, width: number, height: number): Pane {
  const view = viewport(lessonLines(scene, here, width), height, scene.ui.scroll.lesson, scene.t);
  return { width, height, view };
}

function asidePane(
  scene: Scene,
  here: Here,
  aside: NonNullable<Scene['ui']['aside']>,
  width: number,
  height: number,
): Pane {
  return {
    width,
    height,
    view: viewport(asideRows(scene, here, aside, width), height, scene.ui.scroll[aside], scene.t),
  };
}

function runPane(scene: Scene, here: Here, width: number, height: number): Pane {
  return { width, height, view: runView(scene, here, width, height) };
}

function runView(scene: Scene, here: Here, width: number, height: number): View {
  const { run, at } = here;
  const { ui, t } = scene;
  if (here.step.kind === 'quiz') {
    const { rows, chosen } = quizRows(scene, here, here.step, width);
    const wanted = chosen ? reveal(ui.scroll.run, chosen.first, chosen.last, height) : ui.scroll.run;
    return viewport(rows, height, wanted, t);
  }
  if (!run) return viewport(coachLines(scene, here, width), height, ui.scroll.run, t);
  const live = at.phase === 'running' || at.phase === 'judging';
  if (live && ui.follow && !ui.raw) {
    const all = endedLines(scene, here, run, width).length;
    return { rows: liveLines(scene, here, run, width, height), scroll: 0, max: Math.max(0, all - height) };
  }
  const rows: readonly Row[] = ui.raw ? rawLines(scene, here, width) : endedLines(scene, here, run, width);
  return viewport(rows, height, live && ui.follow ? rows.length : ui.scroll.run, t);
}
