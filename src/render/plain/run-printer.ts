import type { Course } from '../../course/model.ts';
import { findStep } from '../../course/model.ts';
import { formatSeconds } from '../../i18n/format.ts';
import { type Lang, msg, say } from '../../i18n/message.ts';
import type { JudgedCheck, SessionEvent } from '../../session/events.ts';
import type { SessionState } from '../../session/state.ts';
import { explain } from './explain.ts';

/** How much of a command's output is kept for when it fails, lines. */
const keptLines = 40;

/** Prints a session line by line: no cursor movement, no colour, nothing that a log file or a screen reader cannot take. */
export function createRunPrinter(options: {
  readonly course: Course;
  readonly lang: Lang;
  readonly write: (text: string) => void;
  /** Print what containers and builds say, not only when something fails. */
  readonly verbose?: boolean;
}): (state: SessionState, event: SessionEvent) => void {
  const { course, lang, write } = options;
  const line = (text: string, indent = 0): void =>
    write(
      `${text
        .split('\n')
        .map((part) => `${' '.repeat(indent)}${part}`.trimEnd())
        .join('\n')}\n`,
    );
  let lab = '';
  let output: string[] = [];

  function keep(text: string): void {
    if (options.verbose) write(text);
    output = [...output, ...text.split('\n').filter((one) => one.trim() !== '')].slice(-keptLines);
  }

  function judged(check: JudgedCheck): void {
    const actual = say(lang, check.actual);
    switch (check.verdict) {
      case 'passed':
        line(`${say(lang, msg('plain.passed'))} ${check.id}: ${actual}`, 4);
        return;
      case 'skipped':
        line(`${say(lang, msg('plain.skipped'))} ${check.id}: ${actual}`, 4);
        return;
      case 'failed':
        line(`${say(lang, msg('plain.failed'))} ${check.id}`, 4);
        line(say(lang, msg('plain.expected', { text: check.expected })), 8);
        line(say(lang, msg('plain.actual', { text: check.actual })), 8);
        if (check.reproduce !== undefined) line(say(lang, msg('plain.reproduce', { command: check.reproduce })), 8);
        if (check.hint) line(say(lang, msg('plain.hint', { text: check.hint })), 8);
        if (check.kind === 'command' && !options.verbose) for (const kept of output) line(`| ${kept}`, 8);
    }
  }

  return (_state, event) => {
    switch (event.type) {
      case 'notice.given':
        line(say(lang, msg('plain.notice', { text: event.notice })));
        return;
      case 'step.started': {
        if (event.lab !== lab) {
          lab = event.lab;
          const title = course.labs.find((one) => one.id === lab)?.title[lang] ?? lab;
          line(`\n== ${lab}: ${title}`);
        }
        const step = findStep(course, event.lab, event.step);
        line(`\n-- ${event.lab}/${event.step}: ${step?.text[lang].title ?? ''}`);
        return;
      }
      case 'need.redone':
        line(say(lang, msg('plain.redone', { need: event.need })), 2);
        return;
      case 'action.started':
        output = [];
        line(`$ ${event.command.shown}`, 2);
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
        judged(event.check);
        return;
      case 'step.finished': {
        const { outcome } = event;
        line(say(lang, msg(`plain.step.${outcome}`, { time: formatSeconds(event.seconds) })), 2);
        return;
      }
      case 'run.broke':
        line('');
        line(explain(lang, event.error));
        return;
      default:
        return;
    }
  };
}
