import type { ActionEvidence } from '../checks/evidence.ts';
import type { AppendAction } from '../course/schema.ts';
import { shellLine } from '../shell/line.ts';
import { addLine, takeOutLeftovers } from './added-lines.ts';
import type { StepRun } from './step-run.ts';
import { expand } from './world.ts';

/** Adds a line to a workspace file, and takes it back when the step ends. */
export async function runAppend(run: StepRun, action: AppendAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const text = expand(world, action.append.text, run.stamp);
  const line = shellLine(world.shell, { appendTo: action.append.file, text });
  run.tell({ type: 'action.started', index, command: { shown: line, exact: line } });
  const { file } = action.append;
  // One that an earlier run could not take out, for want of space perhaps, would stay for ever.
  for (const told of await takeOutLeftovers(world, `${run.stamp}-`)) run.notice(told);
  await addLine(world, { id: `${run.stamp}-${run.undo.length}`, file, text }, (added) => run.undo.push(added.takeOut));
  run.tell({ type: 'action.finished', index, exitCode: 0, seconds: 0 });
  return { exitCode: 0, output: '', stdout: '', seconds: 0 };
}
