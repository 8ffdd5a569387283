import type { Course } from '../../course/model.ts';
import { type Lang, type Message, say } from '../../i18n/message.ts';
import type { SessionEvent, ShownCommand } from '../../session/events.ts';
import type { DoctorFace } from '../../session/findings.ts';
import { type Place, stepKey } from '../../session/outline.ts';
import type { Session } from '../../session/session.ts';
import type { SessionState } from '../../session/state.ts';
import { speaker } from '../text/speak.ts';
import { DoctorDesk } from './doctor-desk.ts';
import { actionFor } from './keys.ts';
import { OutputLog } from './output-log.ts';
import { type Effect, press, runsQuietly } from './press.ts';
import type { MarkdownRenderer, Scene, WorkshopInfo } from './scene.ts';
import { situationOf } from './situation.ts';
import { Throttle } from './throttle.ts';
import { initialUi, reduceUi, type ScreenName, type UiEvent, type UiState } from './ui-reduce.ts';

export interface WorkshopOptions {
  readonly session: Session;
  readonly course: Course;
  readonly lang: Lang;
  readonly colour: boolean;
  readonly doctor: DoctorFace;
  readonly info: WorkshopInfo | (() => WorkshopInfo);
  readonly preview: (place: Place) => readonly ShownCommand[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly size: () => Scene['size'];
  readonly onLangChange?: (lang: Lang) => void;
  readonly initialScreen?: ScreenName;
  readonly leave: (why: 'quit' | 'interrupted') => void;
}

/** Frames a second at most while things stream in; keys are shown at once. */
const framesPerSecond = 15;
/** Steps whose output is kept. */
const keptOutputs = 8;

/**
 * Everything behind the screens, without a terminal and without React: listens to the session, holds
 * the interface's own state and what runs print, and gives one immutable scene at a time.
 */
export class Workshop {
  readonly #options: WorkshopOptions;
  readonly #listeners = new Set<() => void>();
  readonly #outputs = new Map<string, OutputLog>();
  readonly #desk: DoctorDesk;
  readonly #throttle: Throttle;
  readonly #unsubscribe: () => void;
  #ui: UiState;
  #markdown: MarkdownRenderer | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #scene: Scene;

  constructor(options: WorkshopOptions) {
    this.#options = options;
    const state = options.session.getState();
    const selected = Math.max(
      0,
      options.course.labs.findIndex((lab) => lab.id === state.position.lab),
    );
    this.#ui = initialUi({
      lang: options.lang,
      selected,
      ...(options.initialScreen ? { screen: options.initialScreen } : {}),
    });
    this.#throttle = new Throttle(1000 / framesPerSecond, () => this.#publish());
    this.#desk = new DoctorDesk(options.doctor, options.now, () => this.#throttle.request());
    this.#unsubscribe = options.session.subscribe((after, event) => this.#heard(after, event));
    this.#scene = this.#picture();
    if (this.#ui.screen === 'doctor') void this.#desk.examine();
  }

  readonly getScene = (): Scene => this.#scene;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A key by its name (`enter`, `x`, `ctrl-c`); shown at once. */
  press(name: string): void {
    // Taken first: it still tells whether the key before this one asked to quit.
    const scene = this.#picture();
    this.#change({ type: 'key.pressed' });
    const action = actionFor(name, situationOf(scene));
    if (action) {
      const pressed = press(scene, action);
      for (const event of pressed.ui) this.#change(event);
      for (const intent of pressed.intents) this.#options.session.dispatch(intent);
      for (const effect of pressed.effects) this.#perform(effect);
    }
    this.#throttle.flush();
  }

  /** Takes in the Markdown renderer once it is loaded. */
  takeMarkdown(renderer: MarkdownRenderer): void {
    this.#markdown = renderer;
    this.#throttle.flush();
  }

  /** The terminal has another size, or something outside changed: draw anew. */
  refresh(): void {
    this.#throttle.flush();
  }

  close(): void {
    this.#unsubscribe();
    this.#desk.close();
    this.#throttle.close();
    clearInterval(this.#ticking);
    this.#listeners.clear();
  }

  #change(event: UiEvent): void {
    this.#ui = reduceUi(this.#ui, event);
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'leave':
        this.#options.leave(effect.why);
        return;
      case 'examine':
        void this.#desk.examine();
        return;
      case 'apply-fix':
        void this.#desk.apply(effect.fix);
        return;
      case 'stop-fix':
        this.#desk.stopFix();
        return;
      case 'remember-language':
        this.#options.onLangChange?.(this.#ui.lang);
        return;
    }
  }

  #heard(state: SessionState, event: SessionEvent): void {
    if (event.type === 'step.started') this.#startOutput(event);
    if (event.type === 'output.received' && state.active?.runId === event.runId)
      this.#outputs.get(stepKey(event))?.push(event.text);
    // Which command said what: the first stands above its output already.
    if (event.type === 'action.started' && event.index > 0 && state.active?.runId === event.runId)
      this.#outputs.get(stepKey(event))?.push(`$ ${event.command.shown}\n`);
    const advancing = this.#ui.advance && event.type === 'step.finished' && event.outcome === 'passed';
    const quiet = runsQuietly({ course: this.#options.course, state });
    this.#change({ type: 'session.moved', event, quiet, notices: state.notices.length });
    if (event.type === 'step.opened' || event.type === 'next.requested') this.#selectLabOf(state);
    // After the session is done with this event, not in the middle of it.
    if (advancing) queueMicrotask(() => this.#options.session.dispatch({ type: 'next.requested' }));
    this.#throttle.request();
  }

  #startOutput(place: Place): void {
    const key = stepKey(place);
    this.#outputs.delete(key);
    this.#outputs.set(key, new OutputLog());
    const oldest = this.#outputs.keys().next();
    if (this.#outputs.size > keptOutputs && !oldest.done) this.#outputs.delete(oldest.value);
  }

  #selectLabOf(state: SessionState): void {
    const index = this.#options.course.labs.findIndex((lab) => lab.id === state.position.lab);
    if (index >= 0) this.#change({ type: 'lab.selected', index });
  }

  #publish(): void {
    this.#scene = this.#picture();
    this.#tick();
    for (const listener of this.#listeners) listener();
  }

  /** While something runs its clock goes on, also when nothing else happens. */
  #tick(): void {
    const running = this.#scene.state.active !== undefined || this.#desk.view.fix?.phase === 'running';
    if (running && this.#ticking === undefined) {
      this.#ticking = setInterval(() => this.#throttle.request(), 500);
    } else if (!running && this.#ticking !== undefined) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  #picture(): Scene {
    const { course, session, colour, info, preview, now, size } = this.#options;
    const ui = this.#ui;
    return {
      course,
      state: session.getState(),
      ui,
      doctor: this.#desk.view,
      info: typeof info === 'function' ? info() : info,
      size: size(),
      colour,
      now: now(),
      t: speaker(ui.lang),
      say: (message: Message) => say(ui.lang, message),
      preview,
      output: (place) => this.#outputs.get(stepKey(place)),
      markdown: this.#markdown,
    };
  }
}
