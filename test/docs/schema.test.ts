import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../helpers/paths.ts';

const execute = promisify(execFile);

function published(name: string): z.ZodType {
  return z.fromJSONSchema(
    JSON.parse(readFileSync(join(root, 'docs', 'schema', name), 'utf8')) as z.core.JSONSchema.JSONSchema,
  );
}

function yaml(path: string): unknown {
  return parse(readFileSync(join(root, path), 'utf8'));
}

const labs = readdirSync(join(root, 'labs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map((entry) => entry.name);

describe('the published schemas', () => {
  test('are up to date (node scripts/schema.mjs)', async () => {
    await expect(execute(process.execPath, [join(root, 'scripts', 'schema.mjs'), '--check'])).resolves.toMatchObject({
      stderr: '',
    });
  });

  test('hold the course that ships', () => {
    expect(published('course.schema.json').safeParse(yaml('labs/course.yaml')).error).toBeUndefined();
  });

  test.for(labs)('hold lab %s', (lab) => {
    expect(published('lab.schema.json').safeParse(yaml(`labs/${lab}/lab.yaml`)).error).toBeUndefined();
  });

  test.for([
    ['an unknown key', { knd: 'http' }],
    ['an unknown kind of check', { kind: 'smell' }],
    ['a check without what it needs', { kind: 'size' }],
  ] as const)('refuse %s', ([, check]) => {
    const step = { id: 'one', kind: 'command', actions: [{ docker: ['ps'] }] };
    const words = { en: 'x', zh: 'x' };
    const lab = (checks: readonly unknown[]) => ({
      format: 1,
      title: words,
      summary: words,
      minutes: 1,
      steps: [{ ...step, checks }],
    });
    const schema = published('lab.schema.json');
    expect(schema.safeParse(lab([{ kind: 'output', contains: 'x' }])).success).toBe(true);
    expect(schema.safeParse(lab([check])).success).toBe(false);
  });

  test('refuse a line that is no event', () => {
    const schema = published('events.schema.json');
    const event = { v: 1, at: '2026-01-02T03:04:05.000Z', type: 'notice.given', notice: 'x' };
    expect(schema.safeParse(event).success).toBe(true);
    expect(schema.safeParse({ ...event, v: 2 }).success).toBe(false);
    expect(schema.safeParse({ ...event, notice: 1 }).success).toBe(false);
  });
});
