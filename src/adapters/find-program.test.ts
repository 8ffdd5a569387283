import { describe, expect, it } from 'vitest';
import { childEnvironment, variable } from './environment.ts';
import { findProgram } from './find-program.ts';

describe('findProgram', () => {
  const there = (...files: readonly string[]) => {
    const known = new Set(files);
    return (path: string): boolean => known.has(path);
  };

  it.each([
    ['linux', { PATH: '/a:/b' }, 'docker', ['/b/docker'], '/b/docker'],
    ['darwin', { PATH: '/opt/homebrew/bin' }, 'docker', ['/opt/homebrew/bin/docker'], '/opt/homebrew/bin/docker'],
    ['linux', { PATH: '/a' }, 'docker', ['/b/docker'], undefined],
    ['linux', { PATH: '' }, 'docker', ['docker'], undefined],
    ['linux', {}, '/opt/my editor/ed', ['/opt/my editor/ed'], '/opt/my editor/ed'],
    ['win32', { Path: 'C:\\a;C:\\b' }, 'docker', ['C:\\b\\docker.EXE'], 'C:\\b\\docker.EXE'],
    [
      'win32',
      { PATH: '"C:\\Program Files\\x"' },
      'docker',
      ['C:\\Program Files\\x\\docker.EXE'],
      'C:\\Program Files\\x\\docker.EXE',
    ],
    ['win32', { PATH: 'C:\\a' }, 'code', ['C:\\a\\code', 'C:\\a\\code.CMD'], 'C:\\a\\code.CMD'],
    ['win32', { PATH: 'C:\\a', PATHEXT: '.BAT;.EXE' }, 'x', ['C:\\a\\x.EXE', 'C:\\a\\x.BAT'], 'C:\\a\\x.BAT'],
    ['win32', { PATH: 'C:\\a' }, 'docker.exe', ['C:\\a\\docker.exe'], 'C:\\a\\docker.exe'],
    [
      'win32',
      { PATH: '\\\\server\\tools' },
      'docker',
      ['\\\\server\\tools\\docker.EXE'],
      '\\\\server\\tools\\docker.EXE',
    ],
    ['win32', {}, 'C:\\x\\ed', ['C:\\x\\ed.EXE'], 'C:\\x\\ed.EXE'],
    // The current folder is never searched: a course could have put a docker there.
    ['win32', { PATH: '.;;bin;C:\\a' }, 'docker', ['docker.EXE', '.\\docker.EXE', 'bin\\docker.EXE'], undefined],
    ['linux', { PATH: '.::bin' }, 'docker', ['docker', 'bin/docker'], undefined],
  ] as const)('%s, %j: %s', (platform, env, name, files, found) =>
    expect(findProgram(name, { env, platform }, there(...files))).toBe(found),
  );
});

describe('an environment', () => {
  it('has no case on Windows, and has it elsewhere', () => {
    expect(variable({ Path: 'x' }, 'win32', 'PATH')).toBe('x');
    expect(variable({ Path: 'x' }, 'linux', 'PATH')).toBeUndefined();
    expect(variable({ Path: 'x', PATH: 'y' }, 'win32', 'PATH')).toBe('y');
  });

  it('is handed to children with what is added in place of what was there', () => {
    const env = { docker_host: 'a', Path: 'p', GONE: undefined };
    expect(childEnvironment('win32', env, { DOCKER_HOST: 'b' })).toEqual({ DOCKER_HOST: 'b', Path: 'p' });
    expect(childEnvironment('linux', env, { DOCKER_HOST: 'b' })).toEqual({
      docker_host: 'a',
      DOCKER_HOST: 'b',
      Path: 'p',
    });
  });
});
