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
      const { version, podman = false } = cli;
      if (version === undefined) return [{ id, status: 'ok', title, found: msg('doctor.cli.present') }];
      return [{ id, status: 'ok', title, found: msg(podman ? 'doctor.cli.podman' : 'doctor.version', { version }) }];
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
