import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wireEvent } from '../../src/render/json/wire.ts';
import { codes, fences, headings, page, section, tableRows } from './pages.ts';

const events = page('docs/events.md');
const head = ['v', 'at', 'type'];
const place = ['runId', 'lab', 'step'];

interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

type Shape = z.core.JSONSchema.JSONSchema;

const options = wireEvent.options.map((option) => {
  const schema: Shape = z.toJSONSchema(option, { io: 'input' });
  return { type: option.shape.type.value, schema, inStep: 'runId' in option.shape };
});

/** The types as the tables write them. */
function typeOf(schema: Shape): string {
  if (schema.enum) return schema.enum.join(', ');
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one as Shape)).join(', ');
  if (schema.type === 'array') return `${typeOf(schema.items as Shape)}[]`;
  return [schema.type].flat().join(', ');
}

function fieldsOf(schema: Shape): readonly Field[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !head.includes(name) && !place.includes(name))
    .map(([name, one]) => ({ name, optional: !schema.required?.includes(name), type: typeOf(one as Shape) }));
}

function documented(type: string): readonly Field[] {
  return tableRows(section(events.text, `### \`${type}\``)).map(([name = '', kind = '']) => ({
    name: codes(name)[0] ?? '',
    optional: name.endsWith('?'),
    type: kind.replaceAll('`', ''),
  }));
}

const byName = (a: Field, b: Field): number => a.name.localeCompare(b.name);

test.for([
  ['## Of the session', false],
  ['## Of a step', true],
] as const)('%s: every event, and no other', ([heading, inStep]) => {
  const wanted = options.filter((option) => option.inStep === inStep).map(({ type }) => type);
  expect(headings(section(events.text, heading), 3).flatMap(codes).toSorted()).toEqual(wanted.toSorted());
});

test.for(options.map((option) => [option.type, option] as const))(
  '%s: every field, its type, and whether it may be absent',
  ([type, { schema }]) => {
    expect(documented(type).toSorted(byName)).toEqual(fieldsOf(schema).toSorted(byName));
  },
);

describe('the examples', () => {
  const lines = fences(events)
    .filter(({ info }) => info === 'json')
    .flatMap(({ text }) => text.split('\n'));

  test.for(lines)('%s', (line) => {
    expect(wireEvent.safeParse(JSON.parse(line)).error).toBeUndefined();
  });
});
