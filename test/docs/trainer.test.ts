import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../helpers/paths.ts';
import { page, section, tableRows } from './pages.ts';

test('the hours are those of the labs', () => {
  const labs = readdirSync(join(root, 'labs'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && /^\d\d-/.test(entry.name),
  );
  const minutes = labs.map(({ name }): string[] => {
    const lab: { minutes: number } = parse(readFileSync(join(root, 'labs', name, 'lab.yaml'), 'utf8'));
    return [name.replace('-', ' '), String(lab.minutes)];
  });
  expect(tableRows(section(page('docs/trainer.md').text, '## The hours'))).toEqual(minutes.sort());
});
