import { type Course, findStep, type Step } from '../../course/model.ts';
import { type Message, say } from '../../i18n/message.ts';
import { plainText } from '../../render/plain/plain-text.ts';
import type { LiveSession } from '../../runtime/open-session.ts';
import { type Place, placesOf, stepKey } from '../../session/outline.ts';
import { isLacking, standingOf, stepState } from '../../session/selectors.ts';
import type { App } from '../app.ts';
import type { Prompter } from './prompter.ts';

/** The workshop line by line: what its parts work with. */
export interface Guide {
  readonly app: App;
  readonly course: Course;
  readonly session: LiveSession;
  readonly prompter: Prompter;
  /** Questions still to be asked in this visit of a quiz, by `lab/step`. */
  readonly queues: Map<string, readonly string[]>;
  /** Predict steps whose guess was asked for, by `lab/step`. */
  readonly guessed: Set<string>;
}

/** What a line that is typed means now. */
export interface Turn {
  /** Said once when the turn begins, and again on demand. */
  readonly before?: () => void;
  /** Said above each prompt. */
  readonly hint: () => Message;
  /** Takes a line; an exit code ends the workshop. */
  readonly take: (line: string) => Promise<number | undefined>;
}

const narrowest = 40;
const widest = 120;

export function widthOf({ app }: Guide): number {
  return Math.min(widest, Math.max(narrowest, app.terminal.stdout.columns || 80));
}

/** Says a message on a line of its own. */
export function tell(guide: Guide, message: Message): void {
  write(guide, say(guide.app.lang, message));
}

/** Prints text of a course or of the learner's files: nothing in it can act on the terminal. */
export function write({ prompter }: Guide, text: string): void {
  prompter.write(`${plainText(text)}\n`);
}

export function positionOf({ session }: Guide): Place {
  return session.getState().position;
}

export function keyOf(guide: Guide): string {
  return stepKey(positionOf(guide));
}

export function stepOf(guide: Guide): Step | undefined {
  const { lab, step } = positionOf(guide);
  return findStep(guide.course, lab, step);
}

export function isActive({ session }: Guide): boolean {
  return session.getState().active !== undefined;
}

/** Whether Enter goes on: passed in this session, or, for what is only answered, ever; or nothing this machine can do. */
export function isPassed(guide: Guide): boolean {
  const state = guide.session.getState();
  const step = stepState(state, state.position);
  if (step.phase === 'passed' || isLacking(step)) return true;
  return stepOf(guide)?.kind === 'quiz' && standingOf(state, state.position) === 'passed';
}

/** Whether something is there that can be judged without running the commands. An edit step is judged anew by `r`. */
export function canCheck(guide: Guide): boolean {
  const step = stepOf(guide);
  return step !== undefined && step.kind !== 'edit' && step.kind !== 'quiz' && step.checks.length > 0;
}

/** The place before this one. */
export function previousPlace(guide: Guide): Place | undefined {
  const places = placesOf(guide.session.getState().outline);
  return places[places.findIndex((place) => stepKey(place) === keyOf(guide)) - 1];
}

/** Resolves when nothing runs any more. */
export function ended({ session }: Guide): Promise<void> {
  return new Promise((resolve) => {
    if (!session.getState().active) {
      resolve();
      return;
    }
    const stop = session.subscribe((state) => {
      if (state.active) return;
      stop();
      resolve();
    });
  });
}

/** Stops what runs, and waits until it has. */
export function stopped(guide: Guide): Promise<void> {
  const end = ended(guide);
  if (isActive(guide)) guide.session.dispatch({ type: 'cancel.requested' });
  return end;
}
