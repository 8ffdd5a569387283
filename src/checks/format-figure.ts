import { formatBytes, formatSeconds } from '../i18n/format.ts';
import type { FigureValue } from './evidence.ts';
import type { FigureName } from './figures.ts';

/** A figure as people read it; language-free. */
export function formatFigure(figure: FigureName, value: FigureValue): string {
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value === 'string') return value;
  switch (figure) {
    case 'size':
    case 'memory':
      return formatBytes(value);
    case 'build-seconds':
    case 'compile-seconds':
    case 'first-ok-seconds':
      return formatSeconds(value);
    default:
      return String(value);
  }
}
