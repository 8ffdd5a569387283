import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

const id = 'registry';
const title = msg('doctor.registry');

/** Whether base images can be pulled. Never more than a warning: what is here already needs no registry. */
export const registryAccess: Probe = {
  id,
  title,
  applies: ({ bases }) => bases.length > 0,
  run: async ({ registries }) => {
    const { asked, offline, mirror, hub } = await registries();
    if (offline) return [{ id, status: 'ok', title, found: msg('doctor.registry.offline') }];
    const reachable = [mirror, hub].find((registry) => registry?.reachable);
    if (reachable) {
      const { name, notFrom: host } = reachable;
      const found = msg('doctor.registry.answers', { name });
      const remarked = host === undefined ? found : msg('network.from-here', { says: found, host });
      return [{ id, status: 'ok', title, found: remarked }];
    }
    if (!asked && !mirror) return [{ id, status: 'warning', title, found: msg('doctor.registry.unasked') }];
    const names = [mirror, ...(asked ? [hub] : [])].flatMap((registry) => (registry ? [registry.name] : [])).join(', ');
    const found = msg('doctor.registry.silent', { names });
    const host = mirror?.notFrom;
    const raw = [mirror?.raw, hub.raw].filter((text) => text).join('\n');
    return [
      {
        id,
        status: 'warning',
        title,
        found: host === undefined ? found : msg('network.from-here', { says: found, host }),
        next: msg(mirror ? 'doctor.registry.mirror.next' : 'doctor.registry.next'),
        raw,
      },
    ];
  },
};
