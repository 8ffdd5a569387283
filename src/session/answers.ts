import type { Question } from '../course/schema.ts';

/** What a learner answered or guessed: a number in its base unit (bytes, seconds), or options in their order. */
export type Answer =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'choice'; readonly ids: readonly string[] };

/** Whether an answer to a question is right. */
export function isRight(question: Question, answer: Answer): boolean {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return answer.type === 'choice' && sameSet(answer.ids, question.right);
    case 'order':
      return answer.type === 'choice' && sameOrder(answer.ids, idsOf(question));
    case 'number':
      return answer.type === 'number' && Math.abs(answer.value - question.answer) <= question.tolerance;
  }
}

/** The answer that the course holds to be right. */
export function rightAnswer(question: Question): Answer {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { type: 'choice', ids: question.right };
    case 'order':
      return { type: 'choice', ids: idsOf(question) };
    case 'number':
      return { type: 'number', value: question.answer };
  }
}

/**
 * The options as they are offered. Those of an order question stand in an order that is not the right one,
 * and the same each time, so that all faces and all runs show one thing.
 */
export function offeredOptions(question: Exclude<Question, { type: 'number' }>) {
  if (question.type !== 'order') return question.options;
  const shuffled = [...question.options].sort((a, b) => scatter(a.id) - scatter(b.id));
  const untouched = sameOrder(
    shuffled.map((option) => option.id),
    idsOf(question),
  );
  return untouched ? [...shuffled.slice(1), ...shuffled.slice(0, 1)] : shuffled;
}

function idsOf(question: Extract<Question, { type: 'order' }>): readonly string[] {
  return question.options.map((option) => option.id);
}

/** A number that depends on the text and not on its place in the alphabet (FNV-1a). */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((id) => right.has(id));
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
