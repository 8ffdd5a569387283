import type { Course } from '../../course/model.ts';
import { ExplainedError } from '../../errors.ts';
import { type Lang, type Message, msg, raw, say } from '../../i18n/message.ts';
import type { SessionEvent, ShownCommand } from '../../session/events.ts';
import type { DoctorFace } from '../../session/findings.ts';
import { type Place, stepKey } from '../../session/outline.ts';
import type { Session } from '../../session/session.ts';
import type { SessionState } from '../../session/state.ts';
import { shellPrompt } from '../../shell/line.ts';
import type { Shell } from '../../shell/model.ts';
import { speaker } from '../text/speak.ts';
import { DoctorDesk } from './doctor-desk.ts';
import { actionFor } from './keys.ts';
import { opensAt } from './lab/layout.ts';
import { OutputLog } from './output-log.ts';
import { type Effect, press, runsQuietly } from './press.ts';
import type { ProgramEnd, WorkshopPrograms } from './programs.ts';
import type { DiffRenderer, MarkdownRenderer, Scene, WorkshopInfo } from './scene.ts';
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
  /** The shell for which they are written. */
  readonly shell: Shell;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly size: () => Scene['size'];
  readonly onLangChange?: (lang: Lang) => void;
  readonly initialScreen?: ScreenName;
  readonly leave: (why: 'quit' | 'interrupted') => void;
  /** The learner's editor and shell; absent where none can be opened. */
  readonly programs?: WorkshopPrograms;
  /** Gives the terminal away for the time of the work, after a line of explanation. */
  readonly lend?: (intro: string | undefined, work: () => Promise<void>) => Promise<void>;
  /** Hands a text to the terminal's clipboard; false where it is known not to take it. */
  readonly copy?: (text: string) => boolean;
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
  #diff: DiffRenderer | undefined;
  #editor: { readonly name: string | undefined } | undefined;
  /** Another program has the terminal: nothing is drawn. */
  #away = false;
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
      panel: opensAt({ course: options.course, state, size: options.size() }),
      ...(options.initialScreen ? { screen: options.initialScreen } : {}),
    });
    this.#throttle = new Throttle(1000 / framesPerSecond, () => this.#publish());
    this.#desk = new DoctorDesk(
      options.doctor,
      options.now,
      () => this.#throttle.request(),
      (finding) => this.#change({ type: 'finding.told', finding }),
    );
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
      const pressed = press(scene, action, name);
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

  /** What was pasted: a number where one is asked for, else nothing; it is never taken for keys. */
  paste(text: string): void {
    if (situationOf(this.#picture()).asked?.form !== 'number') return;
    const typed = [...text.trim().slice(0, 24)].filter((char) => !/\p{Cc}/u.test(char)).join('');
    this.#change({ type: 'input.changed', input: { typed, touched: true } });
    this.#throttle.flush();
  }

  /** Takes in what compares two files, once it is loaded. */
  takeDiff(renderer: DiffRenderer): void {
    this.#diff = renderer;
    this.#throttle.request();
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
      case 'open-editor':
        void this.#lend('editor', (programs) => programs.openEditor(effect.file, effect.line));
        return;
      case 'open-shell':
        void this.#lend('shell', (programs) => programs.openShell());
        return;
      case 'copy': {
        const copied = this.#options.copy?.(effect.text) ?? false;
        this.#change({ type: 'flashed', message: msg(copied ? 'ui.flash.copied' : 'ui.flash.not-copied') });
        return;
      }
    }
  }

  /** Lets another program have the terminal; what it has to complain about is said afterwards. */
  async #lend(what: 'editor' | 'shell', open: (programs: WorkshopPrograms) => Promise<ProgramEnd>): Promise<void> {
    const { programs, lend, info } = this.#options;
    if (this.#away) return;
    let said: Message | undefined = programs && lend ? undefined : msg('ui.flash.no-programs');
    if (programs && lend) {
      const { workspace } = typeof info === 'function' ? info() : info;
      const intro = what === 'shell' ? say(this.#ui.lang, msg('ui.shell.opened', { folder: workspace })) : undefined;
      try {
        await lend(intro, async () => {
          this.#away = true;
          try {
            const end = await open(programs);
            if ('missing' in end) said = msg(`ui.flash.${what}-missing`, { program: end.missing });
            else if (what === 'editor' && end.exitCode !== 0)
              said = msg('ui.flash.editor-failed', { code: end.exitCode });
          } finally {
            // The first frame after it shows what happened meanwhile.
            this.#away = false;
            this.#publish();
          }
        });
      } catch (error) {
        said =
          error instanceof ExplainedError ? error.what : raw(error instanceof Error ? error.message : String(error));
      }
    }
    if (said) this.#change({ type: 'flashed', message: said });
    this.#throttle.flush();
  }

  #heard(state: SessionState, event: SessionEvent): void {
    if (event.type === 'step.started') this.#startOutput(event);
    if (event.type === 'output.received' && state.active?.runId === event.runId)
      this.#outputs.get(stepKey(event))?.push(event.text);
    // Which command said what: the first stands above its output already.
    if (event.type === 'action.started' && event.index > 0 && state.active?.runId === event.runId)
      this.#outputs.get(stepKey(event))?.push(`${shellPrompt(this.#options.shell)}${event.command.shown}\n`);
    const advancing = this.#ui.advance && event.type === 'step.finished' && event.outcome === 'passed';
    const quiet = runsQuietly({ course: this.#options.course, state });
    const panel = opensAt({ course: this.#options.course, state, size: this.#options.size() });
    this.#change({ type: 'session.moved', event, quiet, panel, notices: state.notices.length });
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
    if (this.#away) return;
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
    const { course, session, colour, shell, info, preview, now, size } = this.#options;
    const ui = this.#ui;
    // Asked for only where it is shown: finding it means looking through the PATH.
    if (ui.screen === 'lab') this.#editor ??= { name: this.#options.programs?.editorName() };
    return {
      course,
      state: session.getState(),
      ui,
      doctor: this.#desk.view,
      info: typeof info === 'function' ? info() : info,
      size: size(),
      colour,
      shell,
      now: now(),
      t: speaker(ui.lang),
      say: (message: Message) => say(ui.lang, message),
      preview,
      output: (place) => this.#outputs.get(stepKey(place)),
      markdown: this.#markdown,
      diff: this.#diff,
      editor: this.#editor?.name,
    };
  }
}
