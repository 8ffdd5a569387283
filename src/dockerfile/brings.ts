import { expand } from './expand.ts';
import { type Instruction, wordsOf } from './instruction.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { runScript } from './script.ts';
import { enter, normalPath, type Step, walk } from './settings.ts';

/**
 * Whether a step of a stage could put something at one of these paths (absolute). Only what surely cannot
 * is `false`: what a folder holds, or what a command makes, the text does not tell.
 */
export function mayBring(
  model: DockerfileModel,
  { instruction, scope, workdir }: Step,
  paths: readonly string[],
): boolean {
  if (instruction.keyword === 'RUN') return true;
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false;
  const words = wordsOf(instruction).map(({ text }) => expand(text, scope, model.escapeSign));
  const to = words.at(-1);
  const sources = words.slice(0, -1);
  const target = enter(workdir, to);
  if (to === undefined || target === undefined || keepsFolders(instruction)) return true;
  const folder = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(to);
  return paths.some((path) => sources.some((source) => lands(source, target, folder, path, model)));
}

function keepsFolders({ flags, keyword, args }: Instruction): boolean {
  return (
    flags.some(({ name }) => name === 'parents') ||
    (keyword === 'ADD' && /\.(?:tar|tgz|tbz2?|txz|gz|xz|bz2|zst)\b|:\/\//.test(args))
  );
}

/** Whether one source of a COPY could become this path, or hold what becomes it. */
function lands(
  source: string | undefined,
  target: string,
  folder: boolean,
  path: string,
  model: DockerfileModel,
): boolean {
  if (path === target) return !folder;
  const inside = path.startsWith(target === '/' ? '/' : `${target}/`);
  if (!inside) return false;
  if (source === undefined || /[*?[]/.test(source)) return true;
  const name = source.slice(source.lastIndexOf('/') + 1);
  // Also without a slash behind it: the target may be a folder that is there.
  if (enter(target, name) === path) return true;
  return !isFile(source, model);
}

/** Whether a path is surely a file: it ends as files do, or it is what `go build -o` makes. */
function isFile(path: string, model: DockerfileModel): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^[^.].*\.(?:go|mod|sum|crt|pem|txt|json|ya?ml|sh|md|zip)$/i.test(name) || builtFiles(model).has(name);
}

const built = new WeakMap<DockerfileModel, ReadonlySet<string>>();

/** Names of the files that a `-o` anywhere in the text surely writes; into a folder of that name it would write others. */
function builtFiles(model: DockerfileModel): ReadonlySet<string> {
  const known = built.get(model);
  if (known) return known;
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const instruction of model.instructions) {
    if (instruction.keyword === 'WORKDIR') folders.add(lastName(instruction.args.trim()));
    if (instruction.keyword !== 'RUN') continue;
    for (const { words } of runScript(instruction)?.commands ?? []) {
      if (words[0] === 'mkdir' || words[0] === 'install') for (const word of words) folders.add(lastName(word));
      // Several packages go into a folder.
      if (words.some((word) => word.endsWith('...'))) continue;
      words.forEach((word, index) => {
        const file = word === '-o' ? words[index + 1] : /^-o=(.+)$/.exec(word)?.[1];
        if (file !== undefined && !file.endsWith('/')) names.add(lastName(file));
      });
    }
  }
  for (const folder of folders) names.delete(folder);
  built.set(model, names);
  return names;
}

function lastName(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//, '');
}

/** Whether anything that makes a stage could put something at one of these paths; up to one instruction, or all. */
export function stageMayBring(
  model: DockerfileModel,
  stage: Stage,
  paths: readonly string[],
  until?: Instruction,
): boolean {
  const wanted = paths.map(normalPath);
  let found = false;
  let over = false;
  walk(model, stage, (step) => {
    over ||= step.instruction === until;
    found ||= !over && mayBring(model, step, wanted);
  });
  return found;
}

/** Where a program of this name is looked for when its path is not given. */
export function onPath(program: string): readonly string[] {
  return ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].map(
    (folder) => `${folder}/${program}`,
  );
}
