import { msg } from '../../i18n/message.ts';
import { adviseBuildx } from '../fixes/install-engine.ts';
import type { Probe } from '../probe.ts';

const id = 'builder';
const title = msg('doctor.builder');

/** Which of the ways to build this machine has: the rung of the ladder. */
export const builder: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const connection = await examination.connection();
    if (!connection.answers) return [];
    const { rung, buildxVersion = '?', podman } = connection.engine.info;
    switch (rung) {
      case 'buildx-rawjson':
        return [{ id, status: 'ok', title, found: msg('doctor.builder.buildx', { version: buildxVersion }) }];
      case 'buildx-plain':
        return [{ id, status: 'ok', title, found: msg('doctor.builder.buildx-plain', { version: buildxVersion }) }];
      case 'buildkit-env':
        return [{ id, status: 'ok', title, found: msg('doctor.builder.buildkit') }];
      case 'legacy':
        if (podman) return [{ id, status: 'warning', title, found: msg('doctor.builder.podman') }];
        return [
          { id, status: 'warning', title, found: msg('doctor.builder.legacy'), ...(await adviseBuildx(examination)) },
        ];
    }
  },
};
