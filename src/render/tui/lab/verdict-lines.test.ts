import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../checks/kind.ts';
import { lineWidth, textOf } from '../../text/styled.ts';
import { testScene } from '../test-harness.tsx';
import { figureLines } from './verdict-lines.ts';

const figures: readonly Figure[] = [
  { image: 'bad', figure: 'size', value: 1.24e9 },
  { image: 'bad', figure: 'files', value: 25_115 },
  { image: 'bad', figure: 'package-managers', value: 3 },
  { image: 'bad', figure: 'setuid', value: 12 },
  { image: 'bad', figure: 'go-modules', value: 1 },
];

describe('what was measured', () => {
  it.each(['en', 'zh'] as const)('is never torn within a figure in %s', (lang) => {
    for (let width = 40; width <= 80; width += 1) {
      const rows = figureLines(testScene({ lang }), figures, width);
      for (const row of rows) {
        expect(lineWidth(row)).toBeLessThanOrEqual(width);
        expect(textOf(row)).toMatch(/\d(?: GB)?$/);
      }
    }
  });

  it('stands under its image', () => {
    const rows = figureLines(testScene({ lang: 'zh' }), figures, 44).map(textOf);
    expect(rows).toEqual(['  bad  大小 1.24 GB   文件数 25,115', '       包管理器 3   setuid 12   Go 模块 1']);
  });
});
