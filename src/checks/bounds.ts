import * as z from 'zod';
import { formatRatio } from '../i18n/format.ts';
import type { Message } from '../i18n/message.ts';
import { msg } from '../i18n/message.ts';

/** Limits on a number. At least one of them, or the check could not fail. */
export const boundFields = {
  atMost: z.number().positive().optional(),
  atLeast: z.number().positive().optional(),
};

export interface Bounds {
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
}

/** Refuses a check without any limit. */
export function hasBound(bounds: Bounds): boolean {
  return bounds.atMost !== undefined || bounds.atLeast !== undefined;
}

export const needsBound = { error: 'atMost or atLeast: a check without a limit cannot fail' };

export function isWithin(value: number, bounds: Bounds): boolean {
  return (
    (bounds.atMost === undefined || value <= bounds.atMost) && (bounds.atLeast === undefined || value >= bounds.atLeast)
  );
}

/** At most or at least a share of what another image has, or between two shares. */
export function describeShare(bounds: Bounds, to: string): Message {
  const { atMost, atLeast } = bounds;
  if (atMost !== undefined && atLeast !== undefined) {
    return msg('check.share.between', { to, low: formatRatio(atLeast), high: formatRatio(atMost) });
  }
  return atMost !== undefined
    ? msg('check.share.at-most', { to, value: formatRatio(atMost) })
    : msg('check.share.at-least', { to, value: formatRatio(atLeast ?? 0) });
}

/** `≤ 24 MB`, `≥ 150 MB`, or both. */
export function describeBounds(bounds: Bounds, format: (value: number) => string): Message {
  if (bounds.atMost !== undefined && bounds.atLeast !== undefined) {
    return msg('check.between', { low: format(bounds.atLeast), high: format(bounds.atMost) });
  }
  return bounds.atMost !== undefined
    ? msg('check.at-most', { value: format(bounds.atMost) })
    : msg('check.at-least', { value: format(bounds.atLeast ?? 0) });
}
