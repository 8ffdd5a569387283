import { readAssignments } from '../../dockerfile/assignments.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import { flow } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule } from './rule.ts';

/**
 * No ARG or ENV holds one of these secrets. A value in the text is given away wherever it stands; an ARG without
 * one is kept in the history of the image that the last stage makes, and of no other that ships.
 */
export const noSecret: Rule = {
  needs: 'names',
  expected: ({ names = [] }) => msg('check.dockerfile.no-secret', { names: names.join(' · ') }),
  judge({ model, last }, { names = [] }) {
    const wanted = new Set(names);
    const shipped = new Set(flow(model, last));
    let doubtful = false;
    for (const instruction of model.instructions) {
      const [found] = secretsOf(instruction, wanted, model.escapeSign);
      if (!found) continue;
      if (found.given || shipped.has(instruction)) {
        const { keyword, lines } = instruction;
        return {
          says: 'wrong',
          actual: msg('check.dockerfile.no-secret.actual', { keyword, name: found.name }),
          line: lines.start,
          hint: msg('check.dockerfile.no-secret.hint'),
        };
      }
      doubtful = true;
    }
    return doubtful ? open : holds(msg('check.dockerfile.no-secret.none'));
  },
};

interface Secret {
  readonly name: string;
  /** Its value stands in the text. */
  readonly given: boolean;
}

/** The secrets that an instruction names, those with a value first. */
function secretsOf(instruction: Instruction, wanted: ReadonlySet<string>, escapeSign: '\\' | '`'): readonly Secret[] {
  const { keyword } = instruction.trigger ?? instruction;
  if (keyword !== 'ARG' && keyword !== 'ENV') return [];
  return readAssignments(instruction.trigger ?? instruction, escapeSign)
    .filter(({ name, value }) => wanted.has(name) && (keyword === 'ARG' || !isEmpty(value)))
    .map(({ name, value = '' }) => ({ name, given: !isEmpty(value) && !value.includes('$') }))
    .toSorted((a, b) => Number(b.given) - Number(a.given));
}

function isEmpty(value = ''): boolean {
  return value.replaceAll(/["']/g, '').trim() === '';
}
