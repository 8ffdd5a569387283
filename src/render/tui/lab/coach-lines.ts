import { helpOf, hintLevels, isBegun, mayShowSolution } from '../../../session/selectors.ts';
import { blank, type Line, line, type Span, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Here, Scene } from '../scene.ts';
import { commandLines } from './command-lines.ts';

/** The coach before the first judgement: which file it watches, what it waits for, what can be done. */
export function coachLines(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  if (here.step.kind !== 'edit') return [];
  const commands = scene.preview(here.place);
  return [
    line(span(t('ui.coach.file'), 'strong')),
    ...here.step.files.flatMap((file) =>
      wrapLine(line(span(workspacePath(scene, file), 'accent')), width, { first: line('  ') }),
    ),
    blank,
    ...wrapLine(line(...statusLines(scene, here)), width),
    ...(watches(scene, here) ? wrapLine(line(span(t('ui.coach.how'), 'muted')), width) : []),
    ...moveLines(scene, here, width),
    ...(commands.length === 0
      ? []
      : [
          blank,
          line(span(t('ui.coach.after-save'), 'strong')),
          ...commands.flatMap((command) => commandLines(scene, command, width)),
        ]),
  ];
}

/** The row of `coachLines` in which the first command begins; nothing where there is none. */
export function coachCommandRow(scene: Scene, here: Here, width: number): number | undefined {
  const rows = scene.preview(here.place).flatMap((command) => commandLines(scene, command, width)).length;
  return rows === 0 ? undefined : coachLines(scene, here, width).length - rows;
}

/** One phrase on what the coach waits for. */
export function statusLines(scene: Scene, here: Here): Line {
  const { t } = scene;
  if (scene.state.resetting) return line(span(`… ${t('ui.reset.waits')}`, 'accent'));
  if (!watches(scene, here)) return line(span(`– ${t('ui.coach.unwatched')}`, 'warn'));
  return line(span(`… ${t(here.run ? 'ui.coach.next-save' : 'ui.coach.first-save')}`, 'accent'));
}

function watches(scene: Scene, here: Here): boolean {
  const { watch } = scene.state;
  return watch !== undefined && watch.lab === here.place.lab && watch.step === here.place.step;
}

/** The keys that help now, with their reasons. */
export function moveLines(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  const { hints } = helpOf(scene.state, here.place);
  const passed = here.standing === 'passed';
  const where = passed ? undefined : here.run?.checks.find((check) => check.verdict === 'failed')?.where;
  const moves: readonly (readonly [key: string, text: string])[] = [
    ...(scene.editor === undefined || passed
      ? []
      : [
          [
            'o',
            where
              ? t('ui.coach.open-at', { editor: scene.editor, line: where.line })
              : t('ui.coach.open', { editor: scene.editor }),
          ] as const,
        ]),
    ...(passed || hints >= hintLevels
      ? []
      : [['h', t('ui.coach.hint', { next: hints + 1, total: hintLevels })] as const]),
    ...(mayShowSolution(scene.state, here.place)
      ? [['s', t('ui.coach.solution')] as const, ['d', t('ui.coach.diff')] as const]
      : []),
    ...(isBegun(scene.state, here.place) ? [['R', t('ui.coach.reset')] as const] : []),
  ];
  if (moves.length === 0) return [];
  return [
    blank,
    ...moves.flatMap(([key, text]) =>
      wrapLine(line(text), width, { first: line(key === 'o' ? keyOf(scene, key) : span(` ${key} `, 'key'), ' ') }),
    ),
  ];
}

/** The key that is suggested. */
export function keyOf(scene: Scene, key: string): Span {
  return span(scene.colour ? ` ${key} ` : `[${key}]`, 'nextKey');
}

/** A workspace file as the learner would write its path. */
export function workspacePath(scene: Scene, file: string): string {
  const folder = scene.info.workspace;
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder}${separator}${file.replaceAll('/', separator)}`;
}
