import * as z from 'zod';

/** Figures that are numbers: `size`, `memory` in bytes; `*-seconds` in seconds; the rest counts. */
export const numericFigures = [
  'size',
  'layers',
  'build-seconds',
  'compile-seconds',
  'first-ok-seconds',
  'memory',
  'files',
  'executables',
  'package-managers',
  'setuid',
  'go-modules',
  'writable',
  'vulnerabilities',
] as const;

/** What can be measured of an image: numbers, and words or facts. */
export const figureNames = [...numericFigures, 'shell', 'user'] as const;

export type FigureName = (typeof figureNames)[number];

export const figureName = z.enum(figureNames);
