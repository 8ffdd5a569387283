import { formatSeconds } from '../../../i18n/format.ts';
import { type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Here, Scene } from '../scene.ts';
import { statusLines, workspacePath } from './coach-lines.ts';
import { commandLines, commandsWithin } from './command-lines.ts';
import { guessLines } from './guess-lines.ts';
import { section } from './rules.ts';

/** Something below the lesson; `title` is on the rule above it. */
export interface Box {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Inside its margins. */
  readonly width: number;
}

/** Rows that a lesson keeps at least. */
const lessonRows = 4;

/** What stands below the lesson until the step runs: the file to write, the guess, the command. */
export function boxesOf(scene: Scene, here: Here, width: number, height: number): readonly Box[] {
  if (here.step.kind === 'quiz') return [];
  if (here.step.kind === 'edit') return [fileBox(scene, here, width)];
  const guess = guessBox(scene, here, width, height - lessonRows);
  const room = height - lessonRows - rowsOf(guess) - 1;
  if (scene.ui.exact) return [...guess, ...exactBox(scene, here, width, room)];
  const rows = Math.min(8, Math.max(2, Math.floor(height / 3)), guess.length > 0 ? room : height);
  return [...guess, ...commandBox(scene, here, width, rows)];
}

/** Whether a box has no room for all of the exact commands: our labels come first, so a cut would show little else. */
export function isExactLong(scene: Scene, here: Here, width: number, height: number): boolean {
  if (!scene.ui.exact || here.step.kind === 'quiz' || here.step.kind === 'edit') return false;
  const guess = guessBox(scene, here, width, height - lessonRows);
  return exactLines(scene, here, width).length > height - lessonRows - rowsOf(guess) - 1;
}

/** Such commands stand where the lesson is, and can be scrolled. */
export function longExactLines(scene: Scene, here: Here, width: number): readonly Line[] {
  return [section(scene.t('ui.lab.will-run-exact')), ...exactLines(scene, here, width)];
}

function exactBox(scene: Scene, here: Here, width: number, rows: number): readonly Box[] {
  const lines = exactLines(scene, here, width);
  return lines.length === 0 || lines.length > rows ? [] : [{ title: scene.t('ui.lab.will-run-exact'), lines, width }];
}

function exactLines(scene: Scene, here: Here, width: number): readonly Line[] {
  return scene.preview(here.place).flatMap((command) => commandLines(scene, command, width));
}

/** Rows that boxes take, their rules included. */
export function rowsOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + box.lines.length + 1, 0);
}

function commandBox(scene: Scene, here: Here, width: number, rows: number): readonly Box[] {
  const lines = rows <= 0 ? [] : commandsWithin(scene, scene.preview(here.place), width, rows);
  return lines.length === 0 ? [] : [{ title: scene.t('ui.lab.will-run'), lines, width }];
}

function guessBox(scene: Scene, here: Here, width: number, most: number): readonly Box[] {
  const lines = guessLines(scene, here, width);
  return lines.length === 0 ? [] : [{ title: scene.t('ui.guess.title'), lines: lines.slice(0, most), width }];
}

/** On a narrow screen: which file, and how it stands. */
function fileBox(scene: Scene, here: Here, width: number): Box {
  const files = here.step.kind === 'edit' ? here.step.files : [];
  const paths = files.map((file) => workspacePath(scene, file)).join(', ');
  const lines = [
    ...wrapLine(line(span(paths, 'accent')), width).slice(0, 2),
    ...wrapLine(line(standLine(scene, here)), width).slice(0, 2),
  ];
  return { title: scene.t('ui.coach.file'), lines, width };
}

/** How the file was last judged, or what to do first. */
function standLine(scene: Scene, here: Here): Line {
  const { t } = scene;
  switch (here.at.phase) {
    case 'passed':
      return line(span(`✓ ${t('ui.run.passed', { time: formatSeconds(here.at.seconds) })}`, 'good'));
    case 'failed':
      return line(span(`✗ ${t('ui.run.failed', { time: formatSeconds(here.at.seconds) })}`, 'bad'));
    case 'running':
    case 'judging':
      return line(span(`▸ ${t('ui.run.checking')}`, 'accent'));
    default:
      return line(...statusLines(scene, here));
  }
}
