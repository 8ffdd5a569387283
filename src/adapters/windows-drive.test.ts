import { expect, it } from 'vitest';
import { isOnWindowsDrive } from './windows-drive.ts';

const wsl = { WSL_DISTRO_NAME: 'Debian' };

it.each([
  ['linux', wsl, '/mnt/c/Users/u/go-docker-demo', true],
  ['linux', wsl, '/mnt/d', true],
  ['linux', wsl, '/home/u/go-docker-demo', false],
  ['linux', wsl, '/mnt/wsl/x', false],
  ['linux', {}, '/mnt/c/x', false],
  ['win32', wsl, 'C:\\x', false],
] as const)('%s, %j: %s is %s', (platform, env, folder, expected) =>
  expect(isOnWindowsDrive({ platform, env }, folder)).toBe(expected),
);
