import type { EvidenceOf, EvidenceRequest, EvidenceSet, FileEvidence } from '../checks/evidence.ts';
import { type Check, checkId, kindOf } from '../checks/registry.ts';
import type { EditStep, Step } from '../course/model.ts';
import { BugError, MachineError } from '../errors.ts';
import { raw } from '../i18n/message.ts';
import type { FileText, JudgedCheck } from '../session/events.ts';
import { noNames, verdictOf } from './verdict.ts';
import type { Desk } from './world.ts';

/** Bytes read of a file that is judged: one more than any check takes, so that it sees what is too long. */
const longest = 1_000_001;

/** What a learner's file looks like on a screen, at most so much of it. */
const shownCharacters = 64 * 1024;

/** Whether a check can be judged from the learner's files alone. */
export function isTextual(check: Check): boolean {
  const planned = kindOf(check).plan(check);
  return planned.length > 0 && planned.every((request) => request.type === 'file');
}

/** Judges what the text alone can tell: no engine is asked, and nothing is run. */
export async function judgeText(desk: Desk, step: Step): Promise<readonly JudgedCheck[]> {
  const judged: JudgedCheck[] = [];
  const read = new Map<string, FileEvidence | undefined>();
  for (const check of step.checks.filter(isTextual)) {
    for (const request of kindOf(check).plan(check)) {
      if (request.type === 'file' && !read.has(request.file))
        read.set(request.file, await fileEvidence(desk, request.file));
    }
    const judgement = kindOf(check).judge(check, evidenceOf(read));
    judged.push(verdictOf(check, judgement, { names: noNames, shell: desk.shell }));
    // Of a file that cannot be read every rule would say the same.
    if (!judgement.passed && check.kind === 'dockerfile' && check.rule === 'valid') break;
  }
  return judged;
}

/** A workspace file as evidence; `undefined` when it is not there, or a folder in its place. */
export async function fileEvidence({ files, resolve }: Desk, file: string): Promise<FileEvidence | undefined> {
  const content = await files.read(resolve(file), longest).catch((error: unknown) => {
    if (error instanceof MachineError && error.what.id === 'files.is-folder') return undefined;
    throw error;
  });
  if (!content) return undefined;
  return { content, size: content.length };
}

/** The learner's files of a step as text, for showing them beside a verdict or the solution. */
export async function readMine(desk: Desk, step: EditStep): Promise<readonly FileText[]> {
  const mine: FileText[] = [];
  for (const path of step.files) {
    const content = await desk.files.read(desk.resolve(path), shownCharacters);
    mine.push({ path, text: content ? new TextDecoder().decode(content) : '' });
  }
  return mine;
}

/** The checks of a step that have not been judged yet. */
export function laterChecks(step: Step, judged: readonly JudgedCheck[]): readonly Check[] {
  const known = idsOf(judged);
  return step.checks.filter((check) => !known.has(checkId(check)));
}

export function idsOf(checks: readonly JudgedCheck[]): ReadonlySet<string> {
  return new Set(checks.map((check) => check.id));
}

function evidenceOf(read: ReadonlyMap<string, FileEvidence | undefined>): EvidenceSet {
  return {
    get<R extends EvidenceRequest>(request: R): EvidenceOf<R> {
      if (request.type !== 'file') throw new BugError({ what: raw(`text was judged by ${request.type}`) });
      return read.get(request.file) as EvidenceOf<R>;
    },
  };
}
