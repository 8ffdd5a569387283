import type { Step } from '../../course/model.ts';
import type { Question } from '../../course/schema.ts';
import { type Message, msg, raw } from '../../i18n/message.ts';
import { linesText } from '../../render/plain/plain-text.ts';
import { guessLines, parseGuess } from '../../render/text/guess.ts';
import { answerText } from '../../render/text/prediction.ts';
import { answerHelp, parseAnswer, questionLines, triedLines } from '../../render/text/quiz.ts';
import { questionKey } from '../../session/outline.ts';
import { type Guide, keyOf, positionOf, type Turn, tell, widthOf, write } from './guide.ts';
import { keysNow, keyTyped, listKeys, run } from './keys.ts';

type PredictStep = Extract<Step, { kind: 'predict' }>;
type QuizStep = Extract<Step, { kind: 'quiz' }>;

/** A guess before the measurement. Enter measures without one. */
export function guessTurn(guide: Guide, step: PredictStep): Turn {
  const { lang } = guide.app;
  const begin = (): undefined => {
    guide.guessed.add(keyOf(guide));
    run(guide);
  };
  return {
    before: () => write(guide, `\n${linesText(guessLines(step, lang, widthOf(guide)))}`),
    hint: () => msg('guide.prompt.guess'),
    take: async (line) => {
      const key = keyTyped(line);
      if (key === '') return begin();
      if (key === '?') return listKeys(guide, msg('guide.key.enter.guess'), true);
      const known = keysNow(guide, true).find((one) => one.key === key);
      if (known) return known.press(guide);
      const guess = parseGuess(line, step.guess);
      if (!guess) {
        tell(guide, msg('guide.unread.guess'));
        write(guide, linesText(guessLines(step, lang, widthOf(guide))));
        return undefined;
      }
      guide.session.dispatch({ type: 'guess.given', guess });
      tell(guide, msg('guide.guessed', { guess: answerText(step.guess, guess, lang) }));
      return begin();
    },
  };
}

/** Questions that were never answered rightly. */
export function openQuestions(guide: Guide, step: QuizStep): readonly string[] {
  const { answers } = guide.session.getState().progress;
  return step.questions
    .map((question) => question.id)
    .filter((id) => !answers[questionKey(positionOf(guide), id)]?.some((one) => one.right));
}

/** One question, until it is answered rightly or skipped; `undefined` when there is none left to ask. */
export function questionTurn(guide: Guide, step: QuizStep): Turn | undefined {
  const place = keyOf(guide);
  const queue = guide.queues.get(place) ?? openQuestions(guide, step);
  const question = step.questions.find((one) => one.id === queue[0]);
  if (!question) return undefined;
  const drop = (): undefined => {
    guide.queues.set(place, queue.slice(1));
  };
  const { lang } = guide.app;
  const ask = (): undefined => {
    write(guide, '');
    tell(guide, msg('guide.question', { number: step.questions.indexOf(question) + 1, of: step.questions.length }));
    write(guide, linesText(questionLines(question, lang, widthOf(guide))));
  };
  return {
    before: ask,
    hint: () => msg('guide.prompt.answer'),
    take: async (line) => {
      const key = keyTyped(line);
      if (key === '') return ask();
      if (key === 'n') return drop();
      if (key === '?') return listKeys(guide, msg('guide.key.enter.question'), true, msg('guide.key.n.question'));
      const known = keysNow(guide, true).find((one) => one.key === key);
      if (known) return known.press(guide);
      if (answer(guide, question, line)) drop();
      return undefined;
    },
  };
}

/** Tries an answer and tells how it turned out; true when it was right. */
function answer(guide: Guide, question: Question, line: string): boolean {
  const { session, app } = guide;
  const given = parseAnswer(line, question);
  if (!given) {
    tell(guide, msg('guide.unread.answer', { how: howTo(question, guide) }));
    return false;
  }
  session.dispatch({ type: 'answer.given', question: question.id, answer: given });
  const tries = session.getState().progress.answers[questionKey(positionOf(guide), question.id)] ?? [];
  const result = tries.at(-1);
  if (!result) return false;
  write(guide, linesText(triedLines(question, app.lang, widthOf(guide), { result, tries: tries.length })));
  return result.right;
}

function howTo(question: Question, guide: Guide): Message {
  switch (question.type) {
    case 'single':
      return msg('guide.unread.letter');
    case 'multiple':
      return msg('guide.unread.letters');
    case 'order':
      return msg('guide.unread.order');
    case 'number':
      return raw(answerHelp(question, guide.app.lang));
  }
}
