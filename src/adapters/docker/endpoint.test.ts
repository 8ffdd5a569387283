import { describe, expect, it } from 'vitest';
import { socketPath, wellKnownHosts } from './endpoint.ts';
import { remoteEndpoint } from './remote-machine.ts';
import { isAtLeast } from './version.ts';

describe('wellKnownHosts', () => {
  it('looks below the home and the runtime folder', () => {
    const hosts = wellKnownHosts({ platform: 'darwin', env: { HOME: '/Users/u', XDG_RUNTIME_DIR: '/run/user/501' } });
    expect(hosts).toContain('unix:///run/user/501/docker.sock');
    expect(hosts).toContain('unix:///Users/u/.colima/default/docker.sock');
    expect(wellKnownHosts({ platform: 'linux', env: {} })).toEqual(['unix:///var/run/docker.sock']);
    expect(wellKnownHosts({ platform: 'win32', env: {} }).every((host) => host.startsWith('npipe:////./pipe/'))).toBe(
      true,
    );
  });
});

it.each([
  ['unix:///var/run/docker.sock', '/var/run/docker.sock'],
  ['npipe:////./pipe/docker_engine', '//./pipe/docker_engine'],
  ['npipe:////./pipe/dockerDesktopLinuxEngine', '//./pipe/dockerDesktopLinuxEngine'],
  ['npipe://\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine'],
  ['tcp://127.0.0.1:2375', undefined],
  ['ssh://host', undefined],
])('socketPath of %s', (host, path) => expect(socketPath(host)).toBe(path));

it.each([
  ['unix:///var/run/docker.sock', undefined],
  ['npipe:////./pipe/docker_engine', undefined],
  ['tcp://localhost:2375', undefined],
  ['tcp://127.0.0.1:2375', undefined],
  ['tcp://[::1]:2375', undefined],
  ['tcp://192.168.0.7:2376', { name: '192.168.0.7' }],
  ['ssh://box', { name: 'box', shell: ['ssh', 'box'] }],
  ['ssh://me@box:2222', { name: 'me@box', shell: ['ssh', '-p', '2222', 'me@box'] }],
  ['ssh://me@[::1]:22', { name: 'me@::1', shell: ['ssh', '-p', '22', 'me@::1'] }],
  ['ssh://me@[fe80::1%25eth0]', { name: 'me@fe80::1%eth0', shell: ['ssh', 'me@fe80::1%eth0'] }],
  ['ssh://j%C3%B6rg@box/', { name: 'jörg@box', shell: ['ssh', 'jörg@box'] }],
  ['ssh://', undefined],
  // It may be the forwarded port of a virtual machine.
  ['ssh://localhost:2222', { name: 'localhost', shell: ['ssh', '-p', '2222', 'localhost'] }],
])('the machine of %s', (endpoint, machine) => expect(remoteEndpoint(endpoint)).toEqual(machine));

it.each([
  ['26.1.5+dfsg1', 23, 0, true],
  ['20.10.24', 20, 10, true],
  ['19.03.15', 20, 10, false],
  ['v0.13.1', 0, 13, true],
  ['0.9.1', 0, 10, false],
  ['dev', 99, 0, true],
])('%s is at least %d.%d: %s', (version, major, minor, expected) =>
  expect(isAtLeast(version, major, minor)).toBe(expected),
);
