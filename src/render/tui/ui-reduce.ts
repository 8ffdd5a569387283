import { type Lang, type Message, msg } from '../../i18n/message.ts';
import type { Answer } from '../../session/answers.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { Finding } from '../../session/findings.ts';
import { troubleAfter, troubleFound } from './engine-trouble.ts';

export type ScreenName = 'home' | 'lab' | 'compare' | 'doctor' | 'help';
export type Panel = 'lesson' | 'run';
/** What stands in place of the lab's panels: the reference solution, the learner's file beside it, or the question whether to begin anew. */
export type Aside = 'solution' | 'diff' | 'reset';
/** What can be scrolled. */
export type ScrollArea = Panel | Aside | Exclude<ScreenName, 'lab'>;

/** An answer or a guess on its way: what is typed, where the cursor stands, what is marked. */
export interface Input {
  /** Of a quiz; absent: the first that is not answered rightly. */
  readonly question: number | undefined;
  readonly cursor: number;
  readonly typed: string;
  /** In the order in which they were marked. */
  readonly chosen: readonly string[];
  readonly touched: boolean;
  /** The answer as it was last given and has not been changed since. */
  readonly tried: Answer | undefined;
}

export const noInput: Input = {
  question: undefined,
  cursor: 0,
  typed: '',
  chosen: [],
  touched: false,
  tried: undefined,
};

/** Everything that is only about looking: which screen, how far scrolled, what is unfolded. */
export interface UiState {
  readonly screen: ScreenName;
  /** Where `back` leads, last one first to be taken. */
  readonly trail: readonly ScreenName[];
  readonly lang: Lang;
  /** The lab chosen on the map. */
  readonly selected: number;
  /** The finding chosen in doctor; absent until the learner has chosen: then the worst one is. */
  readonly finding: number | undefined;
  /** The panel that has the keys; on a small terminal the only one that is shown. */
  readonly panel: Panel;
  readonly aside: Aside | undefined;
  /** A guess is made anew though the step has run: the run steps back until the next one. */
  readonly again: boolean;
  readonly input: Input;
  /** Rows above the first visible one. */
  readonly scroll: Readonly<Record<ScrollArea, number>>;
  /** The run panel keeps to its end while output comes. */
  readonly follow: boolean;
  readonly exact: boolean;
  readonly raw: boolean;
  /** The fix that waits for a yes or no. */
  readonly asking: string | undefined;
  /** Go on by itself when the step that now runs has passed: a step that is only read. */
  readonly advance: boolean;
  readonly cancelling: boolean;
  readonly quitting: boolean;
  /** Said once, until the next key. */
  readonly flash: Message | undefined;
  /** Notices that were there when the current step was opened. */
  readonly seen: number;
  /** Why no engine could be had when one was last needed; absent when it answered, or was never asked. */
  readonly trouble: Message | undefined;
}

export type UiEvent =
  | { readonly type: 'key.pressed' }
  | { readonly type: 'screen.opened'; readonly screen: ScreenName }
  | { readonly type: 'screen.left' }
  | { readonly type: 'lang.switched' }
  | { readonly type: 'lab.selected'; readonly index: number }
  | { readonly type: 'finding.selected'; readonly index: number | undefined }
  | { readonly type: 'finding.told'; readonly finding: Finding }
  | { readonly type: 'panel.switched' }
  | { readonly type: 'panel.shown'; readonly panel: Panel }
  | { readonly type: 'aside.opened'; readonly aside: Aside }
  | { readonly type: 'aside.closed' }
  | { readonly type: 'again.wanted' }
  /** Something was typed, moved or chosen; what was tried before no longer stands. */
  | { readonly type: 'input.changed'; readonly input: Partial<Input> }
  | { readonly type: 'scrolled'; readonly area: ScrollArea; readonly to: number; readonly follow: boolean }
  | { readonly type: 'exact.toggled' }
  | { readonly type: 'raw.toggled' }
  | { readonly type: 'fix.asked'; readonly fix: string }
  | { readonly type: 'fix.answered' }
  | { readonly type: 'advance.wanted' }
  | { readonly type: 'cancel.asked' }
  | { readonly type: 'quit.asked' }
  | { readonly type: 'flashed'; readonly message: Message }
  /** What the session did; `quiet`: the step has nothing to show but its lesson. `panel`: where a newly opened step begins. */
  | {
      readonly type: 'session.moved';
      readonly event: SessionEvent;
      readonly quiet: boolean;
      readonly panel: Panel;
      readonly notices: number;
    };

const top: UiState['scroll'] = {
  lesson: 0,
  run: 0,
  solution: 0,
  diff: 0,
  reset: 0,
  home: 0,
  compare: 0,
  doctor: 0,
  help: 0,
};

export function initialUi(options: {
  readonly lang: Lang;
  readonly selected: number;
  readonly screen?: ScreenName;
  readonly panel?: Panel;
}): UiState {
  const screen = options.screen ?? 'home';
  return {
    screen,
    trail: screen === 'home' ? [] : ['home'],
    lang: options.lang,
    selected: options.selected,
    finding: undefined,
    panel: options.panel ?? 'lesson',
    aside: undefined,
    again: false,
    input: noInput,
    scroll: top,
    follow: true,
    exact: false,
    raw: false,
    asking: undefined,
    advance: false,
    cancelling: false,
    quitting: false,
    flash: undefined,
    seen: 0,
    trouble: undefined,
  };
}

/** One thing that happened to the interface. Pure. */
export function reduceUi(ui: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'key.pressed':
      return ui.flash || ui.quitting ? { ...ui, flash: undefined, quitting: false } : ui;
    case 'screen.opened':
      return openScreen(ui, event.screen);
    case 'screen.left':
      return { ...ui, screen: ui.trail.at(-1) ?? 'home', trail: ui.trail.slice(0, -1), asking: undefined };
    case 'lang.switched':
      return { ...ui, lang: ui.lang === 'en' ? 'zh' : 'en' };
    case 'lab.selected':
      return { ...ui, selected: event.index };
    case 'finding.selected':
      return { ...ui, finding: event.index, raw: false };
    case 'finding.told':
      return withTrouble(ui, troubleFound(ui.trouble, event.finding));
    case 'panel.switched':
      return { ...ui, panel: ui.panel === 'lesson' ? 'run' : 'lesson', again: false, aside: undefined };
    case 'panel.shown':
      return { ...ui, panel: event.panel, aside: undefined };
    case 'aside.opened':
      return { ...ui, aside: event.aside, scroll: { ...ui.scroll, [event.aside]: 0 } };
    case 'aside.closed':
      return { ...ui, aside: undefined };
    case 'again.wanted':
      return { ...ui, again: true, panel: 'lesson', input: noInput };
    case 'input.changed':
      return { ...ui, input: { ...ui.input, tried: undefined, ...event.input }, scroll: { ...ui.scroll, run: 0 } };
    case 'scrolled':
      return { ...ui, follow: event.follow, scroll: { ...ui.scroll, [event.area]: Math.max(0, event.to) } };
    case 'exact.toggled':
      return { ...ui, exact: !ui.exact };
    case 'raw.toggled':
      return toggleRaw(ui);
    case 'fix.asked':
      return { ...ui, asking: event.fix };
    case 'fix.answered':
      return { ...ui, asking: undefined };
    case 'advance.wanted':
      return { ...ui, advance: true };
    case 'cancel.asked':
      return { ...ui, cancelling: true, flash: msg('ui.flash.cancelling') };
    case 'quit.asked':
      return { ...ui, quitting: true, flash: msg('ui.flash.quit') };
    case 'flashed':
      return { ...ui, flash: event.message };
    case 'session.moved':
      return withTrouble(followSession(ui, event), troubleAfter(ui.trouble, event.event));
  }
}

function withTrouble(ui: UiState, trouble: Message | undefined): UiState {
  return trouble === ui.trouble ? ui : { ...ui, trouble };
}

/** Raw output is read from its end, verdicts from their beginning. */
function toggleRaw(ui: UiState): UiState {
  const raw = !ui.raw;
  return { ...ui, raw, scroll: { ...ui.scroll, run: raw ? Number.MAX_SAFE_INTEGER : 0 } };
}

function openScreen(ui: UiState, screen: ScreenName): UiState {
  if (screen === ui.screen) return ui;
  const asking = undefined;
  if (screen === 'home') return { ...ui, screen, trail: [], asking };
  if (screen === 'lab') return { ...ui, screen, trail: ['home'], asking };
  const finding = screen === 'doctor' ? undefined : ui.finding;
  return { ...ui, screen, trail: [...ui.trail, ui.screen], scroll: { ...ui.scroll, [screen]: 0 }, asking, finding };
}

function followSession(ui: UiState, moved: Extract<UiEvent, { type: 'session.moved' }>): UiState {
  const { event, quiet, notices } = moved;
  switch (event.type) {
    case 'reset.failed':
      return {
        ...ui,
        flash: event.halfway ? msg('ui.flash.reset-halfway') : msg('ui.flash.reset-failed', { why: event.reason }),
      };
    case 'step.opened':
    case 'next.requested':
    case 'step.reset':
      return {
        ...ui,
        flash: event.type === 'step.reset' ? msg('ui.flash.reset') : ui.flash,
        panel: moved.panel,
        aside: undefined,
        again: false,
        input: noInput,
        // It may stand where the lesson is.
        exact: false,
        raw: false,
        advance: false,
        seen: notices,
        scroll: { ...ui.scroll, lesson: 0, run: 0 },
      };
    case 'step.started':
      return quiet
        ? ui
        : {
            ...ui,
            panel: 'run',
            aside: undefined,
            again: false,
            raw: false,
            // A run that a save has overtaken no longer has to be waited for.
            cancelling: false,
            // What was said of the run before does not hold for this one.
            flash: undefined,
            seen: notices,
            follow: true,
            scroll: { ...ui.scroll, run: 0 },
          };
    case 'step.finished':
    case 'run.broke': {
      const settled = { ...ui, advance: false, cancelling: false, quitting: false, follow: false };
      // What was refused because of the run is not refused any more.
      const over = ui.cancelling || ui.quitting || ui.flash?.id === 'ui.flash.busy';
      const flash = over ? undefined : ui.flash;
      return { ...settled, flash, scroll: { ...ui.scroll, run: 0 } };
    }
    default:
      return ui;
  }
}
