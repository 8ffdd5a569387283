import { diagnose } from '../diagnose.ts';
import { InterruptedError, MachineError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { ProcessResult } from '../ports/process.ts';
import type { FixProgress } from '../session/findings.ts';
import type { DoctorMachine } from './machine.ts';
import { type PlannedFix, type Step, shellLine } from './plan.ts';
import { scriptFailure } from './script-failure.ts';

const keptCharacters = 4 * 1024;

type Progress = (progress: FixProgress) => void;

/** Runs the steps of a fix one after the other. Throws a MachineError for the first that cannot be done, an InterruptedError when stopped. */
export async function applySteps(
  machine: DoctorMachine,
  plan: PlannedFix,
  onProgress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  for (const step of plan.steps) await applyStep(machine, plan, step, onProgress, '', signal);
}

async function applyStep(
  machine: DoctorMachine,
  plan: PlannedFix,
  step: Step,
  onProgress: Progress,
  before: string,
  signal?: AbortSignal,
): Promise<void> {
  const [file, ...args] = step.argv;
  const result = await machine.process.run(file, args, {
    onOutput: (text, stream) => onProgress({ text, stream }),
    ...(step.env ? { env: step.env } : {}),
    ...(signal ? { signal } : {}),
  });
  if (signal?.aborted) throw new InterruptedError({ what: msg('interrupted') });
  if (result.exitCode === 0) return;
  const output = `${before}$ ${shellLine({ argv: step.argv, ...(step.env ? { env: step.env } : {}) })}\n${result.output}`;
  if (step.orElse) return applyStep(machine, plan, step.orElse, onProgress, `${output.trimEnd()}\n`, signal);
  const { what, next } = explain(step, result);
  throw new MachineError({
    what: msg('doctor.fix.failed', { title: plan.title, why: what }),
    next,
    raw: output.trim().slice(-keptCharacters),
  });
}

function explain(step: Step, result: ProcessResult): { readonly what: Message; readonly next: Message } {
  const next = msg('doctor.fix.failed.next');
  const script = step.argv.find((word) => word.endsWith('.sh'));
  const failure = script === undefined ? trouble(result) : scriptFailure(script, result.exitCode);
  if (failure) return { what: failure.what, next: failure.next ?? next };
  return { what: lastLine(result) ?? msg('doctor.fix.exit', { code: result.exitCode }), next };
}

/** What is wrong with the machine; advice about a Dockerfile would be out of place here. */
function trouble({ output }: ProcessResult) {
  const found = diagnose(output);
  return found?.area === 'machine' ? found : undefined;
}

/** What a program says last is usually why it stopped. */
function lastLine({ output }: ProcessResult): Message | undefined {
  const line = output.trim().split('\n').at(-1)?.trim();
  return line ? raw(line) : undefined;
}
