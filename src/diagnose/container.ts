import { msg } from '../i18n/message.ts';
import type { Row } from './row.ts';

/** Starting a container: its port, its name, and the program in it. */
export const containerRows: readonly Row[] = [
  {
    area: 'machine',
    pattern: /forbidden by its access permissions/,
    explain: ({ input }) => ({
      what: msg('diagnose.port-reserved', { port: portIn(input) }),
      next: msg('diagnose.port.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /port is already allocated|address already in use/,
    explain: ({ input }, { portOwner }) => ({
      what: portOwner
        ? msg('diagnose.port-owned', { port: portIn(input), owner: portOwner })
        : msg('diagnose.port', { port: portIn(input) }),
      next: msg('diagnose.port.next'),
    }),
  },
  {
    area: 'machine',
    pattern: /container name "\/?([^"]+)" is already in use/,
    explain: ([, name = '']) => ({
      what: msg('diagnose.name-taken', { name }),
      next: msg('diagnose.name-taken.next', { name }),
    }),
  },
  {
    area: 'lesson',
    pattern: /exec format error|does not match the detected host platform/i,
    explain: () => ({ what: msg('diagnose.architecture'), next: msg('diagnose.architecture.next') }),
  },
  {
    area: 'lesson',
    // The words behind each `|` are those of crun, which Podman uses.
    pattern:
      /exec: "?(?:\/bin\/)?(?:ba|da)?sh"?: (?:stat|executable file not found)|executable file `(?:\/bin\/)?(?:ba|da)?sh` not found/,
    explain: () => ({ what: msg('diagnose.no-shell'), next: msg('diagnose.no-shell.next') }),
  },
  {
    area: 'lesson',
    pattern:
      /exec: "([^"]+)": (?:stat \S+: no such file or directory|executable file not found)|executable file `([^`]+)` not found/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.no-program', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.no-program.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /exec:? "?([^"\s:]+)"?: permission denied|the path `([^`]+)` exists but it is not executable/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.not-executable', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.not-executable.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /\bexec (\/\S+): no such file or directory|exec container process \(missing dynamic library\?\) `([^`]+)`: No such file/,
    explain: ([, runc, crun]) => ({
      what: msg('diagnose.dynamic', { file: runc ?? crun ?? '' }),
      next: msg('diagnose.dynamic.next'),
    }),
  },
  {
    area: 'machine',
    // All that the docker command says when Podman cannot start the program of a container in the foreground.
    pattern: /unable to upgrade to tcp, received 500/,
    explain: () => ({ what: msg('diagnose.podman-start'), next: msg('diagnose.podman-start.next') }),
  },
];

function portIn(line: string): string {
  return /(?:\d+\.\d+\.\d+\.\d+|\]|::|localhost):(\d+)/.exec(line)?.[1] ?? '?';
}
