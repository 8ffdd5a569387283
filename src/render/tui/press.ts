import { msg } from '../../i18n/message.ts';
import { askedOf } from './asked.ts';
import type { ActionName } from './binding.ts';
import { labLayout } from './lab/layout.ts';
import { again, answered, erased, lettered, movedChoice, nextQuestion, picked, run, typed } from './press-asked.ts';
import { copyCommands, nextHint, openEditor, showAside, showCost } from './press-editing.ts';
import { toggleExact } from './press-exact.ts';
import { answerReset, askReset, unlessResetting } from './press-reset.ts';
import { change, clamp, flash, nothing, type Pressed } from './pressed.ts';
import { chosenFinding, hereOf, isOnlyRead, type Scene } from './scene.ts';
import { placeToOpen } from './screens/home.ts';
import { pageHeight, pageView, pageWidth } from './screens/page.ts';
import { pages } from './screens/registry.ts';
import { situationOf } from './situation.ts';
import { isTooSmall } from './theme.ts';
import type { ScrollArea, UiEvent } from './ui-reduce.ts';

export type { Effect, Pressed } from './pressed.ts';

/** What an action means on this scene; `key` is the name of the key, for what is typed. Pure. */
export function press(scene: Scene, action: ActionName, key = ''): Pressed {
  // What cannot be seen must not happen: a hint would be taken, a run begun.
  if (isTooSmall(scene.size) && action !== 'quit' && action !== 'interrupt') return nothing;
  return unlessResetting(scene, meant(scene, action, key));
}

function meant(scene: Scene, action: ActionName, key: string): Pressed {
  switch (action) {
    case 'open':
      return openLab(scene);
    case 'run':
    case 'retry':
      return run(scene);
    case 'check':
      return { ...nothing, intents: [{ type: 'check.requested' }] };
    case 'read':
      return { ...nothing, ui: [{ type: 'advance.wanted' }], intents: [{ type: 'run.requested' }] };
    case 'next':
    case 'previous':
      return turn(scene, action);
    case 'cancel':
      return cancel(scene);
    case 'up':
    case 'down':
      return move(scene, action === 'up' ? -1 : 1);
    case 'page-up':
      return scrollBy(scene, -1, 'pages');
    case 'page-down':
      return scrollBy(scene, 1, 'pages');
    case 'top':
      return scrollBy(scene, Number.NEGATIVE_INFINITY);
    case 'bottom':
      return scrollBy(scene, Number.POSITIVE_INFINITY);
    case 'exact':
      return toggleExact(scene);
    case 'raw':
      return change({ type: 'raw.toggled' });
    case 'switch':
      return change({ type: 'panel.switched' });
    case 'map':
      return change({ type: 'screen.opened', screen: 'home' });
    case 'table':
      return change({ type: 'screen.opened', screen: 'compare' });
    case 'help':
      return change({ type: 'screen.opened', screen: 'help' });
    case 'doctor':
      return {
        ...change({ type: 'screen.opened', screen: 'doctor' }),
        effects: scene.doctor.status === 'idle' ? [{ type: 'examine' }] : [],
      };
    case 'language':
      return { ...change({ type: 'lang.switched' }), effects: [{ type: 'remember-language' }] };
    case 'back':
      return change({ type: 'screen.left' });
    case 'edit':
      return openEditor(scene);
    case 'hint':
      return nextHint(scene);
    case 'solution':
    case 'diff':
      return showAside(scene, action);
    case 'cost':
      return showCost(scene);
    case 'close':
      return change({ type: 'aside.closed' });
    case 'reset':
      return askReset(scene);
    case 'copy':
      return copyCommands(scene);
    case 'shell':
      return { ...nothing, effects: [{ type: 'open-shell' }] };
    case 'type':
      return typed(scene, key);
    case 'erase':
      return erased(scene);
    case 'clear':
      return change({ type: 'input.changed', input: { typed: '', touched: false } });
    case 'pick':
      return picked(scene);
    case 'letter':
      return lettered(scene, key);
    case 'answer':
      return answered(scene);
    case 'question':
      return nextQuestion(scene);
    case 'again':
      return again(scene);
    case 'quit':
      return quit(scene);
    case 'interrupt':
      return interrupt(scene);
    case 'examine':
      // What is found anew may be worst elsewhere.
      return { ...change({ type: 'finding.selected', index: undefined }), effects: [{ type: 'examine' }] };
    case 'yes':
    case 'no':
      return scene.ui.screen === 'lab' ? answerReset(scene, action) : answer(scene, action);
    case 'fix':
      return answer(scene, action);
  }
}

function openLab(scene: Scene): Pressed {
  const place = placeToOpen(scene.state, scene.ui.selected);
  const open: UiEvent = { type: 'screen.opened', screen: 'lab' };
  if (!place || scene.state.active) return change(open);
  const { position } = scene.state;
  const there = place.lab === position.lab && place.step === position.step;
  return { ...nothing, ui: [open], intents: there ? [] : [{ type: 'step.opened', ...place }] };
}

function turn(scene: Scene, action: 'next' | 'previous'): Pressed {
  const here = hereOf(scene);
  if (scene.state.active) return flash(msg('ui.flash.busy'));
  if (action === 'next')
    return here?.next ? { ...nothing, intents: [{ type: 'next.requested' }] } : flash(msg('ui.flash.last'));
  return here?.previous
    ? { ...nothing, intents: [{ type: 'step.opened', ...here.previous }] }
    : flash(msg('ui.flash.first'));
}

function cancel(scene: Scene): Pressed {
  if (scene.doctor.fix?.phase === 'running') return { ...nothing, effects: [{ type: 'stop-fix' }] };
  return scene.state.active
    ? { ...nothing, ui: [{ type: 'cancel.asked' }], intents: [{ type: 'cancel.requested' }] }
    : nothing;
}

function interrupt(scene: Scene): Pressed {
  if (scene.doctor.fix?.phase === 'running') return { ...nothing, effects: [{ type: 'stop-fix' }] };
  if (!scene.state.active || scene.ui.cancelling)
    return { ...nothing, effects: [{ type: 'leave', why: 'interrupted' }] };
  return cancel(scene);
}

/** A run is not thrown away by one slip of a finger. */
function quit(scene: Scene): Pressed {
  if (!scene.state.active) return { ...nothing, effects: [{ type: 'leave', why: 'quit' }] };
  if (!scene.ui.quitting) return change({ type: 'quit.asked' });
  return { ...nothing, intents: [{ type: 'cancel.requested' }], effects: [{ type: 'leave', why: 'quit' }] };
}

function answer(scene: Scene, action: 'fix' | 'yes' | 'no'): Pressed {
  const { doctor, ui } = scene;
  if (action === 'no') return change({ type: 'fix.answered' });
  if (action === 'fix') {
    const fix = doctor.findings[chosenFinding(scene)]?.fix;
    return fix ? change({ type: 'fix.asked', fix: fix.id }) : nothing;
  }
  const fix = doctor.findings.find((finding) => finding.fix?.id === ui.asking)?.fix;
  return fix
    ? {
        ...change({ type: 'fix.answered' }, { type: 'finding.selected', index: undefined }),
        effects: [{ type: 'apply-fix', fix }],
      }
    : change({ type: 'fix.answered' });
}

/** Up and down choose where there is something to choose, and scroll elsewhere. */
function move(scene: Scene, by: number): Pressed {
  const { ui, course, doctor } = scene;
  if (ui.screen === 'home') {
    const index = clamp(ui.selected + by, course.labs.length - 1);
    return change({ type: 'lab.selected', index });
  }
  const choosing =
    ui.screen === 'doctor' && ui.asking === undefined && doctor.fix?.phase !== 'running' && doctor.findings.length > 0;
  if (choosing)
    return change({ type: 'finding.selected', index: clamp(chosenFinding(scene) + by, doctor.findings.length - 1) });
  const asked = situationOf(scene).asked ? askedOf(scene) : undefined;
  if (asked && asked.form !== 'number' && asked.state !== 'right') return movedChoice(scene, asked, by);
  return scrollBy(scene, by);
}

/** One page is the height of what scrolls, less two rows that stay in sight. */
function scrollBy(scene: Scene, by: number, unit: 'rows' | 'pages' = 'rows'): Pressed {
  const { area, scroll, max, height } = extentOf(scene);
  const to = clamp(scroll + (unit === 'pages' ? by * Math.max(1, height - 2) : by), max);
  return change({ type: 'scrolled', area, to, follow: area === 'run' && to >= max });
}

/** What scrolls, where it stands, how far it goes, and how many rows of it are seen. */
interface Extent {
  readonly area: ScrollArea;
  readonly scroll: number;
  readonly max: number;
  readonly height: number;
}

function extentOf(scene: Scene): Extent {
  const { screen } = scene.ui;
  if (screen !== 'lab') {
    const view = pageView(scene, pages[screen].page(scene, pageWidth(scene)), scene.ui.scroll[screen]);
    return { area: screen, scroll: view.scroll, max: view.max, height: pageHeight(scene) };
  }
  const layout = labLayout(scene);
  const inRun = layout?.run && (layout.runAt === 'alone' || scene.ui.panel === 'run');
  const area = inRun ? (scene.ui.aside ?? 'run') : 'lesson';
  const pane = inRun ? layout?.run : layout?.lesson;
  if (!pane) return { area, scroll: 0, max: 0, height: 0 };
  const { view, height } = pane;
  const following = area === 'run' && scene.ui.follow && scene.state.active !== undefined;
  return { area, scroll: following ? view.max : view.scroll, max: view.max, height };
}

/** Whether the step of this place shows nothing but its lesson when it runs. */
export function runsQuietly(scene: Pick<Scene, 'course' | 'state'>): boolean {
  const here = hereOf(scene);
  return here !== undefined && isOnlyRead(here.step);
}
