import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { figureNames } from '../../src/checks/figures.ts';
import { checkSchema } from '../../src/checks/registry.ts';
import { parseDocker } from '../../src/course/docker-argv.ts';
import { courseSchema, labSchema, stepSchema } from '../../src/course/schema.ts';
import { root } from '../helpers/paths.ts';
import { codes, fences, headings, page, section, tableRows } from './pages.ts';

const format = page('docs/course-format.md');
const checkKinds = checkSchema.options.map((option) => option.shape.kind.value);
const stepKinds = stepSchema.options.map((option) => option.shape.kind.value);

/** The names that headings of level 3 in backticks give. */
function described(heading: string): readonly string[] {
  return headings(section(format.text, heading), 3).flatMap(codes);
}

test('every check kind is described, and no other', () => {
  expect(described('## Checks').toSorted()).toEqual(checkKinds.toSorted());
});

test('every step kind is described, and no other', () => {
  expect(described('## Steps').toSorted()).toEqual(stepKinds.toSorted());
});

test('every figure is described, and no other', () => {
  expect(tableRows(section(format.text, '## Figures')).map(([name = '']) => codes(name)[0])).toEqual([...figureNames]);
});

describe('the examples are valid', () => {
  const schemas: Readonly<Record<string, z.ZodType>> = {
    'yaml course': courseSchema,
    'yaml lab': labSchema,
    'yaml step': stepSchema,
    'yaml check': checkSchema,
  };
  const examples = fences(format).filter(({ info }) => info in schemas);

  test('one for each kind', () => {
    const kinds = (info: string) =>
      examples.filter((one) => one.info === info).map((one) => (parse(one.text) as { kind: string }).kind);
    expect(kinds('yaml check').toSorted()).toEqual(checkKinds.toSorted());
    expect(kinds('yaml step').toSorted()).toEqual(stepKinds.toSorted());
  });

  test.for(examples.map((one) => [one.line, one] as const))('line %s', ([, { info, text }]) => {
    expect(schemas[info]?.safeParse(parse(text)).error).toBeUndefined();
  });

  test('their docker commands are allowed', () => {
    const commands = examples.flatMap(({ text }) => dockerCommands(parse(text)));
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands)
      expect(parseDocker(command, '${name}'), command.join(' ')).toMatchObject({ ok: true });
  });
});

/** Every `docker: [...]` inside a value. */
function dockerCommands(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'docker' && Array.isArray(inner) ? [inner.map(String)] : dockerCommands(inner),
  );
}

describe('docker commands', () => {
  const rows = tableRows(section(format.text, '## Docker commands')).map(
    ([verb = '', flags = '']) => [codes(verb)[0] ?? '', codes(flags).map((flag) => flag.split(' '))] as const,
  );

  test('every allowed command is listed, and no other', () => {
    const refused = parseDocker(['nothing'], 'x');
    const allowed = refused.ok ? [] : (/not one of: (.*)$/.exec(refused.reason)?.[1]?.split(', ') ?? []);
    expect(rows.map(([verb]) => verb)).toEqual(allowed);
  });

  test('every flag in the source is listed', () => {
    const source = readFileSync(join(root, 'src/course/docker-argv.ts'), 'utf8');
    const table = source.slice(source.indexOf('const verbs'), source.indexOf('const stopsAtFirstWord'));
    const known = [...table.matchAll(/'?([a-z][a-z-]*)'?: (?:text|on|\{ type)/g)].map(([, name = '']) => `--${name}`);
    const listed = new Set(rows.flatMap(([, flags]) => flags.flat()));
    expect(known.length).toBeGreaterThan(20);
    expect(known.filter((flag) => !listed.has(flag))).toEqual([]);
  });

  test('each command takes exactly the flags of its row', () => {
    const all = [...new Set(rows.flatMap(([, flags]) => flags.flat()))];
    for (const [verb, flags] of rows) {
      const takes = all.filter((flag) => {
        const parsed = parseDocker([...verb.split(' '), flag, 'x', 'y'], 'x');
        return parsed.ok || !/unknown option/i.test(parsed.reason);
      });
      expect(takes.toSorted(), `docker ${verb}`).toEqual(flags.flat().toSorted());
    }
  });
});
