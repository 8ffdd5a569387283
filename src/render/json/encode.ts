import type { Explanation } from '../../errors.ts';
import { type Lang, say } from '../../i18n/message.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { Finding } from '../../session/findings.ts';
import type { WireEvent } from './wire.ts';

/** A session event as it goes over the wire; `undefined` for intents, which only the learner's own face has. */
export function encodeEvent(lang: Lang, event: SessionEvent): WireEvent | undefined {
  const v = 1 as const;
  switch (event.type) {
    case 'step.opened':
    case 'run.requested':
    case 'next.requested':
    case 'cancel.requested':
    case 'language.chosen':
    case 'check.requested':
    case 'hint.requested':
    case 'solution.requested':
    case 'reference.requested':
    case 'guess.given':
    case 'answer.given':
    case 'reset.requested':
    case 'step.reset':
    case 'reset.failed':
    // What the learner wrote stays in their workspace.
    case 'files.read':
      return undefined;
    case 'course.started':
      return { v, ...event, labs: [...event.labs] };
    case 'notice.given':
      return { v, ...event, notice: say(lang, event.notice) };
    case 'action.started': {
      const { command, ...rest } = event;
      return { v, ...rest, shown: command.shown, exact: command.exact };
    }
    case 'build.progressed': {
      const { vertex, ...rest } = event;
      return { v, ...rest, vertex: vertex.id, name: vertex.name, status: vertex.status, seconds: vertex.seconds };
    }
    case 'wait.progressed':
      return { v, ...event, lastSeen: say(lang, event.lastSeen) };
    case 'check.judged': {
      const { check, ...rest } = event;
      return {
        v,
        ...rest,
        check: check.id,
        kind: check.kind,
        verdict: check.verdict,
        expected: say(lang, check.expected),
        actual: say(lang, check.actual),
        ...(check.reproduce === undefined ? {} : { reproduce: check.reproduce }),
        ...(check.hint ? { hint: say(lang, check.hint) } : {}),
        ...(check.where ? { file: check.where.file, line: check.where.line } : {}),
      };
    }
    case 'watch.started':
      return { v, ...event, files: [...event.files] };
    case 'reference.measured': {
      const { figures, ...rest } = event;
      return { v, ...rest, figures: figures.map((figure) => ({ ...figure })) };
    }
    case 'reference.failed':
      return { v, ...event, reason: say(lang, event.reason) };
    case 'prediction.measured': {
      const { measured, ...rest } = event;
      return { v, ...rest, measured: measured.type === 'number' ? measured.value : [...measured.ids] };
    }
    case 'figure.measured': {
      const { figure, ...rest } = event;
      return { v, ...rest, image: figure.image, figure: figure.figure, value: figure.value };
    }
    case 'step.finished': {
      const { reason, ...rest } = event;
      return { v, ...rest, ...(reason ? { reason: say(lang, reason) } : {}) };
    }
    case 'run.broke': {
      const { error, ...rest } = event;
      return { v, ...rest, ...explanationOf(lang, error), exitCode: error.exitCode };
    }
    case 'step.started':
    case 'need.redone':
    case 'build.queued':
    case 'file.saved':
    case 'reference.started':
    case 'image.built':
    case 'output.received':
    case 'action.finished':
    case 'course.finished':
      return { v, ...event };
  }
}

export function encodeFinding(lang: Lang, finding: Finding, at: string): WireEvent {
  return {
    v: 1,
    at,
    type: 'finding.made',
    id: finding.id,
    status: finding.status,
    title: say(lang, finding.title),
    found: say(lang, finding.found),
    ...(finding.next ? { next: say(lang, finding.next) } : {}),
    ...(finding.fix ? { commands: [...finding.fix.commands] } : {}),
  };
}

export function encodeError(lang: Lang, error: Explanation & { readonly exitCode: number }, at: string): WireEvent {
  return { v: 1, at, type: 'error.raised', ...explanationOf(lang, error), exitCode: error.exitCode };
}

function explanationOf(lang: Lang, error: Explanation): { error: string; next?: string; raw?: string } {
  return {
    error: say(lang, error.what),
    ...(error.next ? { next: say(lang, error.next) } : {}),
    ...(error.raw === undefined ? {} : { raw: error.raw }),
  };
}
