import { describe, expect, it } from 'vitest';
import { parseVariants } from './edit-variants.ts';
import type { LabFile } from './schema.ts';

const bytes = new TextEncoder().encode('FROM scratch\n');
const folders = ['start', 'solution', 'alternatives/other', 'wrong/slip'];
const files = new Map(folders.map((folder) => [`one/edits/write/${folder}/Dockerfile`, bytes]));

function parse(check: string | string[]) {
  const step = {
    id: 'write',
    kind: 'edit',
    files: ['Dockerfile'],
    checks: [{ kind: 'size', id: 'small', image: 'a', atMost: 1 }],
    wrong: [{ variant: 'slip', check }],
  };
  const lab = { steps: [step] } as unknown as LabFile;
  return parseVariants('one', { value: lab, lineOf: () => 7 }, files);
}

describe('the check that refuses a wrong variant', () => {
  it.each([['small'], ['command'], [['small', 'dockerfile']]])('may be %j', (check) => {
    expect(() => parse(check)).not.toThrow();
  });

  it.each([['large'], [['small', 'large']]])('is none of the step: %j', (check) => {
    expect(() => parse(check)).toThrow(
      expect.objectContaining({
        what: expect.objectContaining({
          params: expect.objectContaining({ line: 7, key: 'steps.0.wrong.0.check', expected: expect.anything() }),
        }),
      }),
    );
  });
});
