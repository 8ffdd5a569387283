import { type MessageId, msg } from '../i18n/message.ts';
import { readAssignments } from './assignments.ts';
import { healthcheckCommand, type Instruction, wordsOf } from './instruction.ts';
import type { Problem } from './problem.ts';
import { openQuote } from './quotes.ts';
import type { EscapeSign } from './rows.ts';

/** The instructions that mean nothing without arguments; RUN, CMD and ENTRYPOINT may be empty. */
const needsArguments: ReadonlySet<string> = new Set([
  'ARG',
  'ENV',
  'EXPOSE',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

const stageName = /^[a-z][a-z0-9-_.]*$/;

/** What is wrong with an instruction's arguments, so that the builder stops while it reads the file. */
export function argumentProblem(instruction: Instruction, escapeSign: EscapeSign): Problem | undefined {
  const { keyword, args, json } = instruction;
  const line = instruction.lines.start;
  if (args === '' && needsArguments.has(keyword)) return { line, message: msg('dockerfile.no-arguments', { keyword }) };
  if (json === 'mixed') return { line, message: msg('dockerfile.mixed-array', { keyword }) };
  switch (keyword) {
    case 'FROM':
      return fromProblem(instruction, escapeSign);
    case 'COPY':
    case 'ADD':
      return wordsOf(instruction).length < 2 ? { line, message: msg('dockerfile.copy-words', { keyword }) } : undefined;
    case 'ENV':
    case 'LABEL':
      return readAssignments(instruction, escapeSign).some(({ value }) => value === undefined)
        ? { line, message: msg('dockerfile.no-value', { keyword }), hint: msg('dockerfile.no-value.hint', { keyword }) }
        : undefined;
    case 'HEALTHCHECK':
      return healthcheckProblem(instruction);
    case 'SHELL':
      return json === undefined ? { line, message: msg('dockerfile.shell-array') } : undefined;
    default:
      return undefined;
  }
}

function fromProblem(from: Instruction, escapeSign: EscapeSign): Problem | undefined {
  const line = from.lines.start;
  const [image, as, name, ...more] = wordsOf(from).map(({ text }) => text);
  const named = as?.toLowerCase() === 'as' && name !== undefined && more.length === 0;
  if (image === undefined || (as !== undefined && !named)) {
    const hint: MessageId = as?.startsWith('#') ? 'dockerfile.from-words.comment' : 'dockerfile.from-words.hint';
    return { line, message: msg('dockerfile.from-words'), hint: msg(hint) };
  }
  if (name !== undefined && !stageName.test(name.toLowerCase()))
    return { line, message: msg('dockerfile.stage-name', { name }) };
  return openQuote(image, escapeSign) === undefined
    ? undefined
    : { line, message: msg('dockerfile.open-quote', { keyword: 'FROM' }) };
}

function healthcheckProblem(instruction: Instruction): Problem | undefined {
  const line = instruction.lines.start;
  const { type, rest } = healthcheckCommand(instruction.args);
  if (type === 'NONE') return rest === '' ? undefined : { line, message: msg('dockerfile.healthcheck-none') };
  if (type === 'CMD' && (rest !== '' || instruction.json)) return undefined;
  return { line, message: msg('dockerfile.healthcheck-words'), hint: msg('dockerfile.healthcheck-words.hint') };
}
