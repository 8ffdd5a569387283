import { msg } from '../../i18n/message.ts';
import type { Probe } from '../probe.ts';

const id = 'architecture';
const title = msg('doctor.architecture');

/** CPUs for which the official Go and Alpine images exist. */
const official = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64'];

/** How Go and Docker name what node names otherwise. */
const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** The CPU that images are built for. */
export const architecture: Probe = {
  id,
  title,
  applies: () => true,
  run: async ({ machine, connection }) => {
    const found = await connection();
    const own = goNames[machine.arch] ?? machine.arch;
    const arch = found.answers ? found.engine.info.architecture : own;
    if (!official.includes(arch)) {
      return [
        {
          id,
          status: 'warning',
          title,
          found: msg('doctor.architecture.rare', { arch }),
          next: msg('doctor.architecture.rare.next'),
        },
      ];
    }
    // Harmless: another machine's engine, or a node that is itself emulated.
    const differs = found.answers && arch !== own;
    return [
      {
        id,
        status: 'ok',
        title,
        found: differs ? msg('doctor.architecture.differs', { arch, own }) : msg('doctor.architecture.found', { arch }),
      },
    ];
  },
};
