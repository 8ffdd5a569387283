import type { z } from 'zod';
import type { Message } from '../i18n/message.ts';
import type { Command, Line, Shell } from '../shell/model.ts';
import type { EvidenceRequest, EvidenceSet, FigureValue } from './evidence.ts';
import type { FigureName } from './figures.ts';

/** A measured figure of one image. Sizes in bytes, times in seconds. */
export interface Figure {
  readonly image: string;
  readonly figure: FigureName;
  readonly value: FigureValue;
}

/** A line of a file of the learner's. */
export interface Where {
  /** Relative to the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a check found. */
export interface Judgement {
  readonly passed: boolean;
  readonly expected: Message;
  readonly actual: Message;
  readonly hint?: Message;
  /** The move that puts this very thing right on this machine; told beside the hint of the course. */
  readonly next?: Message;
  /** Not true yet, but waiting may help. Without it a failure is final, unless the check says `within`. */
  readonly early?: boolean;
  readonly figures?: readonly Figure[];
  /** The line that the judgement is about, where a file tells. */
  readonly where?: Where;
}

/** Full names of the learner's things, for commands that are shown. */
export interface Names {
  image(short: string): string;
  container(short: string): string;
  /** The line that sends a request to a container's port by hand, as far as that port is known. */
  curl(target: RequestTarget): Command;
}

/** A request that a check sends. */
export interface RequestTarget {
  readonly container: string;
  /** The port in the container. */
  readonly port: number;
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  /** Tries again while nothing answers. */
  readonly retry?: boolean;
}

/** One kind of check: its parameters, the evidence it needs, and its judgement over it. Pure. */
export interface CheckKind<S extends z.ZodType> {
  readonly kind: string;
  readonly schema: S;
  /** The evidence to gather. */
  plan(check: z.output<S>): readonly EvidenceRequest[];
  judge(check: z.output<S>, evidence: EvidenceSet): Judgement;
  /** The line that shows the same by hand, in that shell; `undefined` when the step's own command does. */
  reproduce(check: z.output<S>, names: Names, shell: Shell): Line | undefined;
}
