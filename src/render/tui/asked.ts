import type { Question } from '../../course/schema.ts';
import { type Answer, isRight, offeredOptions } from '../../session/answers.ts';
import { type Place, questionKey } from '../../session/outline.ts';
import type { SessionState } from '../../session/state.ts';
import { type Here, hereOf, type Scene } from './scene.ts';
import type { Input } from './ui-reduce.ts';

/** What the learner is asked for now: an answer of a quiz, or a guess before something is measured. */
export interface Asked {
  readonly what: 'answer' | 'guess';
  readonly form: Question['type'];
  /** Ids in the order in which they are shown; none for a number. */
  readonly options: readonly string[];
  /** `wrong` and `right`: how the answer that stands there was judged. */
  readonly state: 'open' | 'wrong' | 'right';
  /** Something was typed or marked. */
  readonly given: boolean;
  /** Of a quiz: the question, its place from 0, and how many there are. */
  readonly question?: Question;
  readonly index: number;
  readonly total: number;
}

type AskingScene = Pick<Scene, 'course' | 'state' | 'ui'>;

/** What is asked on the screen now; nothing while something runs, or once all is answered. */
export function askedOf(scene: AskingScene): Asked | undefined {
  const here = hereOf(scene);
  if (!here || scene.ui.screen !== 'lab' || scene.state.active) return undefined;
  if (here.step.kind === 'quiz') return askedInQuiz(scene, here);
  if (here.step.kind !== 'predict' || (here.run && !scene.ui.again)) return undefined;
  const { input } = scene.ui;
  const { guess } = here.step;
  const choosing = 'cached' in guess;
  return {
    what: 'guess',
    form: choosing ? 'multiple' : 'number',
    options: choosing ? guess.instructions : [],
    state: 'open',
    given: choosing ? input.touched : input.typed !== '',
    index: 0,
    total: 1,
  };
}

function askedInQuiz(scene: AskingScene, here: Here): Asked | undefined {
  const { input } = scene.ui;
  if (here.step.kind !== 'quiz') return undefined;
  const { questions } = here.step;
  const index = input.question ?? firstOpen(scene.state, here.place, questions);
  const question = questions[index];
  if (!question) return undefined;
  const { tried } = input;
  const options = question.type === 'number' ? [] : offeredOptions(question).map((one) => one.id);
  return {
    what: 'answer',
    form: question.type,
    options,
    state: tried ? (isRight(question, tried) ? 'right' : 'wrong') : 'open',
    given: question.type === 'number' ? input.typed !== '' : question.type === 'single' || input.touched,
    question,
    index,
    total: questions.length,
  };
}

/** The first question that was never answered rightly; past the end when there is none. */
function firstOpen(state: SessionState, place: Place, questions: readonly Question[]): number {
  const open = questions.findIndex(
    (question) => !state.progress.answers[questionKey(place, question.id)]?.some((one) => one.right),
  );
  return open < 0 ? questions.length : open;
}

/** The choice that stands in the input; of an order, as far as it goes. */
export function choiceOf(asked: Asked, input: Input): Answer {
  switch (asked.form) {
    case 'single':
      return { type: 'choice', ids: asked.options.slice(input.cursor, input.cursor + 1) };
    case 'order':
      return { type: 'choice', ids: input.chosen };
    default:
      return { type: 'choice', ids: asked.options.filter((id) => input.chosen.includes(id)) };
  }
}
