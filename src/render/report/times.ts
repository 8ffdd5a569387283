/** A recorded time as people read it, to the minute, `offset` minutes ahead of UTC; what is no time stands as it is. */
export function timeText(at: string, offset: number): string {
  const local = new Date(Date.parse(at) + offset * 60_000);
  return Number.isNaN(local.getTime()) ? at : local.toISOString().slice(0, -8).replace('T', ' ');
}

/** `UTC`, `UTC+08:00`, `UTC-03:30`. */
export function zoneText(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `UTC${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
