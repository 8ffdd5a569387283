import type { WireEvent } from '../../src/render/json/wire.ts';
import { type EventOf, eventsOf } from './wire.ts';

/**
 * What a machine or an engine may lack: a scanner anywhere, `--check` before Docker 27, and what only one kind of
 * engine lacks. Nothing else may be skipped, and every skip tells its reason.
 */
const maySkip: readonly { readonly kind?: string; readonly where: RegExp; readonly why: RegExp }[] = [
  { where: /^04-final\/scan$/, why: /scanner/ },
  { where: /^05-beyond\/lint$/, why: /--check/ },
  { kind: 'podman', where: /^05-beyond\/(secret|cross|checkpoint)$/, why: /BuildKit/ },
  { kind: 'podman', where: /^/, why: /timers of systemd/ },
  { kind: 'rootless', where: /^/, why: /without control groups/ },
];

/** Checks of the whole course that were skipped without such a reason on a kind of engine. */
export function unexplainedSkips(events: readonly WireEvent[], engine: string): readonly EventOf<'check.judged'>[] {
  return eventsOf(events, 'check.judged').filter(
    ({ lab, step, verdict, actual }) =>
      verdict === 'skipped' &&
      !maySkip.some(
        ({ kind = engine, where, why }) => kind === engine && where.test(`${lab}/${step}`) && why.test(actual),
      ),
  );
}
