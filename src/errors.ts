import { type Message, msg } from './i18n/message.ts';

/** The documented exit codes. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  machine: 3,
  course: 4,
  bug: 5,
  interrupted: 130,
} as const;

/** What an error tells: what happened, what to do next, and on demand the raw text behind it. */
export interface Explanation {
  readonly what: Message;
  readonly next?: Message;
  /** The other program's own words (stderr, an errno text): shown on request, never first. */
  readonly raw?: string;
  readonly cause?: unknown;
}

/** An error that has been explained: one plain sentence, the next move, and an exit code. */
export abstract class ExplainedError extends Error implements Explanation {
  abstract readonly exitCode: number;
  readonly what: Message;
  readonly next?: Message;
  readonly raw?: string;

  constructor(explanation: Explanation) {
    super(explanation.what.id, { cause: explanation.cause });
    this.what = explanation.what;
    if (explanation.next) this.next = explanation.next;
    if (explanation.raw !== undefined) this.raw = explanation.raw;
  }
}

/** The request was wrong: a flag, a name, a value. Exit 2. */
export class UserError extends ExplainedError {
  override readonly name = 'UserError';
  readonly exitCode = exitCodes.usage;
}

/** The machine is not ready: engine, base image, disk, network. Exit 3. */
export class MachineError extends ExplainedError {
  override readonly name = 'MachineError';
  readonly exitCode = exitCodes.machine;
}

/** The course's files are wrong. Exit 4. */
export class CourseError extends ExplainedError {
  override readonly name = 'CourseError';
  readonly exitCode = exitCodes.course;
}

/** Our own mistake. Exit 5; the only kind that may show a stack. */
export class BugError extends ExplainedError {
  override readonly name = 'BugError';
  readonly exitCode = exitCodes.bug;
}

/** The learner stopped it. Exit 130. */
export class InterruptedError extends ExplainedError {
  override readonly name = 'InterruptedError';
  readonly exitCode = exitCodes.interrupted;
}

/** Whatever was thrown, explained: what is no error of these was expected by nobody, and is our own mistake. */
export function explained(error: unknown): ExplainedError {
  if (error instanceof ExplainedError) return error;
  const known = error instanceof Error;
  return new BugError({
    what: msg('bug', { text: known ? error.message : String(error) }),
    raw: known ? (error.stack ?? error.message) : String(error),
    cause: error,
  });
}
