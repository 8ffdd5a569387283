import { ExplainedError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { ProgramResult } from '../../ports/programs.ts';
import { explain } from '../../render/plain/explain.ts';
import { stepState } from '../../session/selectors.ts';
import { canCheck, type Guide, stepOf, tell, write } from './guide.ts';

/** The learner's editor, on the file of the step, at the line of the last verdict. */
export async function openEditor(guide: Guide): Promise<undefined> {
  const step = stepOf(guide);
  if (step?.kind !== 'edit') return;
  const { app, session } = guide;
  const state = stepState(session.getState(), session.getState().position);
  const checks = 'run' in state ? state.run.checks : [];
  const where = checks.find((check) => check.where && step.files.includes(check.where.file))?.where;
  const path = app.join(app.workspace, where?.file ?? step.files[0] ?? '');
  const result = await lent(guide, () => app.programs.openEditor(path, where?.line));
  if (!result) return;
  if ('missing' in result) tell(guide, msg('guide.no-editor', { programs: result.missing, path: app.shortPath(path) }));
  else if (result.exitCode !== 0) tell(guide, msg('guide.editor-ended', { code: result.exitCode }));
}

/** The learner's shell in the workspace. */
export async function openShell(guide: Guide): Promise<undefined> {
  const { app } = guide;
  tell(guide, msg('guide.shell', { folder: app.shortPath(app.workspace) }));
  const result = await lent(guide, () => app.programs.openShell(app.workspace));
  if (!result) return;
  if ('missing' in result) tell(guide, msg('guide.no-shell', { program: result.missing }));
  else tell(guide, msg(canCheck(guide) ? 'guide.shell.back.check' : 'guide.shell.back'));
}

/** Lends the terminal; what keeps the program from starting is told. */
async function lent(guide: Guide, work: () => Promise<ProgramResult>): Promise<ProgramResult | undefined> {
  try {
    return await guide.prompter.lend(work);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    write(guide, explain(guide.app.lang, error));
    return undefined;
  }
}
