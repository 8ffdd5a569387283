import { describe, expect, it } from 'vitest';
import { timeText, zoneText } from './times.ts';

describe('timeText', () => {
  it.each([
    ['2026-01-02T03:04:05.678Z', 0, '2026-01-02 03:04'],
    ['2026-01-02T03:04:05.678Z', 480, '2026-01-02 11:04'],
    ['2026-01-01T00:00:00.000Z', -210, '2025-12-31 20:30'],
    ['yesterday', 60, 'yesterday'],
    ['', 0, ''],
    ['+275760-09-13T00:00:00.000Z', 1440, '+275760-09-13T00:00:00.000Z'],
  ])('%s and %d minutes is %s', (at, offset, text) => expect(timeText(at, offset)).toBe(text));
});

describe('zoneText', () => {
  it.each([
    [0, 'UTC'],
    [480, 'UTC+08:00'],
    [345, 'UTC+05:45'],
    [-210, 'UTC-03:30'],
  ])('%d minutes is %s', (offset, text) => expect(zoneText(offset)).toBe(text));
});
