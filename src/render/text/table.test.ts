import { describe, expect, it } from 'vitest';
import { barLines, barText, progressText } from './bars.ts';
import { line, lineWidth, textOf } from './styled.ts';
import { sideBySide, tableLines } from './table.ts';

const table = {
  columns: [{ title: line('镜像') }, { title: line('Size'), align: 'right' as const }, { title: line('Why') }],
  rows: [
    [line('bad'), line('1.24 GB'), line('单阶段，什么都在里面，包括编译器和源代码')],
    [line('final'), line('6.87 MB'), line('one static binary')],
  ],
};

describe('tableLines', () => {
  it('aligns Chinese and English', () => {
    expect(tableLines(table, 80).map(textOf)).toEqual([
      '镜像      Size  Why',
      '────────────────────────────────────────────────────────',
      'bad    1.24 GB  单阶段，什么都在里面，包括编译器和源代码',
      'final  6.87 MB  one static binary',
    ]);
  });
  it('wraps the widest column first', () => {
    expect(tableLines(table, 36).map(textOf)).toEqual([
      '镜像      Size  Why',
      '────────────────────────────────────',
      'bad    1.24 GB  单阶段，什么都在里',
      '                面，包括编译器和源代',
      '                码',
      'final  6.87 MB  one static binary',
    ]);
  });
  it('becomes a list where columns would be too narrow, and is never wider than asked', () => {
    expect(tableLines(table, 18).map(textOf)[0]).toBe('bad');
    for (const width of [12, 18, 24, 40, 80, 120]) {
      for (const one of tableLines(table, width)) expect(lineWidth(one)).toBeLessThanOrEqual(width);
    }
  });
});

describe('sideBySide', () => {
  const row = (...cells: readonly string[]) => cells.map((cell) => line(cell));
  const table = {
    columns: row('image', 'size', 'layers', 'memory').map((title) => ({ title })),
    rows: [row('bad', '597 MB', '9', '120 MB'), row('better', '11 MB', '4', '2 MB')],
  };
  const titles = (width: number) =>
    sideBySide(table, width).map(({ columns }) => columns.map(({ title }) => textOf(title)));

  it('leaves a table that fits as it is', () => {
    expect(sideBySide(table, 80)).toEqual([table]);
  });
  it('gives each part the first column and as many others as fit', () => {
    expect(titles(22)).toEqual([
      ['image', 'size', 'layers'],
      ['image', 'memory'],
    ]);
    expect(titles(14)).toEqual([
      ['image', 'size'],
      ['image', 'layers'],
      ['image', 'memory'],
    ]);
    for (const part of sideBySide(table, 22))
      expect(part.rows.map((cells) => cells.length)).toEqual(Array(2).fill(part.columns.length));
  });
  it('never loses a column, however narrow it is', () => {
    expect(
      titles(3)
        .flat()
        .filter((title) => title !== 'image'),
    ).toEqual(['size', 'layers', 'memory']);
  });
});

describe('bars', () => {
  it('draws eighths, and never nothing for something', () => {
    expect(barText(100, 100, 4)).toBe('████');
    expect(barText(50, 100, 3)).toBe('█▌');
    expect(barText(0.001, 100, 10)).toBe('▏');
    expect(barText(0, 100, 10)).toBe('');
  });
  it('is full only when all is done, and empty only when nothing is', () => {
    expect(progressText(0, 100, 5)).toEqual({ full: '', empty: '╌╌╌╌╌' });
    expect(progressText(1, 100, 5)).toEqual({ full: '━', empty: '╌╌╌╌' });
    expect(progressText(99, 100, 5)).toEqual({ full: '━━━━', empty: '╌' });
    expect(progressText(100, 100, 5)).toEqual({ full: '━━━━━', empty: '' });
  });
  it('lines labels up and keeps to the width', () => {
    const bars = [
      { label: 'bad', value: 1243, text: '1.24 GB' },
      { label: '最终', value: 7, text: '7 MB' },
    ];
    expect(barLines(bars, 30).map(textOf)).toEqual(['bad   ████████████████ 1.24 GB', '最终  ▏ 7 MB']);
    for (const width of [8, 20, 40, 80, 120])
      for (const one of barLines(bars, width)) expect(lineWidth(one)).toBeLessThanOrEqual(Math.max(width, 20));
  });
});
