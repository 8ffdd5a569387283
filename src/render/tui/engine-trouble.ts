import type { Message, MessageId } from '../../i18n/message.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { Finding } from '../../session/findings.ts';

/**
 * What tells that no engine can be had, whatever was to be done with it. What only one step lacks, an image, disk
 * or network, is not among them.
 */
const silences: ReadonlySet<MessageId> = new Set<MessageId>([
  'diagnose.unreachable',
  'diagnose.permission',
  'diagnose.context',
  'diagnose.context.empty',
  'diagnose.wsl',
  'diagnose.api-version',
  'doctor.cli.broken',
  'doctor.engine.silent',
  'doctor.engine.no-cli',
  'endpoint.silent',
  'endpoint.slow',
  'endpoint.address',
  'endpoint.password',
  'engine.no-cli',
  'engine.failed',
  'engine.api-version',
  'engine.other-answers',
  'engine.too-old',
  'engine.windows-containers',
  'engine.lost',
  'engine.silent',
  'engine.no-answer',
]);

/**
 * Why no engine could be had when something last needed one; nothing once one was seen to answer. Only what the
 * session told anyway: nobody asks the engine for the sake of a line on the screen.
 */
export function troubleAfter(trouble: Message | undefined, event: SessionEvent): Message | undefined {
  switch (event.type) {
    case 'run.broke':
      return silence(event.error.what) ?? trouble;
    // A step that is only read passes without an engine, and tells so in a notice.
    case 'notice.given':
      return silence(event.notice) ?? trouble;
    case 'reference.failed':
      return silence(event.reason) ?? trouble;
    // Of the doctor that a lesson runs only the verdict names what is missing.
    case 'check.judged':
      return event.check.kind === 'ready' && event.check.verdict === 'failed'
        ? (silence(event.check.actual) ?? trouble)
        : trouble;
    case 'action.finished':
    case 'build.progressed':
    case 'reference.measured':
      return undefined;
    default:
      return trouble;
  }
}

/** The same for what doctor found. */
export function troubleFound(trouble: Message | undefined, finding: Finding): Message | undefined {
  if (finding.id !== 'engine') return trouble;
  return finding.status === 'missing' ? finding.found : undefined;
}

function silence(said: Message): Message | undefined {
  return silences.has(said.id) ? said : undefined;
}
