import type { LabSource } from '../../../course/model.ts';
import { stepKey } from '../../../session/outline.ts';
import { highlight } from '../../text/highlight.ts';
import { referenceTable } from '../../text/reference.ts';
import { blank, type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Here, Scene } from '../scene.ts';
import type { Aside } from '../ui-reduce.ts';
import { buildsImage } from './images.ts';
import { resetRows } from './reset-lines.ts';
import { ruleLine } from './rules.ts';

/** From here on the two files stand side by side. */
const sideBySide = 108;
/** The widest that a question is set. */
const measure = 84;

/** The reference solution, the learner's file beside it and what the difference costs, or the question before a reset. */
export function asideRows(scene: Scene, here: Here, aside: Aside, width: number): readonly Line[] {
  if (aside === 'reset') return resetRows(scene, here, Math.min(width, measure));
  if (here.step.kind !== 'edit') return [];
  const files = here.step.files.map((path) => ({
    path,
    text: textOf(here.step.kind === 'edit' ? here.step.variants.solution : [], path),
  }));
  return aside === 'solution'
    ? solutionRows(scene, files, width)
    : [...diffRows(scene, here, files, width), ...costRows(scene, here, width)];
}

interface Reference {
  readonly path: string;
  /** Absent where the solution leaves the file as it was. */
  readonly text: string | undefined;
}

function textOf(sources: readonly LabSource[], path: string): string | undefined {
  const content = sources.find((source) => source.path === path)?.content;
  return content && new TextDecoder().decode(content);
}

function solutionRows(scene: Scene, files: readonly Reference[], width: number): readonly Line[] {
  const { t } = scene;
  return [
    line(span(t('ui.solution.title'), 'title')),
    ...wrapLine(line(span(t('ui.solution.intro'), 'muted')), width),
    ...files.flatMap(({ path, text }) => [
      blank,
      ruleLine(path, width),
      ...(text === undefined
        ? wrapLine(line(span(t('ui.solution.unchanged'), 'muted')), width)
        : highlight(
            text.replaceAll('\r\n', '\n'),
            /dockerfile/i.test(path) ? 'dockerfile' : (path.split('.').at(-1) ?? ''),
          ).flatMap((one) => wrapLine(one, width, { rest: line('    ') }))),
    ]),
  ];
}

function diffRows(scene: Scene, here: Here, files: readonly Reference[], width: number): readonly Line[] {
  const { t, diff, ui } = scene;
  const mine = scene.state.mine[stepKey(here.place)];
  const title = line(span(t('ui.diff.title'), 'title'));
  if (!mine || !diff) return [title, line(span(`… ${t('ui.diff.reading')}`, 'accent'))];
  const draw = width >= sideBySide ? diff.sideBySide : diff.unified;
  return [
    title,
    ...files.flatMap(({ path, text }) => {
      const own = mine.find((file) => file.path === path)?.text ?? '';
      return [
        ...(files.length > 1 ? [blank, ruleLine(path, width)] : [blank]),
        ...(text === undefined ? [line(span(t('ui.solution.unchanged'), 'muted'))] : draw(own, text, width, ui.lang)),
      ];
    }),
  ];
}

function costRows(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  if (!buildsImage(here.step)) return [];
  const head = [blank, ruleLine(t('ui.cost.title'), width)];
  const reference = scene.state.references[stepKey(here.place)];
  const again = (text: string): readonly Line[] =>
    wrapLine(line(text), width, { first: line(span(' f ', 'key'), ' ') });
  if (!reference) return [...head, ...again(t('ui.cost.press'))];
  return [
    ...head,
    ...referenceTable(reference, scene.ui.lang, width),
    ...(reference.phase === 'failed' ? again(t('ui.cost.again')) : []),
  ];
}
