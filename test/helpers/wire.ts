import { expect } from 'vitest';
import { type WireEvent, wireEvent } from '../../src/render/json/wire.ts';

/** Every line of a `--json` stdout, each held against the published schema. Fails on anything else. */
export function wireEvents(stdout: string): readonly WireEvent[] {
  expect(stdout === '' || stdout.endsWith('\n'), 'stdout ends with a whole line').toBe(true);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      const parsed = wireEvent.safeParse(json(line, index));
      if (!parsed.success)
        throw new Error(`line ${index + 1} does not fit the schema: ${line.slice(0, 500)}\n${parsed.error.message}`);
      return parsed.data;
    });
}

function json(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`line ${index + 1} of stdout is not JSON: ${line.slice(0, 500)}`);
  }
}

export type EventOf<T extends WireEvent['type']> = Extract<WireEvent, { type: T }>;

export function eventsOf<T extends WireEvent['type']>(events: readonly WireEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** The last event, which must be of this type. */
export function lastOf<T extends WireEvent['type']>(events: readonly WireEvent[], type: T): EventOf<T> {
  const last = events.at(-1);
  expect(last?.type).toBe(type);
  return last as EventOf<T>;
}

/** Failed checks as `lab/step check: actual`. */
export function failures(events: readonly WireEvent[]): readonly string[] {
  return eventsOf(events, 'check.judged')
    .filter((event) => event.verdict === 'failed')
    .map((event) => `${event.lab}/${event.step} ${event.check}`);
}

/** Says whether a line of NDJSON is an event of this type for which the rest holds. */
export function isEvent<T extends WireEvent['type']>(type: T, holds: (event: EventOf<T>) => boolean = () => true) {
  return (line: string): boolean => {
    const parsed = wireEvent.safeParse(JSON.parse(line));
    return parsed.success && parsed.data.type === type && holds(parsed.data as EventOf<T>);
  };
}
