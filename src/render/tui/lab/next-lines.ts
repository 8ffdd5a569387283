import type { Explanation } from '../../../errors.ts';
import { isLacking } from '../../../session/selectors.ts';
import { blank, type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import { type Here, plainTitle, type Scene } from '../scene.ts';
import { keyOf, moveLines } from './coach-lines.ts';

/** What happened and what to do: a sentence each. The raw text waits for a key. */
export function explanationLines(scene: Scene, error: Explanation, width: number): readonly Line[] {
  return [
    ...wrapLine(line(scene.say(error.what)), width, { first: line('  ') }),
    ...(error.next
      ? wrapLine(line(span(scene.say(error.next), 'warn')), width, { first: line('  ', span('→ ', 'warn')) })
      : []),
  ];
}

/** The next key to press, and what it brings. */
export function nextMove(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  const move = (key: string, text: string): readonly Line[] => [
    blank,
    ...wrapLine(line(text), width, { first: line(keyOf(scene, key), ' ') }),
  ];
  const edits = here.step.kind === 'edit';
  switch (here.standing === 'passed' && here.step.kind === 'quiz' ? 'passed' : here.at.phase) {
    case 'passed':
      return [...move('Enter', wayOn(scene, here)), ...(edits ? moveLines(scene, here, width) : [])];
    case 'broken':
      return [...move('Enter', t('ui.run.press-retry')), ...rawLines(scene, here, width)];
    case 'failed':
      if (!edits) return move('Enter', t('ui.run.press-retry'));
      return [
        blank,
        ...wrapLine(line(span(t('ui.coach.change'), 'strong')), width, { first: line(span('→ ', 'accent')) }),
        ...moveLines(scene, here, width),
      ];
    case 'skipped':
      if (isLacking(here.at)) return move('Enter', wayOn(scene, here));
      return move('Enter', t(edits ? 'ui.coach.judge-now' : 'ui.run.press-retry'));
    case 'cancelled':
      return move('Enter', t(edits ? 'ui.coach.judge-now' : 'ui.run.press-retry'));
    default:
      return [];
  }
}

function wayOn(scene: Scene, here: Here): string {
  const { t, course } = scene;
  const { next } = here;
  const lab = course.labs.find((one) => one.id === next?.lab);
  const step = lab?.steps.find((one) => one.id === next?.step);
  if (!lab || !step) return t('ui.run.course-done');
  const title = plainTitle(scene, step);
  return lab.id === here.place.lab
    ? t('ui.run.next-step', { title })
    : t('ui.run.next-lab', { lab: lab.title[scene.ui.lang] });
}

function rawLines(scene: Scene, here: Here, width: number): readonly Line[] {
  if (here.at.phase !== 'broken' || here.at.error.raw === undefined || scene.ui.raw) return [];
  return wrapLine(line(span(scene.t('ui.run.press-raw'), 'muted')), width, { first: line(span(' v ', 'key'), '    ') });
}
