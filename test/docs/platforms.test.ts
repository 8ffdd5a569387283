import { expect, test } from 'vitest';
import { isPortable } from '../../src/course/portable.ts';
import { detectShell, shellVariable } from '../../src/shell/detect.ts';
import { shellLine, shellPrompt } from '../../src/shell/line.ts';
import { type Shell, shells } from '../../src/shell/model.ts';
import { runCli } from '../helpers/cli.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { codes, page, section, tableRows } from './pages.ts';

const source = page('docs/platforms.md');
const names: Readonly<Record<string, Shell>> = { POSIX: 'posix', PowerShell: 'powershell', cmd: 'cmd' };

test('the same command stands there as each shell gets it', () => {
  const shown = { argv: ['docker', 'build', '-t', 'my demo', '.'], env: { DOCKER_BUILDKIT: '1' } };
  const rows = tableRows(section(source.text, '## Shells')).filter((cells) => cells.length === 2);
  expect(rows.map(([name = '', form = '']) => [name, codes(form)[0]])).toEqual(
    Object.entries(names).map(([name, shell]) => [name, shellLine(shell, shown)]),
  );
});

test('the shells are recognised as it says', () => {
  const own = 'C:\\Users\\u\\Documents\\PowerShell\\Modules';
  const started: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'Git Bash, MSYS2, Cygwin': { MSYSTEM: 'MINGW64', PSModulePath: own, PROMPT: '$P$G' },
    'PowerShell 5 or 7': { PSModulePath: own, PROMPT: '$P$G' },
    cmd: { PROMPT: '$P$G' },
    'anything else': {},
  };
  const rows = tableRows(section(source.text, '## Shells')).filter((cells) => cells.length === 3);
  expect(rows).toHaveLength(Object.keys(started).length);
  for (const [name = '', , shell = ''] of rows)
    expect(detectShell('win32', started[name] ?? {}), name).toBe(names[shell]);
});

test('commands stand behind the prompt that it says', () => {
  for (const shell of shells) expect(source.text).toContain(`\`${shellPrompt(shell)}docker version\``);
});

test('every shell that it names can be asked for', async () => {
  expect(source.text).toContain(`\`${shellVariable}\``);
  const asked = section(source.text, '## Shells');
  for (const shell of shells) expect(asked).toContain(`\`${shell}\``);
  const quoted = { posix: "'./a b/labs'", powershell: "'./a b/labs'", cmd: '"./a b/labs"' };
  for (const shell of shells) {
    const { env, cwd } = await sandbox();
    const { stdout } = await runCli(['course', 'new', 'a b'], { cwd, env: { ...env, [shellVariable]: shell } });
    expect(stdout).toContain(`--course ${quoted[shell]}`);
  }
});

test('the names that a course may not have are refused', () => {
  const line = source.text.split('\n').find((one) => one.includes('named like a device')) ?? '';
  for (const name of codes(line)) expect(isPortable(`a${name}`.replace(/^a(?=[a-z])/, '')), name).toBe(false);
});
