import { describe, expect, it } from 'vitest';
import type { Question } from '../../course/schema.ts';
import { type Answer, isRight, rightAnswer } from '../../session/answers.ts';
import { parseAnswer, type QuestionView, questionLines } from './quiz.ts';
import { lineWidth, textOf } from './styled.ts';

const option = (id: string, en: string, zh: string, why: string, warum: string) => ({
  id,
  text: { en, zh },
  why: { en: why, zh: warum },
});

const multiple: Question = {
  id: 'layers',
  type: 'multiple',
  ask: {
    en: 'Which of these write **files** into a layer of `their own`?',
    zh: '下面哪些指令会把**文件**写进*自己的*层？',
  },
  options: [
    option(
      'run',
      '`RUN go build`',
      '`RUN go build`',
      'The program is written into the layer.',
      '编译出的程序写进了这一层。',
    ),
    option(
      'env',
      '`ENV A=b`',
      '`ENV A=b`',
      'Only a line in the configuration of the image and nothing more, so it takes no room.',
      '它只是镜像配置里的一行，不占空间。',
    ),
    option('copy', '`COPY . .`', '`COPY . .`', 'The copied files are in it.', '复制的文件就在里面。'),
  ],
  right: ['run', 'copy'],
};
const single: Question = { ...multiple, type: 'single', right: ['run'] };
const order: Question = {
  id: 'order',
  type: 'order',
  ask: { en: 'In which order do they stand?', zh: '它们应按什么顺序写？' },
  options: [
    option('from', 'FROM', 'FROM', 'A stage begins with it.', '阶段从它开始。'),
    option('copy', 'COPY', 'COPY', 'Sources first.', '先有源代码。'),
    option('run', 'RUN', 'RUN', 'Then they can be compiled.', '然后才能编译。'),
  ],
};
const number: Question = {
  id: 'size',
  type: 'number',
  ask: { en: 'How large is it?', zh: '它有多大？' },
  answer: 800,
  tolerance: 10,
  unit: 'MB',
  why: { en: 'The toolchain is in it.', zh: '工具链都在里面。' },
};

const choice = (...ids: string[]): Answer => ({ type: 'choice', ids });
const tried = (question: Question, answer: Answer, tries = 1): QuestionView => ({
  tries,
  result: { answer, right: isRight(question, answer) },
});

const scenes: readonly [name: string, question: Question, view: QuestionView][] = [
  ['multiple', multiple, {}],
  ['multiple, by keys', multiple, { selected: ['env'], cursor: 1 }],
  ['multiple, one of them wrong', multiple, tried(multiple, choice('run', 'env'))],
  ['multiple, not all', multiple, tried(multiple, choice('run'))],
  ['multiple, right', multiple, tried(multiple, choice('copy', 'run'), 3)],
  ['single, by keys', single, { selected: ['run'], cursor: 0 }],
  ['single, wrong', single, tried(single, choice('copy'))],
  ['order, by keys', order, { selected: ['run', 'from'], cursor: 2 }],
  ['order, wrong', order, tried(order, choice('from', 'run', 'copy'))],
  ['order, right', order, tried(order, rightAnswer(order))],
  ['number', number, {}],
  ['number, by keys', number, { typed: '80' }],
  ['number, too high', number, tried(number, { type: 'number', value: 900 })],
  ['number, right', number, tried(number, { type: 'number', value: 805 }, 2)],
];

const cases = [40, 80, 120].flatMap((width) => (['en', 'zh'] as const).map((lang) => ({ width, lang })));

describe.each(scenes)('%s', (_, question, view) => {
  it.each(cases)('at $width in $lang', ({ width, lang }) => {
    const lines = questionLines(question, lang, width, view);
    for (const one of lines) expect(lineWidth(one), textOf(one)).toBeLessThanOrEqual(width);
    expect(`\n${lines.map((one) => textOf(one).trimEnd()).join('\n')}\n`).toMatchSnapshot();
  });
});

describe('what a wrong try tells', () => {
  const told = (question: Question, answer: Answer): string =>
    questionLines(question, 'en', 120, tried(question, answer)).map(textOf).join('\n');

  it('is the why of what was chosen, and of nothing else', () => {
    const text = told(multiple, choice('env'));
    expect(text).toContain('Only a line in the configuration');
    expect(text).not.toContain('The copied files are in it');
    expect(text).not.toContain('The program is written');
  });

  it('never is the number', () => {
    expect(told(number, { type: 'number', value: 1 })).not.toMatch(/800|toolchain/);
  });

  it('is the first that stands in a wrong place', () => {
    const text = told(order, choice('from', 'run', 'copy'));
    expect(text).toContain('Then they can be compiled.');
    expect(text).not.toContain('A stage begins with it.');
  });
});

describe('parseAnswer', () => {
  // Offered as: see the snapshot of `order`.
  it.each([
    ['a', ['run']],
    ['a c', ['run', 'copy']],
    ['ac', ['run', 'copy']],
    ['A,C', ['run', 'copy']],
    ['ａ、ｃ', ['run', 'copy']],
    ['1 3', ['run', 'copy']],
    ['a and c', ['run', 'copy']],
  ])('%s of several', (text, ids) => expect(parseAnswer(text, multiple)).toEqual(choice(...ids)));

  it.each(['', 'd', 'aa', 'a?', 'run'])('refuses %j of several', (text) =>
    expect(parseAnswer(text, multiple)).toBeUndefined(),
  );

  it('takes exactly one of a single choice, and all for an order', () => {
    expect(parseAnswer('b', single)).toEqual(choice('env'));
    expect(parseAnswer('a b', single)).toBeUndefined();
    expect(parseAnswer('ab', order)).toBeUndefined();
    expect(parseAnswer('c > a > b', order)?.type).toBe('choice');
    expect(parseAnswer('cab', order)).toEqual(parseAnswer('c a b', order));
  });

  it.each([
    ['800', 800],
    ['800 MB', 800],
    ['0.8GB', 800],
    ['８００', 800],
    ['800,5', 800.5],
  ])('%s as a number in MB', (text, value) => expect(parseAnswer(text, number)).toEqual({ type: 'number', value }));

  it('knows other units, none, and a sign', () => {
    const of = (unit: string | undefined): Question => ({ ...number, unit });
    expect(parseAnswer('1m', of('s'))).toEqual({ type: 'number', value: 60 });
    expect(parseAnswer('2 min', of('min'))).toEqual({ type: 'number', value: 2 });
    expect(parseAnswer('30 %', of('%'))).toEqual({ type: 'number', value: 30 });
    expect(parseAnswer('30', of('%'))).toEqual({ type: 'number', value: 30 });
    expect(parseAnswer('-1', of(undefined))).toEqual({ type: 'number', value: -1 });
    expect(parseAnswer('3 apples', of(undefined))).toBeUndefined();
  });
});
