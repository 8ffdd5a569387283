import type { ActionEvidence, EvidenceOf, EvidenceRequest } from '../checks/evidence.ts';
import { kindOf } from '../checks/registry.ts';
import type { Step } from '../course/model.ts';
import { BugError, exitCodes } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import { asCalled } from '../i18n/own-commands.ts';
import { findingLines } from '../render/text/finding.ts';
import type { StepOutcome } from '../session/events.ts';
import type { Finding } from '../session/findings.ts';
import type { RunNews } from './step-run.ts';
import { noNames, verdictOf } from './verdict.ts';
import type { Desk } from './world.ts';

/** The command of which a doctor action shows the findings. */
export function doctorCommand(): string {
  return asCalled('go-docker-lab doctor');
}

interface Asked {
  readonly desk: Desk;
  /** Whose base images have to be there. */
  readonly lab: string;
  readonly signal: AbortSignal;
  readonly tell: (news: RunNews) => void;
}

/**
 * Looks at the machine as `go-docker-lab doctor` does, and prints what it found, one finding as soon as it is known.
 * A base image that only another lab needs is not missing yet.
 */
export async function runDoctor({ desk, lab, signal, tell }: Asked, index: number): Promise<ActionEvidence> {
  tell({ type: 'action.started', index, command: { shown: doctorCommand(), exact: doctorCommand() } });
  const from = desk.clock.monotonic();
  let output = '';
  const bases = desk.course.labs.find((one) => one.id === lab)?.bases ?? [];
  const findings = await desk.examine((finding) => {
    const text = `${findingLines(desk.lang(), forLab(finding, bases))}\n`;
    output += text;
    tell({ type: 'output.received', text, stream: 'stdout' });
  }, signal);
  const missing = findings.map((finding) => forLab(finding, bases)).filter((finding) => finding.status === 'missing');
  const exitCode = missing.length > 0 ? exitCodes.machine : exitCodes.ok;
  const seconds = (desk.clock.monotonic() - from) / 1000;
  tell({ type: 'action.finished', index, exitCode, seconds });
  return { exitCode, output, stdout: output, seconds, examined: { missing } };
}

/** Of what other labs build FROM it is only said that it is not there yet. */
function forLab(finding: Finding, bases: readonly string[]): Finding {
  const { id, title, found } = finding;
  const name = id.slice('base:'.length);
  const later = found.id === 'doctor.base.missing' && id === `base:${name}` && !bases.includes(name);
  return later ? { id, title, status: 'warning', found: msg('doctor.base.later', { name }) } : finding;
}

/** Whether a step only looks at the machine: it can say what is missing even where no engine answers. */
export function onlyExamines(step: Step): boolean {
  if (!('actions' in step) || step.actions.length === 0 || step.kind === 'edit') return false;
  const plain = step.needs.length === 0 && step.measure.length === 0;
  return (
    plain && step.actions.every((action) => 'doctor' in action) && step.checks.every((check) => check.kind === 'ready')
  );
}

/** Runs a step that only looks at the machine. */
export async function examineStep(asked: Asked, step: Step): Promise<StepOutcome> {
  const results: ActionEvidence[] = [];
  const count = 'actions' in step ? step.actions.length : 0;
  for (let index = 0; index < count; index += 1) {
    results.push(await runDoctor(asked, index));
    if (asked.signal.aborted) return 'cancelled';
  }
  const evidence = {
    get<R extends EvidenceRequest>(request: R): EvidenceOf<R> {
      if (request.type !== 'action') throw new BugError({ what: raw(`a doctor was judged by ${request.type}`) });
      return results[request.index] as EvidenceOf<R>;
    },
  };
  let outcome: StepOutcome = 'passed';
  for (const check of step.checks) {
    const judged = verdictOf(check, kindOf(check).judge(check, evidence), {
      names: noNames,
      shell: asked.desk.shell,
      ownCommand: doctorCommand(),
    });
    asked.tell({ type: 'check.judged', check: judged });
    if (judged.verdict === 'failed') outcome = 'failed';
  }
  return outcome;
}
