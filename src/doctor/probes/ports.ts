import { isRemote } from '../../diagnose-endpoint.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Examination } from '../examination.ts';
import type { Probe } from '../probe.ts';

const id = 'ports';
const title = msg('doctor.ports');
const usual = [8080, 8081, 8082, 8083] as const;
const nobody: ReadonlyMap<number, readonly string[]> = new Map();

/** Long enough for Windows, which takes two seconds to refuse a connection. */
const answerMilliseconds = 3000;

/** The ports that the lessons use. A taken one is no obstacle: a free one is chosen then. */
export const ports: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const connection = await examination.connection();
    const engine = connection.answers ? connection.engine : undefined;
    const published = await publishedOn(engine, examination.signal);
    // Those of this machine are not where an engine elsewhere would publish.
    if (!engine && isRemote((await examination.target()) ?? {}))
      return [{ id, status: 'warning', title, found: msg('doctor.ports.unasked') }];
    const untold = published instanceof MachineError;
    // What this machine has at its ports is no matter of an engine elsewhere.
    if (untold && engine?.remote) {
      const { what: found, next } = published;
      return [{ id, status: 'warning', title, found, ...(next ? { next } : {}) }];
    }
    const known = untold ? nobody : published;
    const looked = await Promise.all(
      usual.map((port) => known.get(port) ?? (engine?.remote ? undefined : listenerAt(examination, port))),
    );
    const taken = usual.flatMap((port, index) => {
      const owners = looked[index];
      if (owners === undefined) return [];
      return owners.length === 0 ? String(port) : `${port} (${owners.join(', ')})`;
    });
    if (taken.length === 0) {
      const found = engine?.remote
        ? msg('doctor.ports.remote', { host: engine.remote.name })
        : msg('doctor.ports.free');
      return [{ id, status: 'ok', title, found }];
    }
    return [
      {
        id,
        status: 'warning',
        title,
        found: msg('doctor.ports.taken', { ports: taken.join(', ') }),
        next: msg('doctor.ports.next'),
      },
    ];
  },
};

async function publishedOn(
  engine: Engine | undefined,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, readonly string[]> | MachineError> {
  try {
    return (await engine?.publishers(signal)) ?? nobody;
  } catch (error) {
    if (error instanceof MachineError) return error;
    throw error;
  }
}

/** An empty list when something without a name listens there, `undefined` when nothing does. */
async function listenerAt({ machine, signal }: Examination, port: number): Promise<readonly string[] | undefined> {
  const answer = await machine.http.send({
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    timeout: answerMilliseconds,
    ...(signal ? { signal } : {}),
  });
  // Whatever is not a refusal (no HTTP, silence, a closed connection) is somebody who listens.
  return answer.answered || answer.error !== 'connection refused' ? [] : undefined;
}
