import { describe, expect, test } from 'vitest';
import { examineSystem, familyOf } from './system.ts';
import { debian, fakeMachine } from './testing/fake-machine.ts';

test.for([
  ['ID=debian', 'debian'],
  ['ID=ubuntu\nID_LIKE=debian', 'debian'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"', 'debian'],
  ['ID=fedora', 'fedora'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'other'],
  ['ID="amzn"\nID_LIKE="fedora"', 'other'],
  ['ID=manjaro\nID_LIKE=arch', 'arch'],
  ['ID="opensuse-leap"\nID_LIKE="suse opensuse"', 'suse'],
  ['ID=alpine', 'alpine'],
  ['ID=nixos', 'other'],
  ['', 'other'],
] as const)('%s is of the family %s', ([release, family]) => {
  expect(familyOf(release)).toBe(family);
});

describe('examineSystem', () => {
  test('a bare Debian as root', async () => {
    expect(await examineSystem(fakeMachine())).toEqual({
      family: 'debian',
      systemd: false,
      wsl: false,
      dockerd: false,
      asRoot: [],
    });
  });

  test('systemd, WSL, and a dockerd outside the PATH', async () => {
    const files = {
      ...debian,
      '/proc/version': 'Linux 6.6-Microsoft-WSL2',
      '/run/systemd/system': '',
      '/usr/sbin/dockerd': '',
    };
    expect(await examineSystem(fakeMachine({ files }))).toMatchObject({ systemd: true, wsl: true, dockerd: true });
  });

  test('sudo counts only without a password', async () => {
    const allowed = fakeMachine({ root: false, commands: { 'sudo -n true': '' } });
    expect((await examineSystem(allowed)).asRoot).toEqual(['sudo', '-n']);
    const refused = fakeMachine({ root: false, commands: { sudo: { exitCode: 1, stderr: 'a password is required' } } });
    expect((await examineSystem(refused)).asRoot).toBeUndefined();
    expect((await examineSystem(fakeMachine({ root: false }))).asRoot).toBeUndefined();
  });

  test('elsewhere nothing is run', async () => {
    const machine = fakeMachine({ platform: 'darwin' });
    expect(await examineSystem(machine)).toMatchObject({ family: 'other', asRoot: undefined });
    expect(machine.calls).toEqual([]);
  });
});
