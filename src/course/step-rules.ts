import { checkId } from '../checks/registry.ts';
import { msg } from '../i18n/message.ts';
import { checkActions } from './action-rules.ts';
import { type InvalidAt, invalid } from './invalid.ts';
import type { Action, LabFile, StepFile } from './schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** Rules that lie between keys: ids are unique, needs point back, commands are allowed, checks can be answered. */
export function checkSteps(
  file: string,
  parsed: YamlFile<LabFile>,
  workspace: ReadonlyMap<string, Uint8Array>,
  saved: Set<string>,
): void {
  const known = new Set<string>();
  parsed.value.steps.forEach((step, index) => {
    const at: InvalidAt = (path, reason) =>
      invalid(file, parsed.lineOf(['steps', index, ...path]), ['steps', index, ...path].join('.'), reason);
    if (known.has(step.id)) throw at(['id'], msg('course.twice', { id: step.id }));
    step.needs.forEach((need, position) => {
      if (!known.has(need))
        throw at(['needs', position], msg('course.need', { need, known: [...known].join(', ') || '–' }));
    });
    known.add(step.id);
    checkActions(step, workspace, at);
    for (const action of actionsOf(step))
      if ('request' in action && action.request.save !== undefined) saved.add(action.request.save);
    const ids = step.checks.map(checkId);
    const twice = ids.findIndex((id, position) => ids.indexOf(id) !== position);
    if (twice >= 0) throw at(['checks', twice], msg('course.twice', { id: ids[twice] ?? '' }));
    const count = actionsOf(step).length;
    checkLearning(step, count, workspace, at);
    step.checks.forEach((check, position) => {
      if ('action' in check && check.action !== undefined && check.action >= count) {
        throw at(['checks', position, 'action'], msg('course.action', { index: check.action, count }));
      }
      if (check.kind === 'ready' && 'actions' in step && !('doctor' in (step.actions[check.action] ?? {})))
        throw at(['checks', position, 'action'], msg('course.no-doctor', { index: check.action }));
      if (check.kind === 'secret' && !workspace.has(check.file) && !saved.has(check.file))
        throw at(['checks', position, 'file'], msg('course.secret', { name: check.file }));
      const unscanned = check.kind === 'scanned' ? check.images.findIndex((image) => !scans(step, image)) : -1;
      if (check.kind === 'scanned' && unscanned >= 0)
        throw at(
          ['checks', position, 'images', unscanned],
          msg('course.unscanned', { image: check.images[unscanned] ?? '' }),
        );
    });
  });
}

/** What quizzes, predictions and edits name must be there. */
function checkLearning(step: StepFile, count: number, workspace: ReadonlyMap<string, Uint8Array>, at: InvalidAt): void {
  if (step.kind === 'quiz') {
    const ids = step.questions.map((question) => question.id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice >= 0) throw at(['questions', twice, 'id'], msg('course.twice', { id: ids[twice] ?? '' }));
    step.questions.forEach((question, index) => {
      const options = 'options' in question ? question.options.map((option) => option.id) : [];
      const same = options.findIndex((id, position) => options.indexOf(id) !== position);
      if (same >= 0) throw at(['questions', index, 'options', same], msg('course.twice', { id: options[same] ?? '' }));
    });
  }
  if (step.kind === 'predict') {
    const index = 'seconds' in step.guess ? step.guess.seconds : 'cached' in step.guess ? step.guess.cached : 0;
    const needed = 'figure' in step.guess ? -1 : index;
    if (needed >= count) throw at(['guess'], msg('course.action', { index, count }));
  }
  if (step.kind === 'edit') {
    const strange = step.files.findIndex((file) => !workspace.has(file));
    const file = step.files[strange];
    if (file !== undefined) throw at(['files', strange], msg('course.edit.file', { file, folder: 'start' }));
  }
  if (step.kind === 'checkpoint' && step.checks.length === 0) throw at(['checks'], msg('course.checkpoint'));
}

function actionsOf(step: StepFile): readonly Action[] {
  return 'actions' in step ? step.actions : [];
}

function scans(step: StepFile, image: string): boolean {
  return actionsOf(step).some((action) => 'scan' in action && action.scan.image === image);
}
