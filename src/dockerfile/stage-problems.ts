import { msg } from '../i18n/message.ts';
import { expand } from './expand.ts';
import { isPlainImage, parseImage } from './images.ts';
import { type Instruction, wordsOf } from './instruction.ts';
import type { DockerfileModel, Stage, Use } from './model.ts';
import { needsShell, surelyNoShell } from './no-shell.ts';
import type { Problem } from './problem.ts';
import { programName, runScript } from './script.ts';
import { normalPath, walk } from './settings.ts';
import { flow, rootBase } from './stages.ts';

/** What surely fails when a stage is built, though each of its lines is right by itself. */
export function buildProblems(stage: Stage, model: DockerfileModel): readonly Problem[] {
  return [...shellProblem(stage, model), ...rootProblem(stage, model), ...zoneProblems(stage, model)];
}

/** A RUN where there is no shell yet: only the first one can be that, the others come behind it. */
function shellProblem(stage: Stage, model: DockerfileModel): readonly Problem[] {
  const run = stage.instructions.find(({ keyword }) => keyword === 'RUN');
  if (!run || run.flags.length > 0 || !needsShell(run) || !surelyNoShell(model, stage, run)) return [];
  return [
    { line: run.lines.start, message: msg('dockerfile.run-in-scratch'), hint: msg('dockerfile.run-in-scratch.hint') },
  ];
}

/** Programs that refuse everybody but root; of some, only what they do with these words. */
const privileged: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map([
  ['addgroup', undefined],
  ['adduser', undefined],
  ['groupadd', undefined],
  ['useradd', undefined],
  ['apk', new Set(['add', 'update', 'upgrade'])],
  ['apt-get', new Set(['install', 'update', 'upgrade'])],
  ['apt', new Set(['install', 'update', 'upgrade'])],
]);

/** What needs root is done after USER has named somebody else. */
function rootProblem(stage: Stage, model: DockerfileModel): readonly Problem[] {
  const base = rootBase(model, stage);
  if (base.kind !== 'image' || !isPlainImage(base.image)) return [];
  const own = new Set(stage.instructions);
  const found: Problem[] = [];
  let user: string | undefined;
  walk(model, stage, ({ instruction, scope }) => {
    if (instruction.keyword === 'USER') user = expand(instruction.args, scope, model.escapeSign);
    if (user === undefined || isRoot(user) || !own.has(instruction) || instruction.keyword !== 'RUN') return;
    const program = refusedProgram(instruction);
    if (program === undefined) return;
    const line = instruction.lines.start;
    found.push({
      line,
      message: msg('dockerfile.needs-root', { program, user }),
      hint: msg('dockerfile.needs-root.hint'),
    });
  });
  return found;
}

/** Whether a USER is root: by name or number, whatever its group. */
export function isRoot(user: string): boolean {
  const [name = ''] = user.trim().split(':', 1);
  return name === 'root' || /^0+$/.test(name);
}

/** The program for which a RUN surely fails when somebody else than root runs it. */
function refusedProgram(run: Instruction): string | undefined {
  const script = runScript(run);
  // Behind `;`, `||` or `|` a failure may be passed over.
  if (!script?.simple || script.commands.some(({ joint }) => joint !== '' && joint !== '&&')) return undefined;
  return script.commands
    .filter(({ words }) =>
      words.every((word) => !/^(?:--root|-p$|--usermode|-h$|--help|--simulate|-s$|-o|--option)/.test(word)),
    )
    .map(({ words }) => ({ program: programName(words[0]), words }))
    .find(({ program, words }) => {
      const verbs = privileged.get(program);
      return verbs ? words.some((word) => verbs.has(word)) : privileged.has(program);
    })?.program;
}

/** The official alpine variant of golang has no time zones, and a COPY of what is not there fails. */
function zoneProblems(stage: Stage, model: DockerfileModel): readonly Problem[] {
  return stage.uses
    .filter((use) => use.instruction.keyword === 'COPY' && !use.deferred && copiesZones(use))
    .slice(0, 1)
    .filter((use) => lacksZones(use, model))
    .map(({ instruction }) => ({
      line: instruction.lines.start,
      message: msg('dockerfile.no-zones'),
      hint: msg('dockerfile.no-zones.hint'),
    }));
}

function copiesZones({ instruction }: Use): boolean {
  const sources = wordsOf(instruction).slice(0, -1);
  return sources.some(({ text }) => /^\/usr\/share\/zoneinfo(?:\/|$)/.test(normalPath(text)) && !text.includes('*'));
}

/** Programs that make no time zones, with whatever arguments. */
const harmless: ReadonlySet<string> = new Set(['cat', 'cd', 'echo', 'export', 'ls', 'mkdir', 'set', 'true']);
const harmlessGo: ReadonlySet<string> = new Set([
  'build',
  'env',
  'get',
  'install',
  'list',
  'mod',
  'test',
  'version',
  'vet',
]);
const harmlessPackages: ReadonlySet<string> = new Set(['ca-certificates', 'gcc', 'git', 'make', 'musl-dev', 'upx']);

function lacksZones({ source }: Use, model: DockerfileModel): boolean {
  if (source.kind === 'image') return isBareGolang(source.image);
  const stage = source.kind === 'stage' ? model.stages[source.index] : undefined;
  const base = stage && rootBase(model, stage);
  if (!stage || base?.kind !== 'image' || !isBareGolang(base.image)) return false;
  return flow(model, stage).every((instruction) => {
    if (/tzdata|zoneinfo/.test(instruction.source.text)) return false;
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const to = wordsOf(instruction).at(-1)?.text ?? '';
      return !to.includes('$') && !/^\/(?:usr(?:\/share)?\/?)?$/.test(to);
    }
    if (instruction.keyword !== 'RUN') return true;
    const script = runScript(instruction);
    return script?.simple === true && script.commands.every(({ words }) => isHarmless(words));
  });
}

function isBareGolang(image: string): boolean {
  const { repository, tag } = parseImage(image);
  return repository === 'golang' && /(?:^|-)alpine(?:[\d.]*)$/.test(tag);
}

function isHarmless(words: readonly string[]): boolean {
  const [program, ...rest] = words;
  if (program === undefined || harmless.has(program)) return true;
  if (program === 'go') return harmlessGo.has(rest[0] ?? '');
  if (program !== 'apk') return false;
  return rest.every((word) => word === 'add' || word.startsWith('--') || harmlessPackages.has(word));
}
