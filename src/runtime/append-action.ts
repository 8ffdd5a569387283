import type { ActionEvidence } from '../checks/evidence.ts';
import type { AppendAction } from '../course/schema.ts';
import { shellLine } from './shell-words.ts';
import type { StepRun } from './step-run.ts';
import { workspaceFile } from './workspace-file.ts';
import { expand } from './world.ts';

/** Adds a line to a workspace file, and takes it back when the step ends. */
export async function runAppend(run: StepRun, action: AppendAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const path = await workspaceFile(world, action.append.file);
  const text = expand(world, action.append.text, run.stamp);
  const line = `${shellLine(['printf', '%s\\n', text])} >> ${action.append.file}`;
  run.tell({ type: 'action.started', index, command: { shown: line, exact: line } });
  const before = (await world.files.readText(path)) ?? '';
  const after = `${before.endsWith('\n') || before === '' ? before : `${before}\n`}${text}\n`;
  run.undo.push(async () => {
    // What the learner saved meanwhile is theirs: only our own line is taken back.
    if ((await world.files.readText(path)) === after) await world.files.write(path, before);
  });
  await world.files.write(path, after);
  run.tell({ type: 'action.finished', index, exitCode: 0, seconds: 0 });
  return { exitCode: 0, output: '', stdout: '', seconds: 0 };
}
