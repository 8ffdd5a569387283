import type { Check } from '../../../checks/registry.ts';
import type { Step } from '../../../course/model.ts';
import { questionKey, stepKey } from '../../../session/outline.ts';
import { helpOf, standingOf } from '../../../session/selectors.ts';
import { blank, type Line, line, pad, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Here, Scene } from '../scene.ts';
import { detailLines } from './verdict-lines.ts';

type CheckpointStep = Extract<Step, { kind: 'checkpoint' }>;

/** What a checkpoint looks at: its checks by name, with the image, container or file that each is about. */
export function coverLines(scene: Scene, step: CheckpointStep, width: number): readonly Line[] {
  const ids = Math.min(24, Math.max(...step.checks.map((check) => widthOf(nameOf(check)))));
  return [
    blank,
    ...wrapLine(line(span(scene.t('ui.checkpoint.covers'), 'strong')), width),
    ...step.checks.flatMap((check) =>
      wrapLine(line(span(subjectOf(check), 'muted')), width, {
        first: line(span('  • ', 'muted'), pad(line(nameOf(check)), ids), '  '),
      }),
    ),
  ];
}

function nameOf(check: Check): string {
  return check.id ?? check.kind;
}

function subjectOf(check: Check): string {
  const subject =
    'image' in check ? check.image : 'container' in check ? check.container : 'file' in check ? check.file : undefined;
  return typeof subject === 'string' ? subject : '';
}

/** How the learner came through a lab, once its checkpoint has passed. */
export function labSummary(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t, state } = scene;
  const { lab } = here;
  const places = lab.steps.map((step) => ({ lab: lab.id, step: step.id }));
  const count = (standing: string): number => places.filter((place) => standingOf(state, place) === standing).length;
  const edits = lab.steps.filter((step) => step.kind === 'edit');
  const helps = edits.map((step) => helpOf(state, { lab: lab.id, step: step.id }));
  const hints = helps.reduce((sum, help) => sum + help.hints, 0);
  const solutions = helps.filter((help) => help.solutionAt !== undefined).length;
  const predictions = places.flatMap((place) => state.progress.predictions[stepKey(place)] ?? []);
  const guesses = predictions.filter((prediction) => prediction.guess !== undefined).length;
  const measured = predictions.length;
  const questions = lab.steps.flatMap((step) =>
    step.kind === 'quiz'
      ? step.questions.map((question) => questionKey({ lab: lab.id, step: step.id }, question.id))
      : [],
  );
  const atFirst = questions.filter((key) => state.progress.answers[key]?.[0]?.right === true).length;
  return [
    blank,
    ...wrapLine(line(span(t('ui.summary.title', { lab: lab.title[scene.ui.lang] }), 'title')), width),
    ...detailLines(
      [
        [
          t('ui.summary.steps'),
          t('ui.summary.steps.of', {
            done: count('passed'),
            total: places.length,
            skipped: count('skipped'),
            prepared: count('prepared'),
          }),
        ],
        ...(edits.length > 0 ? [[t('ui.summary.hints'), t('ui.summary.hints.of', { hints, solutions })] as const] : []),
        ...(measured > 0
          ? [[t('ui.summary.guesses'), t('ui.summary.guesses.of', { guesses, total: measured })] as const]
          : []),
        ...(questions.length > 0
          ? [
              [
                t('ui.summary.answers'),
                t('ui.summary.answers.of', { first: atFirst, total: questions.length }),
              ] as const,
            ]
          : []),
      ],
      width,
      '  ',
    ),
  ];
}
