import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

const id = 'engine-version';
const title = msg('doctor.engine-version');

/** The engine's version. One that is too old does not get this far: connecting refuses it. */
export const engineVersion: Probe = {
  id,
  title,
  applies: () => true,
  run: async ({ connection }) => {
    const found = await connection();
    if (!found.answers) return [];
    const { version, clientVersion } = found.engine.info;
    return [{ id, status: 'ok', title, found: msg('doctor.engine-version.found', { version, client: clientVersion }) }];
  },
};
