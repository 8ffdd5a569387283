/** The commands that a text may name; whoever offers a command tells it here (`registry.test.ts`). */
export const ownCommands = [
  'check',
  'clean',
  'compare',
  'course',
  'doctor',
  'export',
  'import',
  'kit',
  'list',
  'network',
  'open',
  'report',
  'reset',
  'restore',
  'run',
  'start',
  'status',
] as const;

/** `go-docker-lab` where a command of ours begins: before one of its words, or alone between backticks. */
const begin = new RegExp(`(?<![\\w./@-]|npx )go-docker-lab(?=\`| --help| (?:${ownCommands.join('|')})\\b)`, 'g');

/**
 * How this run was called.
 *
 * @param named - The flags that the text names itself, such as `--learner`: those are not to be repeated.
 * @returns The words that a command of ours begins with, quoted for the learner's shell.
 */
export type Calling = (named: (flag: string) => boolean) => string;

let calling: Calling = () => 'go-docker-lab';

/** Said once, by the composition: from then on commands in our sentences begin with these words. */
export function callOwnCommands(as: Calling): void {
  calling = as;
}

/** A text in which every command of ours begins as this run was called. */
export function asCalled(text: string): string {
  return text.replace(begin, (_, at: number) => {
    const command = /^[^`\n。；，]*/.exec(text.slice(at))?.[0] ?? '';
    return calling((flag) => new RegExp(`(?<![\\w-])${flag}\\b`).test(command));
  });
}
