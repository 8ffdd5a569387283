import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectShell } from './detect.ts';
import { shellLine, shellPrompt, shellWord } from './line.ts';
import { type Line, shells } from './model.ts';
import { readCmd, readCommandLine, readPowerShell } from './test-readers.ts';
import { windowsArgument } from './windows-arguments.ts';

/** Words with all that a shell could trip over, and the words that we really show. */
const hard = fc.string({
  unit: fc.constantFrom(...'ab1 \t"\'\\$`%^&|<>();,=@#~!*?{}[]-+./:_’“é界', '%PATH%', '\\"', '&&', '--', '1kb'),
  maxLength: 12,
});
const usual = fc.constantFrom(
  ...['.', '-d', '--progress=plain', '127.0.0.1:8080:8080', '{{json .State.Health}}', 'a=b', 'C:\\My Files\\', '0x10'],
  ...['--label', 'go-docker-lab.owner=go-docker-lab', '-a.b', '--x:y', 'http://127.0.0.1:8080/time?a=1&b=2', '@sha'],
);
const word = fc.oneof({ weight: 3, arbitrary: hard }, usual);
const argv = fc.array(word, { maxLength: 5 }).map((words) => ['docker', ...words]);
const env = fc.dictionary(fc.constantFrom('DOCKER_HOST', 'DOCKER_BUILDKIT'), hard, {
  maxKeys: 2,
  noNullPrototype: true,
});
const times = { numRuns: 400 };

describe('a posix shell', () => {
  it.skipIf(process.platform === 'win32')('reads every word back: sh itself says so', () => {
    const lists = fc.sample(fc.array(fc.oneof(word, fc.constant('two\nlines')), { maxLength: 5 }), 150);
    // One sh for all of them: each word ends with NUL.
    const script = lists.map((words) => shellLine('posix', { argv: ['printf', '%s\\0', '+', ...words] })).join('\n');
    const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout.split('\0').slice(0, -1)).toEqual(lists.flatMap((words) => ['+', ...words]));
  });

  it.skipIf(process.platform === 'win32')('sets variables, chains, and appends', () => {
    const say = (text: string) => ({ argv: ['echo', text] });
    const fail = { argv: ['false'] };
    const run = (line: Line): string =>
      spawnSync('sh', ['-c', shellLine('posix', line)], { encoding: 'utf8' })
        .stdout.trim()
        .replaceAll('\n', ' ');
    expect(run({ argv: ['sh', '-c', 'echo "$A"'], env: { A: "it's $1" } })).toBe("it's $1");
    expect(run({ all: [say('a'), fail, say('b')] })).toBe('a');
    expect(run({ firstOf: [fail, say('a'), say('b')] })).toBe('a');
    expect(run({ each: [{ all: [fail, say('a')] }, say('b'), { typed: 'echo c' }] })).toBe('b c');
    const file = join(mkdtempSync(join(tmpdir(), 'shell-test-')), 'a file');
    run({ appendTo: file, text: '// 100% $HOME' });
    run({ appendTo: file, text: "it's" });
    expect(readFileSync(file, 'utf8')).toBe("// 100% $HOME\nit's\n");
  });
});

describe('PowerShell', () => {
  const words = (line: Line, edition: 'Windows PowerShell 5' | 'PowerShell 7') =>
    readPowerShell(shellLine('powershell', line), edition);

  it.each(['Windows PowerShell 5', 'PowerShell 7'] as const)('%s reads every word and variable back', (edition) => {
    fc.assert(
      fc.property(argv, env, (given, variables) => {
        expect(words({ argv: given, env: variables }, edition)).toEqual([{ argv: given, env: variables }]);
      }),
      times,
    );
  });

  it.each(['Windows PowerShell 5', 'PowerShell 7'] as const)('%s reads chains back', (edition) => {
    fc.assert(
      fc.property(fc.array(argv, { minLength: 1, maxLength: 3 }), (list) => {
        const commands = list.map((one) => ({ argv: one }));
        const calls = list.map((one) => ({ argv: one, env: {} }));
        expect(words({ all: commands }, edition)).toEqual(calls);
        expect(words({ firstOf: commands }, edition)).toEqual(calls);
        expect(words({ each: [{ all: commands }, ...commands] }, edition)).toEqual([...calls, ...calls]);
      }),
      times,
    );
  });

  it.each([
    [{ argv: ['docker', 'build', '-t', 'go-docker-demo:bad', '.'] }, 'docker build -t go-docker-demo:bad .'],
    [{ argv: ['curl', '-i', 'http://127.0.0.1:8080/'] }, 'curl.exe -i http://127.0.0.1:8080/'],
    [{ argv: ['docker', 'build', '.'], env: { DOCKER_BUILDKIT: '1' } }, "$env:DOCKER_BUILDKIT = '1'; docker build ."],
    [{ argv: ['C:\\My Files\\docker.exe', 'ps'] }, "& 'C:\\My Files\\docker.exe' ps"],
    [{ argv: ['docker', 'ps', '--filter', 'label=a.b=c'] }, 'docker ps --filter label=a.b=c'],
    [{ argv: ['docker', 'run', '', 'a "b"'] }, 'docker run --% "" "a \\"b\\""'],
    [{ all: [{ argv: ['a'] }, { argv: ['b'] }] }, 'a; if ($?) { b }'],
    [{ firstOf: [{ argv: ['a'] }, { argv: ['b'] }, { argv: ['c'] }] }, 'a; if (-not $?) { b; if (-not $?) { c } }'],
    [
      { appendTo: 'main.go', text: "// it's" },
      "Add-Content -NoNewline -Encoding utf8 -LiteralPath main.go -Value ('// it''s' + \"`n\")",
    ],
  ] satisfies [Line, string][])('%o', (line, shown) => expect(shellLine('powershell', line)).toBe(shown));
});

describe('cmd', () => {
  const set = { PATH: 'C:\\Windows', A: 'was set' };

  it('reads every word and variable back, also where a variable has that name', () => {
    fc.assert(
      fc.property(argv, env, (given, variables) => {
        const [call, ...more] = readCmd(shellLine('cmd', { argv: given, env: variables }), set);
        expect(more).toEqual([]);
        expect({ argv: call?.argv, env: call?.env }).toEqual({ argv: given, env: variables });
      }),
      times,
    );
  });

  it.each([
    ['all', '&&'],
    ['firstOf', '||'],
    ['each', '&'],
  ] as const)('joins by %s', (kind, operator) => {
    const commands = [{ argv: ['a', 'x & y'] }, { argv: ['b'] }];
    const line: Line =
      kind === 'all' ? { all: commands } : kind === 'each' ? { each: commands } : { firstOf: commands };
    expect(readCmd(shellLine('cmd', line), set)).toEqual([
      { argv: ['a', 'x & y'], env: {}, after: '' },
      { argv: ['b'], env: {}, after: operator },
    ]);
  });

  it.each([
    [{ argv: ['docker', 'build', '-t', 'go-docker-demo:bad', '.'] }, 'docker build -t go-docker-demo:bad .'],
    [{ argv: ['curl', '-i', 'http://127.0.0.1:8080/?a=1&b=2'] }, 'curl -i "http://127.0.0.1:8080/?a=1&b=2"'],
    [{ argv: ['docker', 'build', '.'], env: { DOCKER_BUILDKIT: '1' } }, 'set "DOCKER_BUILDKIT=1" && docker build .'],
    [{ argv: ['curl', '-w', '%{http_code}'] }, 'curl -w ^%^{http_code}'],
    [{ appendTo: 'main.go', text: '// a > b' }, '>>main.go echo(// a ^> b'],
  ] satisfies [Line, string][])('%o', (line, shown) => expect(shellLine('cmd', line)).toBe(shown));
});

it('a Windows program takes its words from the line that was written for it', () => {
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(readCommandLine(words.map(windowsArgument).join(' '))).toEqual(words);
    }),
  );
});

it.each([
  ['posix', "'a b'"],
  ['powershell', "'a b'"],
  ['cmd', '"a b"'],
] as const)('one word for %s', (shell, shown) => expect(shellWord(shell, 'a b')).toBe(shown));

it('each shell has the prompt by which it is known', () => {
  expect(shells.map(shellPrompt)).toEqual(['$ ', 'PS> ', '> ']);
});

describe('which shell', () => {
  const windows = { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files', PROMPT: '$P$G' };
  const shared =
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules';

  it.each([
    ['linux', {}, 'posix'],
    ['darwin', { PSModulePath: '/usr/local/share/powershell/Modules' }, 'posix'],
    ['win32', {}, 'powershell'],
    ['win32', { ...windows, PSModulePath: shared }, 'cmd'],
    // Through npx: PowerShell, then cmd, then we.
    [
      'win32',
      { ...windows, PSModulePath: `C:\\Users\\u\\Documents\\WindowsPowerShell\\Modules;${shared}` },
      'powershell',
    ],
    ['win32', { ...windows, PSModulePath: `D:\\文档\\PowerShell\\Modules;${shared}` }, 'powershell'],
    ['win32', { ...windows, MSYSTEM: 'MINGW64' }, 'posix'],
    ['win32', { ...windows, GO_DOCKER_LAB_SHELL: 'PowerShell' }, 'powershell'],
    ['win32', { ...windows, GO_DOCKER_LAB_SHELL: ' ' }, 'cmd'],
    ['linux', { GO_DOCKER_LAB_SHELL: 'pwsh' }, 'powershell'],
  ] as const)('%s with %j: %s', (platform, env, shell) => expect(detectShell(platform, env)).toBe(shell));

  it.each(['fish', 'tcsh', 'constructor'])('%s is none for which commands are written', (value) => {
    const what = expect.objectContaining({ id: 'usage.shell', params: expect.objectContaining({ value }) });
    expect(() => detectShell('linux', { GO_DOCKER_LAB_SHELL: value })).toThrow(
      expect.objectContaining({ exitCode: 2, what }),
    );
  });
});
