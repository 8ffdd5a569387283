import { type Message, msg } from '../../i18n/message.ts';
import { shellLine } from '../../shell/line.ts';
import type { Examination } from '../examination.ts';
import { type PlannedFix, planFix, type Step } from '../plan.ts';
import type { Family } from '../system.ts';

/** What to do about something missing: always a next move, and a fix where we can do it. */
export interface Advice {
  readonly next: Message;
  readonly fix?: PlannedFix;
}

/** How this machine gets a docker CLI, an engine and buildx. */
export async function adviseInstall({ machine, system }: Examination): Promise<Advice> {
  if (machine.platform === 'darwin') return { next: msg('doctor.install.next.darwin') };
  if (machine.platform === 'win32') return { next: msg('doctor.install.next.win32') };
  const { family, asRoot, wsl } = await system();
  if (family !== 'debian') {
    const commands = packageCommands(family, machine.root ? '' : 'sudo ');
    return {
      next: commands === undefined ? msg('doctor.install.next.other') : msg('doctor.next.commands', { commands }),
    };
  }
  const steps = (prefix: readonly string[]): readonly Step[] => [
    { argv: prefixed(prefix, ['sh', `${machine.scripts}/install-engine.sh`]) },
    { argv: prefixed(prefix, ['sh', `${machine.scripts}/start-engine.sh`, machine.stateFolder]) },
  ];
  if (!asRoot) {
    const commands = shellLine(machine.shell, { all: steps(['sudo']) });
    return { next: msg('doctor.next.sudo', { commands }) };
  }
  return {
    next: msg(wsl ? 'doctor.install.next.wsl' : 'doctor.install.next.debian'),
    fix: planFix(machine.shell, { id: 'install-engine', title: msg('doctor.fix.install') }, steps(asRoot)),
  };
}

/** How this machine gets only the build plugin. */
export async function adviseBuildx({ machine, system }: Examination): Promise<Advice> {
  const { family, asRoot } = await system();
  if (machine.platform !== 'linux' || family !== 'debian') return { next: msg('diagnose.buildx.next') };
  const step = (prefix: readonly string[]): Step => ({
    argv: prefixed(prefix, ['sh', `${machine.scripts}/install-engine.sh`, '--buildx']),
  });
  if (!asRoot) return { next: msg('doctor.next.sudo', { commands: shellLine(machine.shell, step(['sudo'])) }) };
  return {
    next: msg('doctor.buildx.next.debian'),
    fix: planFix(machine.shell, { id: 'install-buildx', title: msg('doctor.fix.buildx') }, [step(asRoot)]),
  };
}

/** A command with what makes us root before it. */
export function prefixed(prefix: readonly string[], argv: readonly [string, ...string[]]): Step['argv'] {
  const [first, ...rest] = prefix;
  return first === undefined ? argv : [first, ...rest, ...argv];
}

function packageCommands(family: Exclude<Family, 'debian'>, sudo: string): string | undefined {
  const enable = `${sudo}systemctl enable --now docker`;
  switch (family) {
    case 'fedora':
      return `${sudo}dnf install moby-engine docker-cli docker-buildx && ${enable}`;
    case 'arch':
      return `${sudo}pacman -S docker docker-buildx && ${enable}`;
    case 'suse':
      return `${sudo}zypper install docker docker-buildx && ${enable}`;
    case 'alpine':
      return `${sudo}apk add docker docker-cli-buildx && ${sudo}rc-update add docker && ${sudo}rc-service docker start`;
    case 'other':
      return undefined;
  }
}
