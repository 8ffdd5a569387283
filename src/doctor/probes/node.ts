import gte from 'semver/functions/gte.js';
import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

/** What the published bundle is proven on, see docs/doctor.md. */
const needed = '20.19.0';
const title = msg('doctor.node');

/** The Node.js that runs us. */
export const node: Probe = {
  id: 'node',
  title,
  applies: () => true,
  run: async ({ machine: { nodeVersion: version } }) => {
    if (gte(version, needed)) {
      return [{ id: 'node', status: 'ok', title, found: msg('doctor.version', { version }) }];
    }
    const found = msg('doctor.node.old', { version, needed: '20.19' });
    return [{ id: 'node', status: 'missing', title, found, next: msg('doctor.node.next') }];
  },
};
