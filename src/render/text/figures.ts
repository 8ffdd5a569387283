import type { FigureValue } from '../../checks/evidence.ts';
import type { FigureName } from '../../checks/figures.ts';
import { formatBytes, formatCount, formatSeconds } from '../../i18n/format.ts';
import type { Lang } from '../../i18n/message.ts';
import { speaker } from './speak.ts';

/** A figure's name as a column title. */
export function figureLabel(lang: Lang, figure: FigureName): string {
  return speaker(lang)(`ui.figure.${figure}`);
}

/** A measured value with its unit. */
export function figureText(lang: Lang, figure: FigureName, value: FigureValue): string {
  const t = speaker(lang);
  if (typeof value === 'boolean') return value ? t('ui.figure.yes') : t('ui.figure.no');
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
      return formatCount(value);
  }
}

/** Figures that are amounts, and so read best right-aligned. */
export function isAmount(figure: FigureName): boolean {
  return figure !== 'shell' && figure !== 'user';
}
