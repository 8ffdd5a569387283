import { expand } from '../../dockerfile/expand.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import { mountsOf } from '../../dockerfile/mounts.ts';
import { enter, normalPath, type Step, walk } from '../../dockerfile/settings.ts';
import { reachableStages } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, type RuleFacts } from './rule.ts';

/** Go's caches in the official images; a mount on a folder above them holds them too. */
const usualPlaces = ['/root/.cache/go-build', '/go/pkg/mod', '/go/pkg/sumdb', '/var/cache/apk', '/var/cache/apt'];

/** Settings that move a cache elsewhere, so that no place is the wrong one. */
const movers = /GOCACHE|GOMODCACHE|GOPATH|XDG_CACHE_HOME|\bHOME\b|\bUSER\b/;

/** A RUN has a cache mount at a place. */
export const cacheMount: Rule = {
  needs: 'target',
  expected: ({ target = '' }) => msg('check.dockerfile.cache-mount', { target }),
  judge(facts, { target = '' }) {
    const found = cacheTargets(facts);
    const right = found.find((place) => place !== undefined && reaches(place, target));
    if (right !== undefined) return holds(msg('check.dockerfile.cache-mount.at', { places: right }));
    const moved = facts.model.instructions.some(({ source }) => movers.test(source.text));
    if (found.length > 0 && (moved || found.includes(undefined))) return open;
    if (facts.model.instructions.some(({ trigger }) => trigger && cacheMounts(trigger).length > 0)) return open;
    return {
      says: 'wrong',
      actual:
        found.length === 0
          ? msg('check.dockerfile.cache-mount.none')
          : msg('check.dockerfile.cache-mount.at', { places: [...new Set(found)].join(' · ') }),
      line: slowLine(facts),
      hint: msg('check.dockerfile.cache-mount.hint', { target }),
    };
  },
};

function cacheMounts(instruction: Instruction): ReturnType<typeof mountsOf> {
  return instruction.keyword === 'RUN' ? mountsOf(instruction).filter(({ type }) => type === 'cache') : [];
}

/** Where the cache mounts of the stages that are built are; `undefined` for one whose place is not known. */
function cacheTargets({ model }: RuleFacts): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const seen = new Set<Instruction>();
  const look = ({ instruction, scope, workdir }: Step): void => {
    if (seen.has(instruction)) return;
    seen.add(instruction);
    for (const { target } of cacheMounts(instruction)) {
      const place = target === undefined ? undefined : expand(target, scope, model.escapeSign);
      found.push(place?.startsWith('/') ? normalPath(place) : enter(workdir, place));
    }
  };
  for (const stage of reachableStages(model)) walk(model, stage, look);
  return found;
}

function reaches(place: string, target: string): boolean {
  if (place.includes(target)) return true;
  const wanted = [
    ...usualPlaces.filter((usual) => usual.includes(target)),
    ...(target.startsWith('/') ? [target] : []),
  ];
  return wanted.some((usual) => usual.startsWith(`${place}/`));
}

/** The RUN that would gain most from a cache: the one that compiles. */
function slowLine({ model, last }: RuleFacts): number {
  const runs = model.instructions.filter(({ keyword }) => keyword === 'RUN');
  const slow = runs.find(({ source }) => source.text.includes('go build')) ?? runs.at(-1);
  return (slow ?? last.from).lines.start;
}
