import { mayBring } from '../dockerfile/brings.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { mainProcess } from '../dockerfile/main-process.ts';
import { type DockerfileModel, lastStage, type Stage } from '../dockerfile/model.ts';
import { runScript } from '../dockerfile/script.ts';
import { type Settings, settingsOf, walk } from '../dockerfile/settings.ts';
import { reachableStages } from '../dockerfile/stages.ts';
import type { Check } from './registry.ts';

/** The line of a Dockerfile that most likely decides what a failed check saw. From 1; `undefined` when none stands out. */
export function locate(check: Check, model: DockerfileModel): number | undefined {
  const last = lastStage(model);
  if (!last) return undefined;
  const from = last.from.lines.start;
  const lineOf = (pick: (settings: Settings) => Instruction | undefined): number =>
    pick(settingsOf(model, last))?.lines.start ?? from;
  switch (check.kind) {
    case 'user':
      return lineOf(({ user }) => user?.instruction);
    case 'health':
      return lineOf(({ healthcheck }) => healthcheck);
    case 'http':
    case 'metrics':
    case 'first-ok':
    case 'log':
    case 'container-exit':
      return mainProcess(model, last)?.instruction.lines.start ?? from;
    case 'size':
    case 'ratio':
    case 'layer':
    case 'architecture':
      return from;
    case 'path':
      return lineOfPath(check.present, model, last) ?? from;
    case 'binary':
    case 'same-file':
    case 'file-ratio':
      return lineOfBuild(model) ?? from;
    case 'cached':
      return lineOfText([...check.cached, ...check.rebuilt], model);
    default:
      return undefined;
  }
}

/** The COPY that brings a path, or that should: it names a file of that name. */
function lineOfPath(paths: readonly string[], model: DockerfileModel, last: Stage): number | undefined {
  const brought = new Map<string, number>();
  const named = new Map<string, number>();
  walk(model, last, (step) => {
    const { keyword, args, lines } = step.instruction;
    if (keyword !== 'COPY' && keyword !== 'ADD') return;
    for (const path of paths) {
      if (mayBring(model, step, [path])) brought.set(path, lines.start);
      if (args.includes(path.slice(path.lastIndexOf('/') + 1))) named.set(path, lines.start);
    }
  });
  const missing = paths.find((path) => !brought.has(path));
  return missing === undefined ? brought.get(paths[0] ?? '') : named.get(missing);
}

/** The last `go build` of what is built. */
function lineOfBuild(model: DockerfileModel): number | undefined {
  const runs = reachableStages(model)
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'RUN');
  const builds = (run: Instruction) =>
    runScript(run)?.commands.some(({ words }) => words.join(' ').includes('go build')) ?? false;
  return runs.findLast(builds)?.lines.start;
}

function lineOfText(texts: readonly string[], model: DockerfileModel): number | undefined {
  const wanted = texts.map(fold);
  return model.instructions.find(({ source }) => wanted.some((text) => fold(source.text).includes(text)))?.lines.start;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
