import type { ActionEvidence } from '../checks/evidence.ts';
import { wasDropped } from '../diagnose-endpoint.ts';
import type { StepRun } from './step-run.ts';

/** Milliseconds before each further attempt. */
const waits: readonly number[] = [300, 1000, 3000];

/**
 * Does an action again that lost a connection to sshd on its way, after `clear` has removed what it left. Each attempt
 * is told as one.
 */
export async function untilConnected(
  run: StepRun,
  index: number,
  act: () => Promise<ActionEvidence>,
  clear: () => Promise<void>,
): Promise<ActionEvidence> {
  for (const wait of waits) {
    const evidence = await act();
    if (evidence.exitCode === 0 || run.signal.aborted || !wasDropped(evidence.output)) return evidence;
    run.tell({ type: 'action.finished', index, exitCode: evidence.exitCode, seconds: evidence.seconds });
    await clear();
    await run.world.clock.wait(wait, run.signal);
  }
  return act();
}
