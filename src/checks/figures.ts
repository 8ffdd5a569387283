import * as z from 'zod';

/** What can be measured of an image. `size`, `memory` in bytes; `*-seconds` in seconds; the rest counts or words. */
export const figureNames = [
  'size',
  'layers',
  'build-seconds',
  'first-ok-seconds',
  'memory',
  'files',
  'executables',
  'shell',
  'user',
] as const;

export type FigureName = (typeof figureNames)[number];

export const figureName = z.enum(figureNames);
