/**
 * Numbers as people read them, the same in every language, renderer and check.
 * Units stay Latin (MB, s): that is how docker prints them and how Chinese readers know them.
 */

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Three significant digits without an exponent: 6.87, 68.7, 687. */
function threeDigits(value: number): string {
  if (value >= 99.95) return String(Math.round(value));
  if (value >= 9.995) return trimZero(value.toFixed(1));
  return trimZero(value.toFixed(2));
}

function trimZero(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** Bytes in decimal units as `docker images` shows them (1 MB = 1e6 bytes): `6.87 MB`, `812 MB`, `1.24 GB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  let value = bytes;
  let unit = 0;
  while (unit < byteUnits.length - 1 && (unit === 0 ? value >= 1000 : value >= 999.5)) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(Math.round(value)) : threeDigits(value)} ${byteUnits[unit] ?? 'B'}`;
}

/** Seconds as a duration: `0 s`, `38 ms`, `0.42 s`, `3.4 s`, `41 s`, `2 min 05 s`, `1 h 04 min`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds <= 0) return '0 s';
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${pad(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** A running clock, always the same width below an hour: `0:07`, `12:41`, `1:02:09`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = pad(whole % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${rest}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A part of a whole as per cent: 0.081 → `8.1 %`, 0.42 → `42 %`, 0.0004 → `0.04 %`. */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '–';
  const percent = ratio * 100;
  const size = Math.abs(percent);
  const digits = size === 0 || size >= 9.95 ? 0 : size >= 0.095 ? 1 : 2;
  return `${trimZero(percent.toFixed(digits))} %`;
}

/** How many times: 131.4 → `131×`, 5.26 → `5.3×`. */
export function formatTimes(factor: number): string {
  if (!Number.isFinite(factor)) return '–';
  return `${factor >= 9.95 ? String(Math.round(factor)) : trimZero(factor.toFixed(1))}×`;
}

/** A whole number with thin grouping for readability: 12345 → `12,345`. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
