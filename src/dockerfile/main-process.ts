import { isPlainImage } from './images.ts';
import { commandOf, type Instruction } from './instruction.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { isShell, readScript, type Script } from './script.ts';
import { settingsOf } from './settings.ts';
import { rootBase } from './stages.ts';

/** What a container of a stage's image runs as its first process. */
export interface MainProcess {
  /** The CMD or ENTRYPOINT that decides it. */
  readonly instruction: Instruction;
  readonly script: Script;
  /** Written without brackets: the builder puts a shell before it. */
  readonly shellForm: boolean;
  /** The program that reads a shell line: `sh` unless SHELL or the command says otherwise. */
  readonly shell: string;
  /** False when the image below may have an entrypoint of its own. */
  readonly sure: boolean;
}

export function mainProcess(model: DockerfileModel, stage: Stage): MainProcess | undefined {
  const { cmd, entrypoint, shell: shellLine } = settingsOf(model, stage);
  const given = Array.isArray(shellLine?.json) ? (shellLine.json[0] ?? '') : '/bin/sh';
  const first = entrypoint && commandOf(entrypoint);
  const second = cmd && commandOf(cmd);
  if (first?.form === 'shell' && entrypoint)
    return { instruction: entrypoint, script: readScript(first), shellForm: true, shell: given, sure: true };
  const words = first?.form === 'exec' ? first.words : [];
  const begun = entrypoint !== undefined && words.length > 0;
  const base = rootBase(model, stage);
  // An ENTRYPOINT of the text replaces that of the image, an empty one too.
  const sure =
    entrypoint !== undefined || base.kind === 'scratch' || (base.kind === 'image' && isPlainImage(base.image));
  if (!begun && cmd && second?.form === 'shell')
    return { instruction: cmd, script: readScript(second), shellForm: true, shell: given, sure };
  const behind = second === undefined ? [] : second.form === 'exec' ? second.words : [given, '-c', second.text];
  const all = [...words, ...behind];
  const instruction = begun ? entrypoint : cmd;
  if (!instruction || all.length === 0) return undefined;
  const shell = isShell(all[0]) ? (all[0] ?? '') : given;
  return { instruction, script: readScript({ form: 'exec', words: all }), shellForm: false, shell, sure };
}
