import { coachCommandRow } from './lab/coach-lines.ts';
import { type LabLayout, labLayout } from './lab/layout.ts';
import { endedLines } from './lab/run-lines.ts';
import { rowsBeforeCommand, whatRan } from './lab/what-ran-lines.ts';
import { change, type Pressed } from './pressed.ts';
import type { Scene } from './scene.ts';
import type { UiEvent } from './ui-reduce.ts';

/** Shows the exact command from its first row, which may stand far below what came of it; or the short one again. */
export function toggleExact(scene: Scene): Pressed {
  const { ui, state } = scene;
  const after: Scene = { ...scene, ui: { ...ui, exact: !ui.exact, raw: false } };
  const layout = labLayout(after);
  const scrolls: UiEvent[] = [];
  if ((ui.exact ? labLayout(scene) : layout)?.exact)
    scrolls.push({ type: 'scrolled', area: 'lesson', to: 0, follow: ui.follow });
  const row = layout && ui.aside === undefined ? commandRow(after, layout) : undefined;
  // The short one again: back to what was above, or to the end of what still runs.
  if (row !== undefined)
    scrolls.push({
      type: 'scrolled',
      area: 'run',
      to: after.ui.exact ? row : 0,
      follow: !after.ui.exact && state.active !== undefined,
    });
  // Raw output has no commands.
  const raw: readonly UiEvent[] = ui.raw && row !== undefined ? [{ type: 'raw.toggled' }] : [];
  return change(...raw, { type: 'exact.toggled' }, ...scrolls);
}

/** The row in which the first command begins, in a pane that shows it. */
function commandRow(scene: Scene, { here, run: pane }: LabLayout): number | undefined {
  if (!pane || here.step.kind === 'quiz') return undefined;
  if (!here.run) return coachCommandRow(scene, here, pane.width);
  const before = rowsBeforeCommand(scene, here, here.run, pane.width);
  if (before === undefined) return undefined;
  const all = endedLines(scene, here, here.run, pane.width).length;
  return all - whatRan(scene, here, here.run, pane.width).length + before;
}
