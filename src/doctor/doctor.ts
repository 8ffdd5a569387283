import { BugError, ExplainedError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { DoctorFace, Finding } from '../session/findings.ts';
import { applySteps } from './apply.ts';
import { createExamination, type Examination } from './examination.ts';
import type { DoctorMachine } from './machine.ts';
import type { PlannedFix, ProbeFinding } from './plan.ts';
import type { Probe } from './probe.ts';
import { probes } from './registry.ts';

export type { DoctorMachine } from './machine.ts';

/** Examines a machine and applies what can be applied. */
export function createDoctor(machine: DoctorMachine): DoctorFace {
  const plans = new Map<string, PlannedFix>();
  return {
    async examine(onFinding, signal) {
      const examination = createExamination(machine, signal);
      const told = new Set<ExplainedError>();
      // All at once, but told in the order of the registry: each as soon as those before it are known.
      const running = probes
        .filter((probe) => probe.applies(machine))
        .map((probe) => settled(run(probe, examination, told)));
      const findings: Finding[] = [];
      for (const result of running) {
        for (const { fix, ...finding } of (await result)()) {
          if (signal?.aborted) return findings;
          if (fix) plans.set(fix.id, fix);
          const whole: Finding = fix
            ? { ...finding, fix: { id: fix.id, title: fix.title, commands: fix.commands } }
            : finding;
          findings.push(whole);
          onFinding(whole);
        }
      }
      return findings;
    },
    async apply(fix, onProgress, signal) {
      const plan = plans.get(fix.id);
      if (!plan) throw new BugError({ what: msg('bug', { text: `no fix called ${fix.id}` }) });
      await applySteps(machine, plan, onProgress, signal);
    },
  };
}

/** What goes wrong while looking is a finding as well, once for all probes that need the same. */
async function run(
  probe: Probe,
  examination: Examination,
  told: Set<ExplainedError>,
): Promise<readonly ProbeFinding[]> {
  try {
    return await probe.run(examination);
  } catch (error) {
    if (examination.signal?.aborted) return [];
    if (!(error instanceof ExplainedError)) throw error;
    if (told.has(error)) return [];
    told.add(error);
    const { what, next, raw } = error;
    return [
      {
        id: probe.id,
        status: 'missing',
        title: probe.title,
        found: what,
        ...(next ? { next } : {}),
        ...(raw === undefined ? {} : { raw }),
      },
    ];
  }
}

/** A failure is kept until its turn comes, so that none is ever left unhandled. */
function settled<T>(work: Promise<T>): Promise<() => T> {
  return work.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}
