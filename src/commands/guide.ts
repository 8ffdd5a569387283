import type { Course } from '../course/model.ts';
import { exitCodes } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { createRunPrinter } from '../render/plain/run-printer.ts';
import type { LiveSession } from '../runtime/open-session.ts';
import { previewCommands } from '../runtime/preview.ts';
import type { SessionEvent } from '../session/events.ts';
import { stepState } from '../session/selectors.ts';
import { shellPrompt } from '../shell/line.ts';
import type { App } from './app.ts';
import { tellFiles, watched } from './guide/edit.ts';
import { type Guide, isActive, keyOf, positionOf, stepOf, tell, widthOf, write } from './guide/guide.ts';
import { openPrompter } from './guide/prompter.ts';
import { turnOf } from './guide/turn.ts';
import { previewOf } from './prepare.ts';

/**
 * The workshop line by line, for `--plain`, a dumb terminal or a screen reader: the lesson, then a prompt.
 * Saves are judged while the prompt stands. Ends at the end of the course, on q, on Ctrl-C where nothing runs,
 * or when standard input closes.
 */
export async function guideInPlain(app: App, course: Course, session: LiveSession): Promise<number> {
  let interrupted = false;
  let stopping: string | undefined;
  const prompter = openPrompter({
    input: app.terminal.stdin,
    output: app.terminal.stdout,
    idle: () => session.getState().active === undefined,
    onInterrupt: () => {
      const run = session.getState().active?.runId;
      // Who asks twice to stop the same run wants to leave.
      interrupted = run === undefined || run === stopping;
      stopping = run;
      if (interrupted) prompter.close();
      else {
        tell(guide, msg('guide.stopping'));
        session.dispatch({ type: 'cancel.requested' });
      }
    },
  });
  const guide: Guide = { app, course, session, prompter, queues: new Map(), guessed: new Set() };
  const printer = createRunPrinter({
    course,
    lang: app.lang,
    shell: app.shell,
    write: (text) => prompter.write(text),
    headings: false,
    width: () => widthOf(guide),
  });
  session.subscribe((state, event) => {
    if (!isOfReading(guide, event)) printer(state, event);
  });
  session.subscribe((_, event) => settle(guide, event));
  const cancel = (): void => {
    session.dispatch({ type: 'cancel.requested' });
    prompter.close();
  };
  app.interrupted.addEventListener('abort', cancel);
  if (app.interrupted.aborted) cancel();
  try {
    // What was told before anyone listened.
    for (const notice of session.getState().notices) tell(guide, msg('plain.notice', { text: notice }));
    const code = await converse(guide);
    return interrupted || app.interrupted.aborted ? exitCodes.interrupted : code;
  } finally {
    app.interrupted.removeEventListener('abort', cancel);
    prompter.close();
  }
}

/** Lesson, prompt, line; again and again. */
async function converse(guide: Guide): Promise<number> {
  const { prompter, app } = guide;
  let read = '';
  let lab = '';
  let asked: string | undefined;
  for (;;) {
    if (read !== keyOf(guide)) {
      read = keyOf(guide);
      asked = undefined;
      guide.queues.delete(read);
      showLesson(guide, positionOf(guide).lab !== lab);
      lab = positionOf(guide).lab;
      if (stepOf(guide)?.kind === 'edit') await watched(guide);
    }
    const turn = turnOf(guide);
    const question = turn.before ? `${read}/${guide.queues.get(read)?.length ?? ''}` : undefined;
    if (question !== asked) turn.before?.();
    asked = question;
    const line = await prompter.next(() => say(app.lang, turn.hint()));
    if (line === undefined) return exitCodes.ok;
    const code = await turn.take(line);
    if (code !== undefined) return code;
  }
}

/** That something was read needs no telling. */
function isOfReading(guide: Guide, event: SessionEvent): boolean {
  if (event.type !== 'step.started' && (event.type !== 'step.finished' || event.outcome !== 'passed')) return false;
  return stepOf(guide)?.kind === 'read';
}

function showLesson(guide: Guide, newLab: boolean): void {
  const { lang } = guide.app;
  const { lab } = positionOf(guide);
  const step = stepOf(guide);
  const text = step?.text[lang];
  if (newLab) write(guide, `\n== ${lab}: ${guide.course.labs.find((one) => one.id === lab)?.title[lang] ?? ''}`);
  write(guide, `\n-- ${keyOf(guide)}: ${text?.title ?? ''}\n\n${text?.body ?? ''}`);
  if (step?.kind === 'edit') tellFiles(guide, step);
  tellCommands(guide);
}

/** What will run, so that it can be done by hand as well. */
function tellCommands(guide: Guide): void {
  const { app, course, session } = guide;
  const commands = previewCommands(previewOf(app, course, session.world), positionOf(guide));
  if (commands.length === 0) return;
  write(guide, '');
  tell(guide, msg(stepOf(guide)?.kind === 'edit' ? 'guide.runs.edit' : 'guide.runs'));
  for (const command of commands) write(guide, `  ${shellPrompt(guide.app.shell)}${command.shown}`);
}

/** After what was printed: the prompt again; and a machine that failed is looked at anew, for it may be mended. */
function settle(guide: Guide, event: SessionEvent): void {
  const { app, session, prompter } = guide;
  if (event.type === 'run.broke') {
    app.forgetEngine();
    session.refresh();
  }
  if (event.type === 'step.finished' && event.outcome === 'skipped' && !event.reason) {
    const state = stepState(session.getState(), event);
    if ('run' in state && state.run.purpose === 'check') tell(guide, msg('check.nothing'));
  }
  if (!isActive(guide)) prompter.show();
}
