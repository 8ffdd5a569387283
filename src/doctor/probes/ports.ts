import { msg } from '../../i18n/message.ts';
import type { Connection } from '../connection.ts';
import type { Examination } from '../examination.ts';
import type { Probe } from '../probe.ts';

const id = 'ports';
const title = msg('doctor.ports');
const usual = [8080, 8081, 8082, 8083] as const;

/** Long enough for Windows, which takes two seconds to refuse a connection. */
const answerMilliseconds = 3000;

/** The ports that the lessons use. A taken one is no obstacle: a free one is chosen then. */
export const ports: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const connection = await examination.connection();
    const looked = await Promise.all(usual.map((port) => lookAt(examination, connection, port)));
    const taken = looked.filter((text) => text !== undefined);
    const remote = connection.answers ? connection.engine.remote : undefined;
    if (taken.length === 0) {
      const found = remote ? msg('doctor.ports.remote', { host: remote.name }) : msg('doctor.ports.free');
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

/** `undefined` for a free port, else the port and the container that publishes it, if one does. */
async function lookAt(
  { machine, signal }: Examination,
  connection: Connection,
  port: number,
): Promise<string | undefined> {
  // An engine that does not answer this hides no port.
  const owners = connection.answers ? await connection.engine.publishers(port, signal).catch(() => []) : [];
  if (owners.length > 0) return `${port} (${owners.join(', ')})`;
  // What this machine has at that port is no matter of an engine elsewhere.
  if (connection.answers && connection.engine.remote) return undefined;
  const options = signal ? { signal } : {};
  const answer = await machine.http.send({
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    timeout: answerMilliseconds,
    ...options,
  });
  // Whatever is not a refusal (no HTTP, silence, a closed connection) is somebody who listens.
  return answer.answered || answer.error !== 'connection refused' ? String(port) : undefined;
}
