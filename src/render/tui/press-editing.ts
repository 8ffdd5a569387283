import { msg } from '../../i18n/message.ts';
import { stepKey } from '../../session/outline.ts';
import { helpOf, hintLevels, mayShowSolution } from '../../session/selectors.ts';
import { buildsImage } from './lab/images.ts';
import { change, flash, nothing, type Pressed } from './pressed.ts';
import { type Here, hereOf, type Scene } from './scene.ts';
import type { Aside, ScrollArea, UiEvent } from './ui-reduce.ts';

/** The learner's file in their editor, where the first verdict points if it names a line. */
export function openEditor(scene: Scene): Pressed {
  const here = hereOf(scene);
  if (here?.step.kind !== 'edit') return nothing;
  if (scene.editor === undefined) return flash(msg('ui.flash.no-editor'));
  const { files } = here.step;
  const where = here.run?.checks.find(
    (check) => check.verdict === 'failed' && check.where && files.includes(check.where.file),
  )?.where;
  const file = where?.file ?? files[0];
  if (file === undefined) return nothing;
  return {
    ...nothing,
    effects: [{ type: 'open-editor', file, ...(where ? { line: where.line } : {}) }],
  };
}

/** One more hint: it stands below the lesson, under those before it. */
export function nextHint(scene: Scene): Pressed {
  const here = hereOf(scene);
  if (!here) return nothing;
  const end = Number.MAX_SAFE_INTEGER;
  const shown = change({ type: 'panel.shown', panel: 'lesson' }, scrolled('lesson', end));
  return helpOf(scene.state, here.place).hints < hintLevels
    ? { ...shown, intents: [{ type: 'hint.requested' }] }
    : { ...shown, ui: [...shown.ui, { type: 'flashed', message: msg('ui.flash.all-hints') }] };
}

/** The solution, or the learner's file beside it; the same key leads back. */
export function showAside(scene: Scene, aside: Aside): Pressed {
  const here = hereOf(scene);
  if (!here) return nothing;
  if (scene.ui.aside === aside) return change({ type: 'aside.closed' });
  if (!mayShowSolution(scene.state, here.place)) {
    const left = hintLevels - helpOf(scene.state, here.place).hints;
    return flash(msg('ui.flash.solution', { left }));
  }
  const shown: Pressed = { ...change({ type: 'aside.opened', aside }), intents: [{ type: 'solution.requested' }] };
  // Once both are there to be measured, the comparison is not waited for.
  const measurable = aside === 'diff' && here.standing === 'passed' && wantsReference(scene, here);
  return measurable ? { ...shown, intents: [...shown.intents, { type: 'reference.requested' }] } : shown;
}

/** What the difference costs: measured when asked for, shown at the end of the comparison. */
export function showCost(scene: Scene): Pressed {
  const here = hereOf(scene);
  if (!here) return nothing;
  if (!buildsImage(here.step)) return flash(msg('ui.flash.no-cost'));
  const end = change(scrolled('diff', Number.MAX_SAFE_INTEGER));
  if (scene.state.active) return flash(msg('ui.flash.busy'));
  return wantsReference(scene, here) ? { ...end, intents: [{ type: 'reference.requested' }] } : end;
}

function scrolled(area: ScrollArea, to: number): UiEvent {
  return { type: 'scrolled', area, to, follow: false };
}

function wantsReference(scene: Scene, here: Here): boolean {
  const phase = scene.state.references[stepKey(here.place)]?.phase;
  return buildsImage(here.step) && !scene.state.active && phase !== 'measuring' && phase !== 'measured';
}

/** The commands as they stand on the screen, one a line. */
export function copyCommands(scene: Scene): Pressed {
  const here = hereOf(scene);
  if (!here) return nothing;
  const ran = here.run?.actions ?? [];
  const commands = scene
    .preview(here.place)
    .map((command, index) => ran.find((action) => action.index === index)?.command ?? command);
  const text = commands.map((command) => (scene.ui.exact ? command.exact : command.shown)).join('\n');
  return text === '' ? nothing : { ...nothing, effects: [{ type: 'copy', text }] };
}
