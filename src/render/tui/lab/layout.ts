import type { Line } from '../../text/styled.ts';
import { type Here, hereOf, isOnlyRead, type Scene } from '../scene.ts';
import { type Row, type View, viewport } from '../viewport.ts';
import { commandsWithin } from './command-lines.ts';
import { lessonLines, listingWidth, stepLines } from './lesson-lines.ts';
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
  /** The command about to run, below the lesson; `title` is on the rule above it. */
  readonly command?: { readonly title: string; readonly lines: readonly Line[]; readonly width: number };
  readonly run?: Pane;
  /** Where the run is, when lesson and run are both seen. */
  readonly runAt: 'alone' | 'below' | 'beside';
}

/** From here on lesson and run are both seen. */
const roomy = { columns: 100, rows: 28 };
/** From here on they stand side by side. */
const wide = 160;
/** Header, footer and their rules. */
export const frameRows = 4;

/** Divides the body of the lab screen. Pure: keys ask it how far there is to scroll. */
export function labLayout(scene: Scene): LabLayout | undefined {
  const here = hereOf(scene);
  if (!here) return undefined;
  const { columns } = scene.size;
  const height = scene.size.rows - frameRows;
  const hasRun = here.run !== undefined && !isOnlyRead(here.step);
  const both = columns >= roomy.columns && scene.size.rows >= roomy.rows;
  if (both && columns >= wide) return beside(scene, here, columns, height, hasRun);
  if (both) return below(scene, here, columns, height, hasRun);
  if (hasRun && scene.ui.panel === 'run') {
    return { here, run: runPane(scene, here, columns - 2, height), runAt: 'alone' };
  }
  // Wide tables and listings get the columns that the steps would take.
  const room = columns - stepsWidth(columns) - 3;
  const needed = listingWidth(here.step.text[scene.ui.lang].body);
  const crowded = here.step.kind === 'compare' || needed > room;
  const steps = columns >= 76 && !crowded ? stepsWidth(columns) : 0;
  return { here, ...lessonAndCommand(scene, here, columns, height, steps, columns - 2, true), runAt: 'alone' };
}

function stepsWidth(columns: number): number {
  return columns >= wide ? 34 : columns >= 100 ? 30 : 24;
}

/** Steps and lesson, the command under both (`spanning`) or under the lesson only. */
function lessonAndCommand(
  scene: Scene,
  here: Here,
  columns: number,
  height: number,
  steps: number,
  commandWidth: number,
  spanning: boolean,
): Pick<LabLayout, 'steps' | 'lesson' | 'command'> {
  const { t, ui } = scene;
  const previews = scene.preview(here.place);
  const rows = Math.max(2, Math.min(8, Math.floor(height / 3)));
  const lines = commandsWithin(previews, ui.exact, commandWidth, rows, t);
  const used = lines.length === 0 ? 0 : lines.length + 1;
  const lessonHeight = height - used;
  const lessonWidth = columns - (steps > 0 ? steps + 1 : 0) - 2;
  const view = viewport(lessonLines(scene, here, lessonWidth), lessonHeight, ui.scroll.lesson, t);
  return {
    ...(steps > 0
      ? { steps: { width: steps, lines: stepLines(scene, here, steps - 2, spanning ? lessonHeight : height) } }
      : {}),
    lesson: { width: lessonWidth, height: lessonHeight, view },
    ...(used > 0
      ? { command: { title: t(ui.exact ? 'ui.lab.will-run-exact' : 'ui.lab.will-run'), lines, width: commandWidth } }
      : {}),
  };
}

function below(scene: Scene, here: Here, columns: number, height: number, hasRun: boolean): LabLayout {
  const steps = stepsWidth(columns);
  const inner = columns - steps - 3;
  if (!hasRun) return { here, ...lessonAndCommand(scene, here, columns, height, steps, inner, false), runAt: 'below' };
  // A short lesson leaves its rows to the run.
  const lesson = lessonLines(scene, here, inner);
  const forLesson = Math.min(lesson.length, Math.floor(height * 0.4));
  const forRun = height - forLesson - 1;
  return {
    here,
    steps: { width: steps, lines: stepLines(scene, here, steps - 2, height) },
    lesson: {
      width: inner,
      height: forLesson,
      view: viewport(lesson, forLesson, scene.ui.scroll.lesson, scene.t),
    },
    run: runPane(scene, here, inner, forRun),
    runAt: 'below',
  };
}

function beside(scene: Scene, here: Here, columns: number, height: number, hasRun: boolean): LabLayout {
  const steps = stepsWidth(columns);
  if (!hasRun) {
    return {
      here,
      ...lessonAndCommand(scene, here, columns, height, steps, columns - steps - 3, false),
      runAt: 'beside',
    };
  }
  const forLesson = Math.min(88, Math.floor((columns - steps) * 0.48));
  return {
    here,
    steps: { width: steps, lines: stepLines(scene, here, steps - 2, height) },
    lesson: {
      width: forLesson - 2,
      height,
      view: viewport(lessonLines(scene, here, forLesson - 2), height, scene.ui.scroll.lesson, scene.t),
    },
    run: runPane(scene, here, columns - steps - forLesson - 4, height),
    runAt: 'beside',
  };
}

function runPane(scene: Scene, here: Here, width: number, height: number): Pane {
  return { width, height, view: runView(scene, here, width, height) };
}

function runView(scene: Scene, here: Here, width: number, height: number): View {
  const { run, at } = here;
  const { ui, t } = scene;
  if (!run) return { rows: [], scroll: 0, max: 0 };
  const live = at.phase === 'running' || at.phase === 'judging';
  if (live && ui.follow && !ui.raw) {
    const all = endedLines(scene, here, run, width).length;
    return { rows: liveLines(scene, here, run, width, height), scroll: 0, max: Math.max(0, all - height) };
  }
  const rows: readonly Row[] = ui.raw ? rawLines(scene, here, width) : endedLines(scene, here, run, width);
  return viewport(rows, height, live && ui.follow ? rows.length : ui.scroll.run, t);
}
