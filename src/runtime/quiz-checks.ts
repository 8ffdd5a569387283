import type { Step } from '../course/model.ts';
import type { Question } from '../course/schema.ts';
import { msg } from '../i18n/message.ts';
import { type Answer, isRight, offeredOptions, rightAnswer } from '../session/answers.ts';
import type { JudgedCheck } from '../session/events.ts';

/** Where nobody answers: whether each question takes the course's own answer and refuses every other option alone. */
export function quizChecks(step: Step): readonly JudgedCheck[] {
  if (step.kind !== 'quiz') return [];
  return step.questions.map((question): JudgedCheck => {
    const sound =
      isRight(question, rightAnswer(question)) && wrongAnswers(question).every((a) => !isRight(question, a));
    return {
      id: question.id,
      kind: 'quiz',
      verdict: sound ? 'passed' : 'failed',
      expected: msg('quiz.key'),
      actual: sound ? msg('quiz.key') : msg('quiz.key.broken', { question: question.id }),
    };
  });
}

function wrongAnswers(question: Question): readonly Answer[] {
  if (question.type === 'number')
    return [
      { type: 'number', value: question.answer + 2 * question.tolerance + Math.max(1, Math.abs(question.answer)) },
    ];
  const ids = offeredOptions(question).map((option) => option.id);
  if (question.type === 'order') return [{ type: 'choice', ids }];
  const alone = ids.filter((id) => question.right.length > 1 || !question.right.includes(id));
  return alone.map((id): Answer => ({ type: 'choice', ids: [id] }));
}
