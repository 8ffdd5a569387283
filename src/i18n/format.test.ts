import { describe, expect, it } from 'vitest';
import { formatBytes, formatClock, formatCount, formatRatio, formatSeconds, formatTimes } from './format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1536, '1.54 kB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [6_870_000, '6.87 MB'],
    [68_740_000, '68.7 MB'],
    [812_300_000, '812 MB'],
    [1_240_000_000, '1.24 GB'],
    [-2000, '-2 kB'],
    [Number.NaN, '–'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatSeconds', () => {
  it.each([
    [0, '0 s'],
    [0.0004, '1 ms'],
    [0.038, '38 ms'],
    [0.42, '0.42 s'],
    [0.999, '1.0 s'],
    [3.44, '3.4 s'],
    [9.97, '10 s'],
    [41.2, '41 s'],
    [59.7, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3840, '1 h 04 min'],
  ])('%d is %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});

describe('the others', () => {
  it('tells clocks', () => expect([7, 761, 3729].map(formatClock)).toEqual(['0:07', '12:41', '1:02:09']));
  it('tells parts', () =>
    expect([0.081, 0.42, 0.0004, 0, 1].map(formatRatio)).toEqual(['8.1 %', '42 %', '0.04 %', '0 %', '100 %']));
  it('tells factors', () => expect([131.4, 5.26, 2].map(formatTimes)).toEqual(['131×', '5.3×', '2×']));
  it('groups digits', () => expect([7, 1234, 1234567].map(formatCount)).toEqual(['7', '1,234', '1,234,567']));
});
