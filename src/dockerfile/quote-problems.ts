import { msg } from '../i18n/message.ts';
import { readAssignments } from './assignments.ts';
import { type Instruction, wordsOf } from './instruction.ts';
import type { Problem } from './problem.ts';
import { openQuote } from './quotes.ts';
import type { EscapeSign } from './rows.ts';

/** The words of an instruction that the builder itself reads, not a shell: here quotes must close. */
function wordsToRead(instruction: Instruction, escapeSign: EscapeSign): readonly string[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
      return readAssignments(instruction, escapeSign).flatMap(({ name, value }) => [name, value ?? '']);
    case 'COPY':
    case 'ADD':
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.json ? [] : wordsOf(instruction).map(({ text }) => text);
    case 'USER':
    case 'WORKDIR':
      return [instruction.args];
    default:
      return [];
  }
}

/** A quote that is opened and never closed. It stops the build when the instruction's turn comes. */
export function quoteProblem(instruction: Instruction, escapeSign: EscapeSign): Problem | undefined {
  const { keyword, lines } = instruction;
  if (!/["']/.test(instruction.args)) return undefined;
  const open = wordsToRead(instruction, escapeSign).some((word) => openQuote(word, escapeSign) !== undefined);
  if (!open) return undefined;
  const spaced = keyword === 'COPY' || keyword === 'ADD';
  return {
    line: lines.start,
    message: msg('dockerfile.open-quote', { keyword }),
    hint: msg(spaced ? 'dockerfile.open-quote.copy' : 'dockerfile.open-quote.hint'),
  };
}
