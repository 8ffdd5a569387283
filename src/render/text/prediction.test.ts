import { describe, expect, it } from 'vitest';
import type { Action, GuessedThing } from '../../course/schema.ts';
import type { Answer } from '../../session/answers.ts';
import { guessLines, parseGuess } from './guess.ts';
import { answerText, type Prediction, predictionLines, predictionText } from './prediction.ts';
import { paint } from './sgr.ts';
import { lineWidth, textOf } from './styled.ts';

const number = (value: number): Answer => ({ type: 'number', value });
const choice = (...ids: string[]): Answer => ({ type: 'choice', ids });
const size: GuessedThing = { figure: 'size', image: 'bad' };
const cached: GuessedThing = {
  cached: 0,
  instructions: ['COPY go.mod', 'RUN go mod download', 'COPY . .', 'RUN go build'],
};

const predictions: Readonly<Record<string, Prediction>> = {
  'too little': { thing: size, guess: number(250e6), measured: number(812e6) },
  'far too much': { thing: size, guess: number(800e6), measured: number(6.87e6) },
  'from milliseconds': { thing: { seconds: 0 }, guess: number(1), measured: number(0.004) },
  'no guess': { thing: size, measured: number(812e6) },
  cached: {
    thing: cached,
    guess: choice('COPY go.mod', 'COPY . .'),
    measured: choice('COPY go.mod', 'RUN go mod download'),
  },
  'cached without a guess': { thing: cached, measured: choice('COPY go.mod') },
};

const cases = [40, 80, 120].flatMap((width) => (['en', 'zh'] as const).map((lang) => ({ width, lang })));

describe.each(Object.entries(predictions))('%s', (_, prediction) => {
  it.each(cases)('at $width in $lang', ({ width, lang }) => {
    const lines = predictionLines(prediction, lang, width);
    for (const one of lines) expect(lineWidth(one), textOf(one)).toBeLessThanOrEqual(width);
    expect(lines.map((one) => paint(one, false)).join('')).not.toContain('\u001b');
    expect(`\n${lines.map((one) => textOf(one).trimEnd()).join('\n')}\n`).toMatchSnapshot();
  });

  it.each(['en', 'zh'] as const)('in sentences in %s', (lang) => {
    expect(predictionText(prediction, lang)).toMatchSnapshot();
  });
});

describe('how far it is', () => {
  const said = (guess: number, measured: number): string =>
    predictionText({ thing: size, guess: number(guess), measured: number(measured) }, 'en').at(-1) ?? '';
  it.each([
    [800e6, 800e6, 'You guessed right.'],
    [812.4e6, 812e6, 'You guessed right.'],
    [800e6, 812e6, 'Very close: you guessed 1.5 % too little.'],
    [850e6, 812e6, 'Very close: you guessed 4.7 % too much.'],
    [250e6, 812e6, 'You guessed 3.2× too little.'],
    [1e12, 1e6, 'You guessed 1,000,000× too much.'],
    [0, 812e6, 'You guessed 812 MB too little.'],
    [5e6, 0, 'You guessed 5 MB too much.'],
    [0, 0, 'You guessed right.'],
  ])('%d for %d', (guess, measured, text) => expect(said(guess, measured)).toBe(text));
});

it('never draws wider than asked, whatever the figures', () => {
  for (const guess of [0, 1, 9.99, 10, 1e3, 123456789, 1e15]) {
    for (const measured of [0, 1, 10, 2e8, 1e12]) {
      for (let width = 20; width <= 130; width += 11) {
        for (const thing of [size, { seconds: 0 }, { figure: 'files', image: 'x' }] as const) {
          const lines = predictionLines({ thing, guess: number(guess), measured: number(measured) }, 'en', width);
          for (const one of lines) expect(lineWidth(one), `${textOf(one)} at ${width}`).toBeLessThanOrEqual(width);
        }
      }
    }
  }
});

describe('parseGuess', () => {
  it.each([
    ['800', 800e6],
    ['0.8GB', 800e6],
    ['８００', 800e6],
  ])('reads %s as bytes', (text, value) => expect(parseGuess(text, size)).toEqual(number(value)));

  it('takes a bare number for seconds, or for things', () => {
    expect(parseGuess('1m30s', { seconds: 0 })).toEqual(number(90));
    expect(parseGuess('12', { figure: 'build-seconds', image: 'x' })).toEqual(number(12));
    expect(parseGuess('12', { figure: 'layers', image: 'x' })).toEqual(number(12));
  });

  it.each([
    ['a c', ['COPY go.mod', 'COPY . .']],
    ['CA', ['COPY go.mod', 'COPY . .']],
    ['ｂ，ａ', ['COPY go.mod', 'RUN go mod download']],
    ['1 2', ['COPY go.mod', 'RUN go mod download']],
    ['none', []],
    ['没有', []],
    ['all', cached.instructions],
  ])('reads %s as instructions', (text, ids) => expect(parseGuess(text, cached)).toEqual(choice(...ids)));

  it.each(['', 'e', 'a a', 'go', '5'])('refuses %j', (text) => expect(parseGuess(text, cached)).toBeUndefined());
});

it.each(['en', 'zh'] as const)('asks in %s', (lang) => {
  const things: readonly GuessedThing[] = [
    ...(['size', 'memory', 'layers', 'files', 'executables', 'build-seconds', 'first-ok-seconds'] as const).map(
      (figure) => ({ figure, image: 'bad' }),
    ),
    { seconds: 0 },
    cached,
  ];
  const actions: Action[] = [{ docker: ['stop', '${name}-shell'], fails: false }];
  const asked = things.map((guess) => guessLines({ guess, actions }, lang, 60).map(textOf).join('\n'));
  expect(`\n${asked.join('\n\n')}\n`).toMatchSnapshot();
  const pressed = guessLines({ guess: cached, actions }, lang, 60, { selected: ['COPY . .'], cursor: 1 }).map(textOf);
  expect(pressed.slice(-4)).toEqual([
    '  [ ] a  COPY go.mod',
    '❯ [ ] b  RUN go mod download',
    '  [x] c  COPY . .',
    '  [ ] d  RUN go build',
  ]);
});

it('says an answer in words', () => {
  expect(answerText(size, number(8e8), 'en')).toBe('800 MB');
  expect(answerText(cached, choice('COPY . .'), 'en')).toBe('COPY . .');
  expect(answerText(cached, choice(), 'zh')).toBe('没有指令用缓存');
});
