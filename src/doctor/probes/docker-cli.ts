import { diagnose } from '../../diagnose.ts';
import { msg } from '../../i18n/message.ts';
import { adviseInstall } from '../fixes/install-engine.ts';
import type { Probe } from '../probe.ts';

const id = 'docker-cli';
const title = msg('doctor.cli');

/** The `docker` program. */
export const dockerCli: Probe = {
  id,
  title,
  applies: () => true,
  run: async (examination) => {
    const cli = await examination.cli();
    if (cli.works) {
      const found =
        cli.version === undefined ? msg('doctor.cli.present') : msg('doctor.version', { version: cli.version });
      return [{ id, status: 'ok', title, found }];
    }
    if (cli.absent) {
      const advice = await adviseInstall(examination);
      return [{ id, status: 'missing', title, found: msg('engine.no-cli', { program: 'docker' }), ...advice }];
    }
    const known = diagnose(cli.raw);
    const next = known?.next ?? msg('engine.failed.next');
    return [{ id, status: 'missing', title, found: known?.what ?? msg('doctor.cli.broken'), next, raw: cli.raw }];
  },
};
