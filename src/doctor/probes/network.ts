import { msg } from '../../i18n/message.ts';
import { hideLogin } from '../../network/network.ts';
import type { Probe } from '../probe.ts';

const id = 'network';
const title = msg('doctor.network');

/** How this machine gets what it lacks. Whether that works is for `network` to try, and for the registry probe. */
export const network: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const { profile, registry, goproxy, apk, proxy } = await examination.network();
    const common = { id, title } as const;
    switch (profile) {
      case 'direct':
        return [{ ...common, status: 'ok', found: msg('doctor.network.direct') }];
      case 'offline':
        return [{ ...common, status: 'ok', found: msg('doctor.network.offline') }];
      case 'mirror': {
        const places = [registry, goproxy, apk].filter((place) => place !== undefined).join(', ');
        if (places === '')
          return [
            {
              ...common,
              status: 'warning',
              found: msg('network.profile.mirror.empty'),
              next: msg('network.usage.next'),
            },
          ];
        return [{ ...common, status: 'ok', found: msg('doctor.network.mirror', { places }) }];
      }
      case 'proxy': {
        const urls = [proxy?.HTTP_PROXY, proxy?.HTTPS_PROXY].filter((url) => url !== undefined);
        if (urls.length === 0)
          return [
            {
              ...common,
              status: 'warning',
              found: msg('doctor.network.no-proxy'),
              next: msg('network.no-proxy.next'),
            },
          ];
        const places = [...new Set(urls.map(hideLogin))].join(', ');
        return [{ ...common, status: 'ok', found: msg('doctor.network.proxy', { places }) }];
      }
    }
  },
};
