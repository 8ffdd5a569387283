import { msg } from '../../i18n/message.ts';
import type { Examination } from '../examination.ts';
import { planFix, type Step, stepLine } from '../plan.ts';
import { type Advice, adviseInstall, prefixed } from './install-engine.ts';

/** How the engine of this machine is started, or installed when there is none. Only for the local, well-known socket. */
export async function adviseStart(examination: Examination): Promise<Advice> {
  const { machine } = examination;
  if (machine.platform === 'darwin') return { next: msg('doctor.start.next.darwin') };
  if (machine.platform === 'win32') return { next: msg('doctor.start.next.win32') };
  const { systemd, dockerd, asRoot } = await examination.system();
  if (!dockerd) return adviseInstall(examination);
  const argv: Step['argv'] = systemd
    ? ['systemctl', 'start', 'docker']
    : ['sh', `${machine.scripts}/start-engine.sh`, machine.stateFolder];
  if (!asRoot)
    return { next: msg('doctor.next.sudo', { commands: stepLine(machine.shell, { argv: prefixed(['sudo'], argv) }) }) };
  return {
    next: msg('doctor.start.next.linux'),
    fix: planFix(machine.shell, { id: 'start-engine', title: msg('doctor.fix.start') }, [
      { argv: prefixed(asRoot, argv) },
    ]),
  };
}
