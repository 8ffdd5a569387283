import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

const id = 'image-store';
const title = msg('doctor.image-store');

/** How the engine keeps images: it decides what `docker images` means by size. */
export const imageStore: Probe = {
  id,
  title,
  applies: () => true,
  run: async ({ connection }) => {
    const found = await connection();
    if (!found.answers) return [];
    const { imageStore: store } = found.engine.info;
    return [
      {
        id,
        status: 'ok',
        title,
        found: msg(store === 'containerd' ? 'doctor.image-store.containerd' : 'doctor.image-store.classic'),
      },
    ];
  },
};
