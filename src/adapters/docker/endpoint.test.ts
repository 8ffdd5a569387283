import { describe, expect, it } from 'vitest';
import type { Process } from '../../ports/process.ts';
import { socketPath, wellKnownHosts } from './endpoint.ts';
import { publishedHost } from './published-host.ts';
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
  ['tcp://127.0.0.1:2375', undefined],
  ['ssh://host', undefined],
])('socketPath of %s', (host, path) => expect(socketPath(host)).toBe(path));

describe('publishedHost', () => {
  const asked: (readonly string[])[] = [];
  const process: Process = {
    run: (file, args) => {
      asked.push([file, ...args]);
      const stdout = args[1] === 'me@box' ? 'user me\nhostname 10.1.2.3\nport 22\n' : '';
      return Promise.resolve({ exitCode: 0, stdout, stderr: '', output: '', seconds: 0 });
    },
  };
  const machine = { process, env: {}, platform: 'linux', dockerBinary: 'docker' } as const;

  it.each([
    ['unix:///var/run/docker.sock', '127.0.0.1'],
    ['npipe:////./pipe/docker_engine', '127.0.0.1'],
    ['tcp://localhost:2375', '127.0.0.1'],
    ['tcp://192.168.0.7:2376', '192.168.0.7'],
    ['tcp://[::1]:2375', '[::1]'],
    ['ssh://me@box', '10.1.2.3'],
    ['ssh://unknown:2222', 'unknown'],
  ])('%s → %s', async (endpoint, host) => expect(await publishedHost(machine, endpoint)).toBe(host));
});

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
