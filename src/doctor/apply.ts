import { diagnose } from '../diagnose.ts';
import { InterruptedError, MachineError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { ProcessResult } from '../ports/process.ts';
import type { FixProgress } from '../session/findings.ts';
import { shellPrompt } from '../shell/line.ts';
import type { DoctorMachine } from './machine.ts';
import { type PlannedFix, type Step, stepLine } from './plan.ts';
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
  for (const step of plan.steps) await applyStep(machine, plan, step, onProgress, { output: '' }, signal);
}

/** What the steps before said, of which this one is the last resort; why the first of them failed, where that is known. */
interface Before {
  readonly output: string;
  readonly cause?: ReturnType<typeof trouble>;
}

async function applyStep(
  machine: DoctorMachine,
  plan: PlannedFix,
  step: Step,
  onProgress: Progress,
  before: Before,
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
  const { orElse, ...alone } = step;
  const output = `${before.output}${shellPrompt(machine.shell)}${stepLine(machine.shell, alone)}\n${result.output}`;
  const cause = before.cause ?? trouble(result);
  if (orElse) {
    const failed = { output: `${output.trimEnd()}\n`, ...(cause ? { cause } : {}) };
    return applyStep(machine, plan, orElse, onProgress, failed, signal);
  }
  const { what, next } = explain(step, result, before.cause);
  throw new MachineError({
    what: msg('doctor.fix.failed', { title: plan.title, why: what }),
    next,
    raw: output.trim().slice(-keptCharacters),
  });
}

/** Between two pulls it is the first, of the user's own choice, whose failure they have to hear of. */
function explain(
  step: Step,
  result: ProcessResult,
  earlier: Before['cause'],
): { readonly what: Message; readonly next: Message } {
  const next = msg('doctor.fix.failed.next');
  const script = step.argv.find((word) => word.endsWith('.sh'));
  const failure = script === undefined ? (earlier ?? trouble(result)) : scriptFailure(script, result.exitCode);
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
