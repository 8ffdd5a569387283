import { describe, expect, it } from 'vitest';
import type { Figure } from '../../checks/kind.ts';
import { raw } from '../../i18n/message.ts';
import type { ReferenceView } from '../../session/state.ts';
import { referenceTable, referenceText } from './reference.ts';
import { lineWidth, textOf } from './styled.ts';

const figures: readonly Figure[] = [
  { image: 'pro', figure: 'size', value: 25e6 },
  { image: 'pro', figure: 'files', value: 1 },
  { image: 'pro', figure: 'shell', value: true },
  { image: 'pro', figure: 'user', value: 'root' },
  { image: 'pro-reference', figure: 'size', value: 6.8e6 },
  { image: 'pro-reference', figure: 'layers', value: 3 },
  { image: 'pro-reference', figure: 'files', value: 350 },
  { image: 'pro-reference', figure: 'shell', value: true },
  { image: 'pro-reference', figure: 'user', value: '65532' },
];
const measured: ReferenceView = { phase: 'measured', figures };
const cases = [40, 80, 120].flatMap((width) => (['en', 'zh'] as const).map((lang) => ({ width, lang })));

describe('referenceTable', () => {
  it.each(cases)('at $width in $lang', ({ width, lang }) => {
    const lines = referenceTable(measured, lang, width);
    for (const one of lines) expect(lineWidth(one), textOf(one)).toBeLessThanOrEqual(width);
    expect(`\n${lines.map((one) => textOf(one).trimEnd()).join('\n')}\n`).toMatchSnapshot();
  });

  it('says how far it is', () => {
    expect(referenceTable({ phase: 'measuring' }, 'en', 80).map(textOf)).toEqual([
      'The solution is being built and measured beside your image.',
    ]);
    expect(referenceTable({ phase: 'failed', reason: raw('no engine.') }, 'zh', 80).map(textOf)).toEqual([
      '没能测量参考答案：no engine.',
    ]);
    expect(referenceTable({ phase: 'measured', figures: [] }, 'en', 80).map(textOf)).toEqual([
      'There is nothing to measure: this step builds no image.',
    ]);
  });
});

it('says the same in sentences', () => {
  expect(referenceText(measured, 'en')).toEqual([
    'Size: yours 25 MB, solution 6.8 MB: +18.2 MB (3.7× the solution)',
    'Layers: yours –, solution 3: –',
    'Files: yours 1, solution 350: −349 (the solution is 350× yours)',
    'Shell: yours yes, solution yes: the same',
    'User: yours root, solution 65532: differs',
  ]);
  expect(referenceText(measured, 'zh')[0]).toBe('大小：你的 25 MB，参考答案 6.8 MB：+18.2 MB（是参考答案的 3.7 倍）');
});
