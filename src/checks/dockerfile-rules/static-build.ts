import { mayBring } from '../../dockerfile/brings.ts';
import { isGolangWithCompiler } from '../../dockerfile/images.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import type { Stage } from '../../dockerfile/model.ts';
import { programName, runScript, type Script } from '../../dockerfile/script.ts';
import { type Scope, type Step, walk } from '../../dockerfile/settings.ts';
import { reachableStages, rootBase } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, type RuleFacts, type Verdict } from './rule.ts';

type Linking = 'static' | 'dynamic' | 'unknown';

/** Variables that turn cgo off, or change how Go links, besides CGO_ENABLED. */
const changers = ['CC', 'CXX', 'GOARCH', 'GOFLAGS', 'GOOS', 'GOENV'];
/** A dynamic binary would need one of these. */
const loaders = ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1', '/lib/ld-musl-x86_64.so.1'];

/**
 * The binary needs no C library. Wrong only for a program of this course (which opens sockets, so that Go takes the
 * C library's resolver where there is a C compiler) in an image that begins with nothing.
 */
export const staticBuild: Rule = {
  expected: () => msg('check.dockerfile.static-build'),
  judge(facts) {
    const builds = reachableStages(facts.model).flatMap((stage) => buildsOf(facts, stage));
    const [first] = builds;
    if (!first) return open;
    if (builds.every(({ linking }) => linking === 'static')) return holds(msg('check.dockerfile.static-build.off'));
    if (builds.some(({ linking }) => linking !== 'dynamic') || bringsLibraries(facts)) return open;
    return wrong(facts, first.instruction);
  },
};

function wrong({ model, last }: RuleFacts, { lines }: Instruction): Verdict {
  if (rootBase(model, last).kind !== 'scratch') return open;
  return {
    says: 'wrong',
    actual: msg('check.dockerfile.static-build.on'),
    line: lines.start,
    hint: msg('check.dockerfile.static-build.hint'),
  };
}

function bringsLibraries({ model, last }: RuleFacts): boolean {
  let brings = false;
  walk(model, last, (step) => {
    brings ||= mayBring(model, step, loaders);
  });
  return brings;
}

interface Build {
  readonly instruction: Instruction;
  readonly linking: Linking;
}

/** Every `go build` of a stage, and how it links; also what may be one. */
function buildsOf({ model }: RuleFacts, stage: Stage): readonly Build[] {
  const found: Build[] = [];
  const own = new Set(stage.instructions);
  const base = rootBase(model, stage);
  const compiler = base.kind === 'image' && isGolangWithCompiler(base.image);
  /** Something before it may have changed how Go links. */
  let touched = false;
  walk(model, stage, ({ instruction, scope }: Step) => {
    if (instruction.keyword !== 'RUN') return;
    const script = runScript(instruction);
    if (own.has(instruction)) found.push(...read(instruction, script, scope, touched || !compiler));
    touched ||= /go env -w|GOENV|\.config\/go|gcc|\bpurge\b|\bremove\b/.test(instruction.source.text);
  });
  return found;
}

function read(instruction: Instruction, script: Script | undefined, scope: Scope, unsure: boolean): readonly Build[] {
  if (!script) return [{ instruction, linking: 'unknown' }];
  const found: Build[] = [];
  const exported = new Map<string, string>();
  for (const { words, assignments } of script.commands) {
    const set = new Map([...exported, ...assignments]);
    const rest = [...words];
    if (programName(rest[0]) === 'env') {
      rest.shift();
      while (rest[0]?.includes('=')) take(set, rest.shift());
    }
    if (rest.length === 0 || rest[0] === 'export') {
      for (const word of rest.slice(1)) take(exported, word);
      if (rest.length === 0) for (const [name, value] of assignments) exported.set(name, value);
    } else if (isGoBuild(rest)) {
      found.push({ instruction, linking: linkingOf(rest, set, scope, unsure || !script.simple) });
    } else if (mayBuild(rest)) found.push({ instruction, linking: 'unknown' });
  }
  return found;
}

function take(into: Map<string, string>, word = ''): void {
  const equals = word.indexOf('=');
  if (equals > 0) into.set(word.slice(0, equals), word.slice(equals + 1));
}

function isGoBuild([program, ...rest]: readonly string[]): boolean {
  const verb = rest[0] === '-C' ? rest[2] : rest[0];
  return programName(program) === 'go' && (verb === 'build' || verb === 'install');
}

/** Programs that may call the compiler themselves. */
function mayBuild([program]: readonly string[]): boolean {
  return (
    program !== undefined &&
    /^(?:make|mage|task|just|goreleaser|ko|bazel|sh|bash|ash|zig|xx-go)$|\.sh$|^\.{1,2}\//.test(program)
  );
}

function linkingOf(words: readonly string[], set: ReadonlyMap<string, string>, scope: Scope, unsure: boolean): Linking {
  const name = 'CGO_ENABLED';
  const value = set.has(name) ? set.get(name) : scope.get(name);
  if (value === '0') return 'static';
  const unknown = value === undefined && !set.has(name) && scope.has(name);
  if (unsure || unknown || value?.includes('$')) return 'unknown';
  if (changers.some((one) => set.has(one) || (scope.has(one) && !isHarmless(one, scope)))) return 'unknown';
  const telling = words.some((word) =>
    /static|netgo|osusergo|^--?(?:tags|linkmode|buildmode|compiler|toolexec)\b|linkmode/.test(word),
  );
  return telling ? 'unknown' : 'dynamic';
}

/** GOFLAGS that do not change how Go links. */
function isHarmless(name: string, scope: Scope): boolean {
  if (name !== 'GOFLAGS') return false;
  const flags = scope.get(name)?.split(/\s+/) ?? ['unknown'];
  return flags.every((flag) => /^(?:-trimpath|-mod=\w+|-buildvcs=\w+|-v)?$/.test(flag));
}
