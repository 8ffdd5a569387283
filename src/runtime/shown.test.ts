import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { checkSchema, kindOf } from '../checks/registry.ts';
import { shellLine } from '../shell/line.ts';
import { readCmd, readPowerShell } from '../shell/test-readers.ts';
import { previewCommands } from './preview.ts';
import { verdictOf } from './verdict.ts';
import { namesOf } from './world.ts';

const { world } = fakeWorld(miniCourse);

describe('a command is shown for the shell in which it is pasted', () => {
  const shown = (shell: 'posix' | 'powershell' | 'cmd', step: string) =>
    previewCommands({ course: miniCourse, prefix: 'mini', session: 's', shell }, { lab: 'one', step })[0]?.shown;

  it('before its step runs', () => {
    expect(shown('powershell', 'build')).toBe('docker build -t mini:web .');
    expect(shown('posix', 'hello')).toBe('curl -i http://127.0.0.1:8080/hello');
    expect(shown('powershell', 'hello')).toBe('curl.exe -i http://127.0.0.1:8080/hello');
    expect(shown('cmd', 'hello')).toBe('curl -i http://127.0.0.1:8080/hello');
  });

  it('gets to a remote engine as soon as that is known', () => {
    const remote = { name: 'far', shell: ['ssh', 'far'], dial: () => Promise.reject(new Error('unused')) };
    const known = { bases: {}, engine: { ...world.engine, remote } };
    const options = { course: miniCourse, prefix: 'mini', session: 's', shell: 'posix', world: known } as const;
    expect(previewCommands(options, { lab: 'one', step: 'hello' })[0]?.shown).toBe(
      'ssh far curl -i http://127.0.0.1:8080/hello',
    );
  });
});

const image = 'web';

describe.each([
  [
    { kind: 'binary', image, path: '/server', linking: 'static' },
    ['docker create --name look mini:web x', 'docker cp look:/server ./binary', 'docker rm look', 'file binary'],
    'go version -m binary',
  ],
  [
    { kind: 'same-file', image, path: '/a', to: 'pro' },
    [
      ...['docker create --name look mini:web x', 'docker cp look:/a first', 'docker rm look'],
      ...['docker create --name look mini:pro x', 'docker cp look:/a second', 'docker rm look', 'cmp first second'],
    ],
    'fc.exe /b first second',
  ],
  [
    { kind: 'health', container: 'web', status: 'healthy' },
    ['docker inspect --format {{json .State.Health}} mini-web'],
    undefined,
  ],
  [
    { kind: 'http', container: 'web', path: '/time?a=1&b=2' },
    ['curl -i http://127.0.0.1:8080/time?a=1&b=2'],
    undefined,
  ],
] as const)('by hand: $kind', (check, calls, lastOnWindows) => {
  const parsed = checkSchema.parse(check);
  const judgement = {
    passed: false,
    expected: { id: 'raw', params: { text: '' } },
    actual: { id: 'raw', params: { text: '' } },
  } as const;
  const line = (shell: 'posix' | 'powershell' | 'cmd') =>
    verdictOf(parsed, judgement, { names: namesOf(world), shell }).reproduce ?? '';
  const onWindows = lastOnWindows === undefined ? calls : [...calls.slice(0, -1), lastOnWindows];

  it('in cmd', () => expect(readCmd(line('cmd'), {}).map(({ argv }) => argv.join(' '))).toEqual(onWindows));
  it('in PowerShell', () => {
    for (const edition of ['Windows PowerShell 5', 'PowerShell 7'] as const)
      expect(
        readPowerShell(line('powershell'), edition).map(({ argv }) => argv.join(' ').replace(/^curl\.exe/, 'curl')),
      ).toEqual(onWindows);
  });
  it('in a POSIX shell', () => {
    const kept = kindOf(parsed).reproduce(parsed, namesOf(world), 'posix');
    expect(line('posix')).toBe(shellLine('posix', kept ?? { argv: [] }));
    for (const call of calls) expect(line('posix').replaceAll("'", '')).toContain(call);
  });
});

it.each([
  ['posix', 'docker create --name look mini:web x && docker export look | tar -tf -; docker rm look'],
  ['cmd', 'docker create --name look mini:web x && docker export look | tar -tf - & docker rm look'],
  [
    'powershell',
    "docker create --name look mini:web x; if ($?) { cmd /c 'docker export look | tar -tf -' }; docker rm look",
  ],
] as const)('the files of an image are listed through a pipe that carries bytes: %s', (shell, expected) => {
  const check = checkSchema.parse({ kind: 'path', image, present: ['/server'] });
  const line = kindOf(check).reproduce(check, namesOf(world), shell);
  expect(line && shellLine(shell, line)).toBe(expected);
});
