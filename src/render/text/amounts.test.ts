import { describe, expect, it } from 'vitest';
import { parseAmount } from './amounts.ts';

describe('parseAmount', () => {
  it.each([
    ['800', 800e6],
    ['800 MB', 800e6],
    ['0.8GB', 800e6],
    ['.8 gb', 800e6],
    ['1,5', 1.5e6],
    ['1,200', 1200e6],
    ['1 200 MB', 1200e6],
    ['8００', 800e6],
    ['８００ＭＢ', 800e6],
    ['約 8', undefined],
    ['约 800 兆', 800e6],
    ['~800', 800e6],
    ['512 KiB', 524288],
    ['0', 0],
    ['', undefined],
    ['MB', undefined],
    ['-3', undefined],
    ['8mb20', undefined],
    ['1.2.3', undefined],
    ['12 s', undefined],
    ['1e9', undefined],
    ['9'.repeat(400), undefined],
  ])('bytes: %s', (text, value) => {
    expect(parseAmount(text, 'bytes', 1e6)).toBe(value);
  });

  it.each([
    ['12', 12],
    ['12s', 12],
    ['12 秒', 12],
    ['1,5 s', 1.5],
    ['500ms', 0.5],
    ['1m30s', 90],
    ['1m30', 90],
    ['1 min 30 s', 90],
    ['2分30秒', 150],
    ['1:30', 90],
    ['１：３０', 90],
    ['1:02:03', 3723],
    ['1h', 3600],
    ['30s1m', undefined],
    ['5s3', undefined],
    ['5 MB', undefined],
  ])('seconds: %s', (text, value) => {
    expect(parseAmount(text, 'seconds')).toBe(value);
  });

  it.each([
    ['7', 7],
    ['12,345', 12345],
    ['12k', 12000],
    ['1.5万', 15000],
    ['3层', 3],
    ['3 MB', undefined],
  ])('counts: %s', (text, value) => {
    expect(parseAmount(text, 'count')).toBe(value);
  });
});
