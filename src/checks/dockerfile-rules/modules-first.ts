import { mayBring } from '../../dockerfile/brings.ts';
import { expand } from '../../dockerfile/expand.ts';
import { flagOf, type Instruction, wordsOf } from '../../dockerfile/instruction.ts';
import type { DockerfileModel, Stage } from '../../dockerfile/model.ts';
import { mountsOf } from '../../dockerfile/mounts.ts';
import { programName, runScript } from '../../dockerfile/script.ts';
import { type Step, walk } from '../../dockerfile/settings.ts';
import { reachableStages } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** Modules are downloaded before the sources come, so that an edit does not download them again. */
export const modulesFirst: Rule = {
  expected: () => msg('check.dockerfile.modules-first'),
  judge({ model }) {
    const orders = reachableStages(model).map((stage) => orderOf(model, stage));
    const first = orders.find((order) => order.says === 'first');
    if (first?.says === 'first') return holds(shown(first.instruction));
    if (orders.some((order) => order.says === 'unknown')) return open;
    const late = orders.find((order) => order.says === 'late');
    if (late?.says !== 'late') return open;
    return {
      says: 'wrong',
      actual: msg('check.dockerfile.modules-first.actual'),
      line: late.sources.lines.start,
      hint: msg('check.dockerfile.modules-first.hint'),
    };
  },
};

type Order =
  | { readonly says: 'first'; readonly instruction: Instruction }
  /** Downloaded behind this COPY of the sources. */
  | { readonly says: 'late'; readonly sources: Instruction }
  | { readonly says: 'unknown' }
  /** Nothing of Go happens here. */
  | { readonly says: 'nothing' };

const modulesPlace = '/go/pkg/mod/cache/download';

function orderOf(model: DockerfileModel, stage: Stage): Order {
  let sources: Instruction | undefined;
  let others = false;
  let late = false;
  let result: Order | undefined;
  walk(model, stage, (step) => {
    if (result) return;
    const { instruction } = step;
    if (instruction.keyword === 'RUN') {
      const deeds = deedsOf(instruction);
      if (deeds.has('unknown') && (deeds.has('certain') || !sources)) result = { says: 'unknown' };
      else if (sources) late ||= deeds.has('download') || deeds.has('build');
      else if (deeds.has('build')) result = { says: 'unknown' };
      else if (deeds.has('download')) result = others ? { says: 'unknown' } : { says: 'first', instruction };
    } else if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const kind = copied(model, step);
      if (kind === 'modules') result = { says: 'unknown' };
      else if (kind === 'sources') sources ??= instruction;
      else others ||= kind === 'others';
    } else if (instruction.keyword === 'ENV' && /vendor|GOPROXY/.test(instruction.args)) result = { says: 'unknown' };
  });
  if (result) return result;
  return late && sources ? { says: 'late', sources } : { says: 'nothing' };
}

/** `certain`: whatever was copied before, the text does not tell when modules are downloaded. */
type Deed = 'download' | 'build' | 'unknown' | 'certain';

const downloads: ReadonlySet<string> = new Set(['download', 'graph', 'tidy', 'vendor', 'verify', 'why']);
const compilers: ReadonlySet<string> = new Set(['build', 'generate', 'install', 'run', 'test', 'vet', 'tool']);
const talking: ReadonlySet<string> = new Set(['clean', 'env', 'fmt', 'help', 'telemetry', 'version']);
/** Programs that download no modules, with whatever arguments. */
const unrelated: ReadonlySet<string> = new Set(
  (
    'addgroup adduser apk apt apt-get cat cd chmod chown cp date echo export false git groupadd id ln ls mkdir mv ' +
    'printf pwd rm sed set sleep sort sync test touch tr true umask uname update-ca-certificates useradd which'
  ).split(' '),
);

function deedsOf(run: Instruction): ReadonlySet<Deed> {
  // Modules may come from, or be kept in, what is mounted.
  if (mountsOf(run).some(({ type }) => type === 'cache' || type === 'bind')) return new Set(['unknown', 'certain']);
  const script = runScript(run);
  if (!script?.simple) return new Set(/\bgo\b/.test(run.source.text) ? ['unknown', 'certain'] : ['unknown']);
  const deeds = new Set<Deed>();
  for (const { words, assignments } of script.commands) {
    if (words.some((word) => word.includes('vendor')) || assignments.has('GOFLAGS'))
      deeds.add('unknown').add('certain');
    const deed = deedOf(words[0] === 'env' ? words.filter((word, at) => at > 0 && !word.includes('=')) : words);
    if (deed) deeds.add(deed);
  }
  return deeds;
}

/** What a command does about modules; `undefined` for nothing. */
function deedOf([program, verb = '', more = '']: readonly string[]): Deed | undefined {
  const name = programName(program);
  if (name !== 'go') return name === '' || unrelated.has(name) ? undefined : 'unknown';
  if (verb === 'get' || verb === 'list' || (verb === 'mod' && downloads.has(more))) return 'download';
  if (compilers.has(verb)) return 'build';
  return talking.has(verb) ? undefined : 'unknown';
}

/** What a COPY brings: a module cache, surely Go sources, only go.mod and the like, or anything else. */
function copied(model: DockerfileModel, step: Step): 'modules' | 'sources' | 'module-files' | 'others' {
  const { instruction, scope } = step;
  if (flagOf(instruction, 'from')) return mayBring(model, step, [modulesPlace]) ? 'modules' : 'module-files';
  const sources = wordsOf(instruction)
    .slice(0, -1)
    .map(({ text }) => expand(text, scope, model.escapeSign));
  if (sources.some((source) => source !== undefined && /(?:^|\/)vendor\/?$/.test(source))) return 'modules';
  if (sources.every((source) => source !== undefined && isModuleFile(source))) return 'module-files';
  if (flagOf(instruction, 'exclude') || flagOf(instruction, 'parents')) return 'others';
  return sources.some((source) => source !== undefined && isSource(source)) ? 'sources' : 'others';
}

/** go.mod, go.sum, go.work, go.work.sum, and patterns for them. */
function isModuleFile(path: string): boolean {
  return /(?:^|\/)(?:go\.(?:mod|sum|work|work\.sum|\*|mod\*|sum\*|work\*|\[ms\]\S*|\?\S*)|\*\.(?:mod|sum))$/.test(path);
}

/** What surely holds Go sources: the whole context, or files that end so. */
function isSource(path: string): boolean {
  return /^(?:\.?\/?(?:\*{1,2})?|\.)$/.test(path) || path.endsWith('.go');
}
