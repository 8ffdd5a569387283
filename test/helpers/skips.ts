import type { WireEvent } from '../../src/render/json/wire.ts';
import { type EventOf, eventsOf } from './wire.ts';

/** The kinds of engine that are older than Docker 27, or have an older buildx than 0.15. */
const beforeCheck = ['old', '20.10', '26', '26-containerd', 'tls', 'ssh', 'rootless'];

/**
 * What a machine or an engine may lack: a scanner anywhere, and what only one kind of engine lacks. Nothing else may
 * be skipped, and every skip tells its reason.
 */
const maySkip: readonly { readonly kinds?: readonly string[]; readonly where: RegExp; readonly why: RegExp }[] = [
  { where: /^04-final\/scan$/, why: /scanner/ },
  { kinds: beforeCheck, where: /^05-beyond\/lint$/, why: /--check/ },
  // Whatever this machine has: the reason has to hold by the versions that it names.
  {
    kinds: ['default'],
    where: /^05-beyond\/lint$/,
    why: /--check.* Engine 2[0-6]\.|--check.* buildx 0\.(?:\d|1[0-4])\./,
  },
  { kinds: ['podman'], where: /^05-beyond\/(secret|cross|lint|checkpoint)$/, why: /BuildKit/ },
  { kinds: ['podman-cli'], where: /^05-beyond\/lint$/, why: /BuildKit/ },
  { kinds: ['podman-cli'], where: /^04-final\/locked$/, why: /does not pass on the reason/ },
  { kinds: ['podman', 'podman-cli'], where: /^/, why: /timers of systemd/ },
  { kinds: ['rootless'], where: /^/, why: /without control groups/ },
];

/** Checks of the whole course that were skipped without such a reason on a kind of engine. */
export function unexplainedSkips(events: readonly WireEvent[], engine: string): readonly EventOf<'check.judged'>[] {
  return eventsOf(events, 'check.judged').filter(
    ({ lab, step, verdict, actual }) =>
      verdict === 'skipped' &&
      !maySkip.some(
        ({ kinds, where, why }) =>
          (kinds?.includes(engine) ?? true) && where.test(`${lab}/${step}`) && why.test(actual),
      ),
  );
}
