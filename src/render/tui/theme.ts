import type { BuildVertex } from '../../checks/evidence.ts';
import type { Verdict } from '../../session/events.ts';
import type { Finding } from '../../session/findings.ts';
import type { StepStanding } from '../../session/selectors.ts';
import type { Tone } from '../text/styled.ts';

/** Whether we may use colour. Meaning is always in a glyph and a word as well. */
export interface Theme {
  readonly color: boolean;
}

/** The smallest terminal in which the workshop can be read. */
export const smallest = { columns: 60, rows: 15 } as const;

export function isTooSmall(size: { readonly columns: number; readonly rows: number }): boolean {
  return size.columns < smallest.columns || size.rows < smallest.rows;
}

export interface Mark {
  readonly glyph: string;
  readonly tone: Tone;
}

export const cursor: Mark = { glyph: '❯', tone: 'key' };

export const standingMarks: Readonly<Record<StepStanding, Mark>> = {
  todo: { glyph: '·', tone: 'muted' },
  running: { glyph: '▸', tone: 'accent' },
  passed: { glyph: '✓', tone: 'good' },
  failed: { glyph: '✗', tone: 'bad' },
  skipped: { glyph: '–', tone: 'muted' },
  prepared: { glyph: '○', tone: 'muted' },
};

export const verdictMarks: Readonly<Record<Verdict, Mark>> = {
  passed: { glyph: '✓', tone: 'good' },
  failed: { glyph: '✗', tone: 'bad' },
  skipped: { glyph: '–', tone: 'muted' },
};

export const findingMarks: Readonly<Record<Finding['status'], Mark>> = {
  ok: { glyph: '✓', tone: 'good' },
  warning: { glyph: '!', tone: 'warn' },
  missing: { glyph: '✗', tone: 'bad' },
};

export const vertexMarks: Readonly<Record<BuildVertex['status'], Mark>> = {
  pending: { glyph: '·', tone: 'muted' },
  running: { glyph: '▸', tone: 'accent' },
  done: { glyph: '✓', tone: 'good' },
  cached: { glyph: '✓', tone: 'good' },
  failed: { glyph: '✗', tone: 'bad' },
  cancelled: { glyph: '–', tone: 'muted' },
};
