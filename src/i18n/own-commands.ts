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

/** `go-docker-lab` where a command of ours begins: before a word or flag of one, or alone at an end. */
const begin = new RegExp(
  `(?<![\\w./\\\\@-]|npx )go-docker-lab(?=\`|$| --[a-z]| (?:${ownCommands.join('|')})\\b)`,
  'gm',
);

/**
 * How this run was called.
 *
 * @param words - The command in the text without its first word; what follows it in the sentence may follow here too.
 * @returns The words that the command begins with, quoted for the learner's shell.
 */
export type Calling = (words: string) => string;

let calling: Calling = () => 'go-docker-lab';

/** Said once, by the composition: from then on commands in our sentences begin with these words. */
export function callOwnCommands(as: Calling): void {
  calling = as;
}

/** A text of ours in which every command of ours begins as this run was called. */
export function asCalled(text: string): string {
  return text.replace(begin, (name, at: number) => {
    const words = /^[^`\n。；，]*/.exec(text.slice(at + name.length))?.[0] ?? '';
    return calling(words.trim());
  });
}

/** As long as the hyphen that it stands for, since some words depend on how long others are. */
const shield = '\uE000';

/** A text that is nobody's command of ours, whatever it looks like. */
export function shielded(text: string): string {
  return text.replaceAll('go-docker-lab', `go${shield}docker-lab`);
}

export function unshielded(text: string): string {
  return text.replaceAll(`go${shield}docker-lab`, 'go-docker-lab');
}
