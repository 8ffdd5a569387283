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
    if (reachable)
      return [{ id, status: 'ok', title, found: msg('doctor.registry.answers', { name: reachable.name }) }];
    if (!asked && !mirror) return [{ id, status: 'warning', title, found: msg('doctor.registry.unasked') }];
    const names = [mirror, ...(asked ? [hub] : [])].flatMap((registry) => (registry ? [registry.name] : [])).join(', ');
    const raw = [mirror?.raw, hub.raw].filter((text) => text).join('\n');
    return [
      {
        id,
        status: 'warning',
        title,
        found: msg('doctor.registry.silent', { names }),
        next: msg(mirror ? 'doctor.registry.mirror.next' : 'doctor.registry.next'),
        raw,
      },
    ];
  },
};
