import type { Instruction } from './instruction.ts';
import type { EscapeSign } from './rows.ts';

/** A Dockerfile as the builder reads it. Lines count from 1, stages from 0. */
export interface DockerfileModel {
  readonly escapeSign: EscapeSign;
  /** The frontend that a `# syntax=` line asks for; another one than Docker's own may read the text otherwise. */
  readonly frontend: string | undefined;
  readonly instructions: readonly Instruction[];
  /** Those before the first FROM. */
  readonly preamble: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** The variables that FROM knows: `ARG` before the first FROM, with the values of this build. */
  readonly globals: ReadonlyMap<string, string>;
}

/** One build stage: a FROM and what follows. */
export interface Stage {
  readonly index: number;
  /** In small letters; the builder does not tell `Builder` from `builder`. */
  readonly name: string | undefined;
  readonly from: Instruction;
  readonly base: Base;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
  /** Everything that it takes from elsewhere with `--from` or `--mount=…,from=`. */
  readonly uses: readonly Use[];
}

/** What a stage begins with. */
export type Base =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: string }
  /** It depends on a variable that the text does not set, or is missing. */
  | { readonly kind: 'unknown' };

/** What a name behind `from=` means. */
export type Source =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: string }
  /** The stage itself or one that comes later: the builder refuses. */
  | { readonly kind: 'later'; readonly index: number }
  /** No such stage, and no image is called so; `nearest` is what was probably meant. */
  | { readonly kind: 'missing'; readonly nearest: string | undefined }
  | { readonly kind: 'unknown' };

export interface Use {
  readonly instruction: Instruction;
  readonly name: string;
  readonly source: Source;
  /** Where the name begins in the instruction's joined line; `undefined` when it is quoted. */
  readonly at: number | undefined;
  /** Part of an ONBUILD: it happens in the stages that begin with this one. */
  readonly deferred: boolean;
}

/** The stage that is built when the build names none. */
export function lastStage(model: DockerfileModel): Stage | undefined {
  return model.stages.at(-1);
}
