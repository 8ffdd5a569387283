import { expect, test } from 'vitest';
import { commands } from '../../src/commands/registry.ts';
import { probes } from '../../src/doctor/registry.ts';
import { exitCodes } from '../../src/errors.ts';
import { en } from '../../src/i18n/catalog.ts';
import { codes, headings, page, section, tableRows } from './pages.ts';

const reference = page('docs/commands.md').text;
const globalFlags = [
  '--course',
  '--workspace',
  '--lang',
  '--context',
  '--learner',
  '--yes',
  '--json',
  '--plain',
  '--no-color',
  '--help',
  '--version',
];

test('commands.md: every command has its section, with every flag and no other', () => {
  const names = commands.map((entry) => entry.usage.split(' ')[0] ?? '');
  const sections = headings(reference, 2).filter((heading) => /^[a-z]/.test(heading));
  expect(sections).toEqual(names);
  for (const entry of commands) {
    const [name = ''] = entry.usage.split(' ');
    const flags = tableRows(section(reference, `## ${name}`)).map(([flag = '']) => codes(flag)[0]);
    expect(flags, name).toEqual(entry.options.map((option) => option.flags));
  }
});

test('commands.md: every global flag', () => {
  const flags = tableRows(section(reference, '## Flags that every command takes')).map(
    ([flag = '']) => codes(flag)[0]?.split(' ')[0],
  );
  expect(flags).toEqual(globalFlags);
});

test.for([
  ['docs/commands.md', '## Exit codes'],
  ['README.md', '## Commands'],
  ['README.zh-CN.md', '## 命令'],
] as const)('%s: every exit code', ([path, heading]) => {
  const rows = tableRows(section(page(path).text, heading)).map(
    ([code = '', meaning = '']) => [Number(code), meaning !== ''] as const,
  );
  expect(rows).toEqual(Object.values(exitCodes).map((code) => [code, true]));
});

test('doctor.md: every probe, in its order', () => {
  const rows = tableRows(section(page('docs/doctor.md').text, '## Probes')).map(([id = '']) =>
    codes(id)[0]?.replace(/:<.*/, ''),
  );
  expect(rows).toEqual(probes.map((probe) => probe.id));
});

test('troubleshooting.md: the messages are ours', () => {
  const messages = Object.values(en).map((entry) => {
    const said =
      typeof entry === 'string' ? entry : (entry as (params: unknown) => string)(new Proxy({}, { get: () => '…' }));
    return String(said).replaceAll('’', "'");
  });
  const rows = tableRows(page('docs/troubleshooting.md').text).map(([said = '']) => said);
  expect(rows.length).toBeGreaterThan(10);
  for (const said of rows)
    expect(
      messages.some((message) => begins(message, said) || begins(said, message)),
      said,
    ).toBe(true);
});

/** Whether a text begins as another does, in which `…` stands for anything. */
function begins(text: string, pattern: string): boolean {
  return (
    pattern.replaceAll('…', '').length > 5 && new RegExp(`^${pattern.split('…').map(escaped).join('.+')}`).test(text)
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
