import { blank, type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import { type Here, plainTitle, type Scene } from '../scene.ts';
import { workspacePath } from './coach-lines.ts';
import { promptedLines } from './command-lines.ts';

/** The question before a step begins anew: what is put aside, what becomes of it, and how it comes back. */
export function resetRows(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  const files = filesOf(here);
  const item = (text: string): readonly Line[] => wrapLine(line(text), width, { first: line(span('  • ', 'muted')) });
  return [
    ...wrapLine(line(span(t('ui.reset.title', { step: plainTitle(scene, here.step) }), 'title')), width),
    blank,
    ...wrapLine(line(span(t('ui.reset.kept'), 'strong')), width),
    ...files.flatMap((file) => item(workspacePath(scene, file))),
    ...item(t('ui.reset.progress')),
    ...wrapLine(line(t('ui.reset.then', { files: files.length })), width),
    blank,
    ...wrapLine(line(span(t('ui.reset.back'), 'strong')), width),
    ...promptedLines(scene, t('ui.reset.command'), width),
  ];
}

/** The learner's files that go back to their start: those of the task, and what only its solution brings. */
function filesOf({ step }: Here): readonly string[] {
  if (step.kind !== 'edit') return [];
  return [...new Set([...step.variants.start, ...step.variants.solution].map(({ path }) => path))];
}
