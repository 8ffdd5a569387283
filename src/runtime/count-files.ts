import type { FileFacts } from '../checks/evidence.ts';

/** Programs that give someone inside a container a prompt. */
const shells = /^(?:sh|bash|ash|dash|zsh|busybox)$/;

/** Programs that bring other programs. */
const packageManagers =
  /^(?:apk|apt|apt-get|dpkg|yum|dnf|dnf5|microdnf|tdnf|rpm|zypper|pacman|opkg|xbps-install|emerge|nix-env|brew|snap|flatpak|pip[\d.]*|pipx|uv|conda|easy_install|npm|npx|yarn|pnpm|gem|cargo|composer)$/;

const setuidOrSetgid = 0o6000;

/** What the files of an image can be counted for. */
export type FileCount = 'files' | 'executables' | 'package-managers' | 'setuid' | 'go-modules';

export function countFiles(files: readonly FileFacts[], figure: FileCount): number {
  const plain = files.filter((file) => file.kind === 'file');
  switch (figure) {
    case 'files':
      return plain.length;
    case 'executables':
      return plain.filter(isExecutable).length;
    case 'package-managers':
      return files.filter((file) => isProgram(file, packageManagers)).length;
    case 'setuid':
      return plain.filter((file) => (file.mode & setuidOrSetgid) !== 0).length;
    case 'go-modules':
      return new Set(plain.flatMap((file) => file.modules ?? [])).size;
  }
}

export function hasShell(files: readonly FileFacts[]): boolean {
  return files.some((file) => isInBin(file, shells));
}

/** A link is a program under another name. */
function isProgram(file: FileFacts, names: RegExp): boolean {
  return isInBin(file, names) && (file.kind === 'link' || (file.kind === 'file' && isExecutable(file)));
}

function isInBin({ path }: FileFacts, names: RegExp): boolean {
  return /\/s?bin\/[^/]+$/.test(path) && names.test(path.slice(path.lastIndexOf('/') + 1));
}

function isExecutable(file: FileFacts): boolean {
  return (file.mode & 0o111) !== 0;
}
