import type { DockerfileModel, Stage } from '../../dockerfile/model.ts';
import { type Message, msg } from '../../i18n/message.ts';

/** What some rules are told. */
export interface RuleParameters {
  readonly atLeast?: number | undefined;
  readonly bases?: readonly string[] | undefined;
  readonly names?: readonly string[] | undefined;
  readonly target?: string | undefined;
}

/** A Dockerfile that has stages, and the last of them: that which is built. */
export interface RuleFacts {
  readonly model: DockerfileModel;
  readonly last: Stage;
}

/**
 * What the text says about a rule. `wrong` only when every image that this text can make breaks the rule;
 * `open` when the text does not tell. Any other way to the same effect must not be refused.
 */
export type Verdict =
  | { readonly says: 'holds'; readonly actual: Message }
  | { readonly says: 'wrong'; readonly actual: Message; readonly line: number; readonly hint: Message }
  | { readonly says: 'open' };

export interface Rule {
  /** The parameter without which the rule means nothing; others are refused. */
  readonly needs?: keyof RuleParameters;
  expected(parameters: RuleParameters): Message;
  judge(facts: RuleFacts, parameters: RuleParameters): Verdict;
}

export const open: Verdict = { says: 'open' };

export function holds(actual: Message): Verdict {
  return { says: 'holds', actual };
}

/** A piece of the learner's own text, short enough for one line. */
function quote(text: string): Message {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return msg('raw', { text: line.length > 60 ? `${line.slice(0, 60)}…` : line });
}

/** The line and the text of an instruction as the learner wrote it. */
export function shown({ source }: { readonly source: { readonly text: string } }): Message {
  return quote(source.text);
}
