import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

const needed = { major: 20, minor: 19 };
const title = msg('doctor.node');

/** The Node.js that runs us. */
export const node: Probe = {
  id: 'node',
  title,
  applies: () => true,
  run: async ({ machine: { nodeVersion: version } }) => {
    const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
    if (major > needed.major || (major === needed.major && minor >= needed.minor)) {
      return [{ id: 'node', status: 'ok', title, found: msg('doctor.version', { version }) }];
    }
    const found = msg('doctor.node.old', { version, needed: `${needed.major}.${needed.minor}` });
    return [{ id: 'node', status: 'missing', title, found, next: msg('doctor.node.next') }];
  },
};
