import type { Course } from '../../course/model.ts';
import { findStep } from '../../course/model.ts';
import { formatSeconds } from '../../i18n/format.ts';
import { type Lang, type Message, msg, say } from '../../i18n/message.ts';
import type { JudgedCheck, SessionEvent } from '../../session/events.ts';
import { type Place, stepKey } from '../../session/outline.ts';
import { isLack, stepState } from '../../session/selectors.ts';
import type { SessionState } from '../../session/state.ts';
import { shellPrompt } from '../../shell/line.ts';
import type { Shell } from '../../shell/model.ts';
import { predictionText } from '../text/prediction.ts';
import { queueMessage } from '../text/queue.ts';
import { referenceText } from '../text/reference.ts';
import { explain } from './explain.ts';
import { indented, plainText } from './plain-text.ts';
import { verdictText } from './verdict.ts';

/** How much of a command's output is kept for when it fails, lines. */
const keptLines = 40;
const usualWidth = 80;

export interface RunPrinterOptions {
  readonly course: Course;
  readonly lang: Lang;
  readonly write: (text: string) => void;
  /** The shell for which commands are written. */
  readonly shell: Shell;
  /** Print what containers and builds say, not only when something fails. */
  readonly verbose?: boolean;
  /** Whether each run begins with the names of its lab and step; where the lesson was just shown it need not. */
  readonly headings?: boolean;
  /** Cells of a line; only what is cut to fit asks for it. */
  readonly width?: () => number;
}

/** Prints a session line by line: no cursor movement, no colour, nothing that a log file or a screen reader cannot take. */
export function createRunPrinter(options: RunPrinterOptions): (state: SessionState, event: SessionEvent) => void {
  const { course, lang, write } = options;
  const line = (text: string, indent = 0): void => write(`${indented(plainText(text), indent)}\n`);
  const tell = (message: Message, indent = 0): void => line(say(lang, message), indent);
  let lab = '';
  let output: string[] = [];
  /** Whether what the action says is what the step is for. */
  let saysIt = false;
  /** The step that is run, until it has ended. */
  let running: string | undefined;
  /** The step of which a save was told: its run needs no heading. */
  let saved: string | undefined;
  /** Whether the learner's files were read since the run began: before that, an excerpt would show the old text. */
  let fresh = false;
  let held: JudgedCheck[] = [];

  function keep(text: string): void {
    if (options.verbose) write(text);
    else if (saysIt) line(text.trimEnd(), 4);
    output = [...output, ...text.split('\n').filter((one) => one.trim() !== '')].slice(-keptLines);
  }

  function judged(state: SessionState, check: JudgedCheck): void {
    const mine = state.mine[running ?? ''] ?? [];
    const said = check.kind === 'command' && !options.verbose ? output : [];
    const context = {
      lang,
      width: options.width?.() ?? usualWidth,
      textOf: (path: string) => mine.find((file) => file.path === path)?.text,
      output: said,
    };
    write(`${verdictText(check, context)}\n`);
  }

  function release(state: SessionState): void {
    fresh = true;
    for (const check of held) judged(state, check);
    held = [];
  }

  function heading(place: Place): void {
    if (place.lab !== lab) {
      lab = place.lab;
      line(`\n== ${lab}: ${course.labs.find((one) => one.id === lab)?.title[lang] ?? lab}`);
    }
    line(`\n-- ${stepKey(place)}: ${findStep(course, place.lab, place.step)?.text[lang].title ?? ''}`);
  }

  return (state, event) => {
    switch (event.type) {
      case 'notice.given':
        tell(msg('plain.notice', { text: event.notice }));
        return;
      case 'file.saved':
        saved = stepKey(event);
        line('');
        tell(msg(running === undefined ? 'guide.saved' : 'guide.saved-again', { file: event.file }));
        return;
      case 'files.read':
        if (running === stepKey(event)) release(state);
        return;
      case 'step.started':
        running = stepKey(event);
        fresh = findStep(course, event.lab, event.step)?.kind !== 'edit';
        held = [];
        if (saved !== running && options.headings !== false) heading(event);
        saved = undefined;
        // The text of an edit step is built anew to be checked.
        if (event.purpose === 'check' && fresh) tell(msg('guide.checking'), 2);
        return;
      case 'need.redone':
        tell(msg('plain.redone', { need: event.need }), 2);
        return;
      case 'build.queued':
        release(state);
        tell(queueMessage(event), 2);
        return;
      case 'action.started':
        release(state);
        output = [];
        saysIt = isDoctor(course, event);
        line(`${shellPrompt(options.shell)}${event.command.shown}`, 2);
        return;
      case 'build.progressed': {
        const { vertex } = event;
        if (vertex.instruction === undefined || vertex.status === 'pending' || vertex.status === 'running') return;
        const mark = vertex.status === 'done' ? formatSeconds(vertex.seconds) : vertex.status.toUpperCase();
        line(`${vertex.name}  ${mark}`, 4);
        return;
      }
      case 'output.received':
        keep(event.text);
        return;
      case 'check.judged':
        // Said when the step ends: once for a step that is skipped, else check by check.
        if (isLack(event.check.actual)) return;
        if (fresh) judged(state, event.check);
        else held.push(event.check);
        return;
      case 'prediction.measured': {
        const step = findStep(course, event.lab, event.step);
        if (step?.kind !== 'predict') return;
        const guess = state.guesses[stepKey(event)];
        for (const sentence of predictionText({ thing: step.guess, guess, measured: event.measured }, lang))
          line(sentence, 4);
        line(step.why[lang], 4);
        return;
      }
      case 'step.finished': {
        release(state);
        running = undefined;
        const ended = stepState(state, event);
        if (ended.phase === 'passed' || ended.phase === 'failed')
          for (const check of ended.run.checks) if (isLack(check.actual)) judged(state, check);
        const prepared = event.outcome === 'passed' && state.mode === 'preparing';
        const outcome = prepared ? 'prepared' : event.outcome;
        tell(msg(`plain.step.${outcome}`, { time: formatSeconds(event.seconds) }), 2);
        if (event.outcome === 'skipped' && event.reason && isLack(event.reason)) tell(event.reason, 4);
        return;
      }
      case 'run.broke':
        release(state);
        running = undefined;
        line('');
        line(explain(lang, event.error));
        return;
      case 'reference.started':
        tell(msg('text.reference.measuring'));
        return;
      case 'reference.measured':
      case 'reference.failed': {
        const view = state.references[stepKey(event)];
        for (const sentence of view ? referenceText(view, lang) : []) line(sentence);
        return;
      }
      default:
        return;
    }
  };
}

/** Whether an action looks at the machine: its findings are read, not only judged. */
function isDoctor(course: Course, { lab, step, index }: Place & { readonly index: number }): boolean {
  const acting = findStep(course, lab, step);
  return acting !== undefined && 'actions' in acting && 'doctor' in (acting.actions[index] ?? {});
}
