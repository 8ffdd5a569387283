import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '../../src/commands/cli.ts';
import { commands } from '../../src/commands/registry.ts';
import { probes } from '../../src/doctor/registry.ts';
import { exitCodes } from '../../src/errors.ts';
import { en, zh } from '../../src/i18n/catalog.ts';
import type { Lang } from '../../src/i18n/message.ts';
import { root } from '../helpers/paths.ts';
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
  const messages = said(en).map((text) => text.replaceAll('’', "'"));
  const rows = tableRows(page('docs/troubleshooting.md').text).map(([first = '']) => first);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows)
    expect(
      messages.some((message) => begins(message, row) || begins(row, message)),
      row,
    ).toBe(true);
});

test('Chinese has one word for a thing, 工作区 for the workspace, counts courses in 门, and is not misread', () => {
  const files = ['labs', 'templates', 'docs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /zh.*\.md$/i.test(name))
      .map((name) => page(join(folder, name)).text),
  );
  const texts = [
    ...said(zh),
    ...commands.map((entry) => JSON.stringify(entry)),
    programHelp('zh'),
    ...files,
    page('README.zh-CN.md').text,
  ];
  // 工作目录 is where a program runs: only of one in a container is it said so. 离线包装 reads as 离线 + 包装.
  const wrong = /工作目录(?!里的 `?words\.txt)|个课程|离线包能?装/;
  expect(texts.flatMap((text) => text.split('\n').filter((line) => wrong.test(line)))).toEqual([]);
});

/** With the flags that every command takes. */
function programHelp(lang: Lang): string {
  const request = readArguments(['--help'], lang, '');
  if (request.kind !== 'help') throw new Error('no help');
  return request.text;
}

/** Every message, with `…` for what is put into it. */
function said(messages: object): readonly string[] {
  return Object.values(messages).map((entry) =>
    typeof entry === 'string'
      ? entry
      : String((entry as (params: unknown) => string)(new Proxy({}, { get: () => '…' }))),
  );
}

/** Whether a text begins as another does, in which `…` stands for anything. */
function begins(text: string, pattern: string): boolean {
  return (
    pattern.replaceAll('…', '').length > 5 && new RegExp(`^${pattern.split('…').map(escaped).join('.+')}`).test(text)
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
