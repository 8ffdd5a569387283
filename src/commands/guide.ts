import { createInterface } from 'node:readline/promises';
import type { Course } from '../course/model.ts';
import { findStep } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { comparisonText } from '../render/plain/comparison.ts';
import { createRunPrinter } from '../render/plain/run-printer.ts';
import type { LiveSession } from '../runtime/open-session.ts';
import { nextPlace, stepState } from '../session/selectors.ts';
import type { SessionState } from '../session/state.ts';
import { type App, print } from './app.ts';

/**
 * The workshop line by line, for `--plain`, a dumb terminal or a screen reader: the lesson, then a
 * question. Ends at the end of the course, on q, or when standard input closes.
 */
export async function guideInPlain(app: App, course: Course, session: LiveSession): Promise<number> {
  const printer = createRunPrinter({ course, lang: app.lang, write: (text) => void app.terminal.stdout.write(text) });
  session.subscribe(printer);
  const asking = createInterface({ input: app.terminal.stdin, output: app.terminal.stdout });
  const closed = new Promise<'q'>((resolve) => asking.once('close', () => resolve('q')));
  const cancel = (): void => {
    session.dispatch({ type: 'cancel.requested' });
    asking.close();
  };
  app.interrupted.addEventListener('abort', cancel);
  asking.on('SIGINT', () => {
    if (session.getState().active) session.dispatch({ type: 'cancel.requested' });
    else asking.close();
  });
  try {
    let read = '';
    for (;;) {
      const state = session.getState();
      const { position } = state;
      if (read !== `${position.lab}/${position.step}`) showLesson(app, course, state);
      read = `${position.lab}/${position.step}`;
      const answer = await Promise.race([asking.question(say(app.lang, question(state))), closed]);
      switch (answer.trim().toLowerCase()) {
        case 'q':
          return app.interrupted.aborted ? exitCodes.interrupted : exitCodes.ok;
        case 'r':
          await runHere(session);
          break;
        case 't':
          print(app, comparisonText(course, state, app.lang, 78) || say(app.lang, msg('compare.nothing')));
          break;
        case 'n':
          session.dispatch({ type: 'next.requested' });
          break;
        case '':
          if (stepState(state, position).phase === 'passed' && !nextPlace(state)) return exitCodes.ok;
          if (stepState(state, position).phase === 'passed') session.dispatch({ type: 'next.requested' });
          else await runHere(session);
          break;
        default:
          print(app, say(app.lang, msg('guide.unknown')));
      }
    }
  } finally {
    app.interrupted.removeEventListener('abort', cancel);
    asking.close();
  }
}

function question(state: SessionState) {
  const passed = stepState(state, state.position).phase === 'passed';
  if (!passed) return msg('guide.run');
  return nextPlace(state) ? msg('guide.next') : msg('guide.end');
}

function showLesson(app: App, course: Course, state: SessionState): void {
  const { lab, step } = state.position;
  const text = findStep(course, lab, step)?.text[app.lang];
  print(app, `\n${lab}/${step}: ${text?.title ?? ''}\n\n${text?.body ?? ''}\n`);
}

/** Runs the current step and waits until it has ended. */
function runHere(session: LiveSession): Promise<void> {
  return new Promise((resolve) => {
    const stop = session.subscribe((state) => {
      if (state.active) return;
      stop();
      resolve();
    });
    session.dispatch({ type: 'run.requested' });
  });
}
