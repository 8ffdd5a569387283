import { describe, expect, it } from 'vitest';
import type { Question } from '../course/schema.ts';
import { type Answer, isRight, offeredOptions, rightAnswer } from './answers.ts';

const words = { en: 'a', zh: '甲' };
const option = (id: string) => ({ id, text: words, why: words });
const options = ['a', 'b', 'c'].map(option);
const single: Question = { id: 's', type: 'single', ask: words, options, right: ['b'] };
const multiple: Question = { id: 'm', type: 'multiple', ask: words, options, right: ['a', 'c'] };
const order: Question = { id: 'o', type: 'order', ask: words, options };
const number: Question = { id: 'n', type: 'number', ask: words, answer: 8, tolerance: 0.5, why: words };
const choice = (...ids: string[]): Answer => ({ type: 'choice', ids });

describe('an answer', () => {
  it.each([
    [single, choice('b'), true],
    [single, choice('a'), false],
    [single, choice(), false],
    [single, choice('a', 'b'), false],
    [multiple, choice('c', 'a'), true],
    [multiple, choice('a'), false],
    [multiple, choice('a', 'b', 'c'), false],
    [order, choice('a', 'b', 'c'), true],
    [order, choice('a', 'c', 'b'), false],
    [order, choice('a', 'b'), false],
    [number, { type: 'number', value: 8.5 } as Answer, true],
    [number, { type: 'number', value: 8.6 } as Answer, false],
    [number, { type: 'number', value: Number.NaN } as Answer, false],
    [number, choice('8'), false],
    [single, { type: 'number', value: 1 } as Answer, false],
  ])('%#', (question, answer, right) => expect(isRight(question, answer)).toBe(right));

  it.each([single, multiple, order, number])('has a key that is right', (question) =>
    expect(isRight(question, rightAnswer(question))).toBe(true),
  );

  it('is not given away by the order in which options are offered', () => {
    for (const ids of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['x', 'aa', 'q', 'z'],
      ['build', 'copy', 'run', 'from'],
    ]) {
      const question: Question = { ...order, options: ids.map(option) };
      const offered = offeredOptions(question).map((one) => one.id);
      expect([...offered].sort()).toEqual([...ids].sort());
      expect(offered).not.toEqual(ids);
      expect(offeredOptions(question).map((one) => one.id)).toEqual(offered);
    }
  });
});
