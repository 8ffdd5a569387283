import type { FigureName } from '../../checks/figures.ts';
import type { GuessedThing } from '../../course/schema.ts';
import { formatBytes, formatCount, formatSeconds } from '../../i18n/format.ts';

/** What a number counts: bytes, seconds, or plain things. */
export type AmountUnit = 'bytes' | 'seconds' | 'count';

const unitsOfFigures: Partial<Readonly<Record<FigureName, AmountUnit>>> = {
  size: 'bytes',
  memory: 'bytes',
  'build-seconds': 'seconds',
  'compile-seconds': 'seconds',
  'first-ok-seconds': 'seconds',
};

/** What the number of a guess counts. */
export function unitOf(thing: Exclude<GuessedThing, { cached: number }>): AmountUnit {
  return 'figure' in thing ? (unitsOfFigures[thing.figure] ?? 'count') : 'seconds';
}

export function amountText(unit: AmountUnit, value: number): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'seconds':
      return formatSeconds(value);
    case 'count':
      return formatCount(value);
  }
}

const byteFactors: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  字节: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  兆: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const secondFactors: Readonly<Record<string, number>> = {
  ms: 1e-3,
  毫秒: 1e-3,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  秒: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  分: 60,
  分钟: 60,
  h: 3600,
  hour: 3600,
  hours: 3600,
  小时: 3600,
};

const countFactors: Readonly<Record<string, number>> = { k: 1e3, 千: 1e3, 万: 1e4, 个: 1, 层: 1 };

const factorsOf: Readonly<Record<AmountUnit, Readonly<Record<string, number>>>> = {
  bytes: byteFactors,
  seconds: secondFactors,
  count: countFactors,
};

const word = '[a-z\\u4e00-\\u9fff]';
const part = new RegExp(`(\\d[\\d.,]*|[.,]\\d+)(${word}*)`, 'gy');

/**
 * Reads an amount as people type it: `800`, `0.8GB`, `1,5 s`, `1m30s`, `1:30`, `８００`. A bare number is in
 * `bare` units. The value is in bytes, seconds or ones; `undefined` for what cannot be read.
 */
export function parseAmount(text: string, unit: AmountUnit, bare = 1): number | undefined {
  // NFKC turns full-width digits, letters and punctuation into the usual ones.
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(?:[~≈<>]|约|大约|about)\s*/, '')
    .replace(/(\d)[ _'’](?=\d{3}(?!\d))/g, '$1')
    .replace(/\s+/g, '');
  const clock = unit === 'seconds' ? /^(?:(\d+):)?(\d+):(\d{2})$/.exec(typed) : null;
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const parts = [...typed.matchAll(part)];
  if (parts.length === 0 || parts.map((one) => one[0]).join('') !== typed) return undefined;
  // `1m30s` is one amount; `8mb20` is none.
  if (parts.length > 1 && unit !== 'seconds') return undefined;
  let total = 0;
  let before: number | undefined;
  for (const [, digits = '', name = ''] of parts) {
    const value = numberOf(digits);
    const factor = name === '' ? bareFactor(before, bare) : factorsOf[unit][name];
    if (value === undefined || factor === undefined || (before !== undefined && factor >= before)) return undefined;
    total += value * factor;
    before = factor;
  }
  return Number.isFinite(total) ? total : undefined;
}

/** After minutes, seconds go without saying. */
function bareFactor(before: number | undefined, bare: number): number | undefined {
  if (before === undefined) return bare;
  return before >= 60 ? before / 60 : undefined;
}

/** `1,5` and `1.5`, `1,200` and `1,234.5`. */
function numberOf(digits: string): number | undefined {
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  const plain = digits.replace(',', '.');
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
