import type { CommanderError } from 'commander';
import { type Message, msg, raw } from '../i18n/message.ts';

/** What commander says of a mistake, taken apart by its code; the groups are the parts of the sentence. */
const sentences: Readonly<Record<string, readonly [pattern: RegExp, words: (parts: readonly string[]) => Message]>> = {
  'commander.unknownOption': [/^error: unknown option '(.+?)'/, ([name = '']) => msg('usage.option', { name })],
  'commander.optionMissingArgument': [
    /^error: option '(.+)' argument missing/,
    ([name = '']) => msg('usage.option-value', { name }),
  ],
  'commander.invalidArgument': [
    /^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/s,
    ([name = '', value = '', choices = '']) => msg('usage.choice', { name, value, choices }),
  ],
  'commander.missingArgument': [
    /^error: missing required argument '(.+)'/,
    ([name = '']) => msg('usage.argument', { name }),
  ],
  'commander.excessArguments': [
    /^error: too many arguments for '(.+?)'\. Expected (\d+) .* but got (\d+)/,
    ([command = '', most, count]) => msg('usage.excess', { command, most: Number(most), count: Number(count) }),
  ],
};

/** A mistake on the command line in our own words; commander's, where it says something that we do not know. */
export function wrongUsage(error: CommanderError): Message {
  const [pattern, words] = sentences[error.code] ?? [];
  const found = pattern?.exec(error.message);
  if (found && words) return words(found.slice(1));
  return raw(error.message.replace(/^error: /, '').replace(/\.$/, ''));
}
