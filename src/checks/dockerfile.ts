import * as z from 'zod';
import { lastStage } from '../dockerfile/model.ts';
import type { Problem } from '../dockerfile/problem.ts';
import { type Examination, examineDockerfile, isDockersOwn } from '../dockerfile/problems.ts';
import { type Message, msg } from '../i18n/message.ts';
import { commonFields, workspaceFile } from './common.ts';
import { defineCheck } from './define.ts';
import { ruleNames, ruleOf } from './dockerfile-rules/registry.ts';
import type { RuleParameters } from './dockerfile-rules/rule.ts';
import type { FileEvidence } from './evidence.ts';
import type { Judgement, Where } from './kind.ts';

/** More than anybody writes: then only what is plainly wrong is told, and quickly. */
const mostStages = 200;
const longestText = 200_000;

const parameters = {
  atLeast: z.number().int().min(1).max(20).optional().describe('for `stages`: how many'),
  bases: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('for `base`: images, or scratch; any tag when none is named'),
  names: z.array(z.string().min(1)).min(1).optional().describe('for `no-secret`: variables that hold secrets'),
  target: z.string().min(1).optional().describe('for `cache-mount`: the folder, or a part of its path'),
};

const names = Object.keys(parameters) as (keyof RuleParameters)[];

const schema = z
  .strictObject({
    kind: z.literal('dockerfile'),
    ...commonFields,
    file: workspaceFile.describe('the Dockerfile in the workspace'),
    rule: z.enum(ruleNames),
    ...parameters,
  })
  .superRefine((check, context) => {
    const { needs } = ruleOf(check.rule);
    for (const name of names) {
      const given = check[name] !== undefined;
      if (given === (name === needs)) continue;
      const message = given ? `rule ${check.rule} has no ${name}` : `rule ${check.rule} needs ${name}`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .describe('what the text of a Dockerfile tells, before anything is built');

type DockerfileCheck = z.output<typeof schema>;

/** A rule about the text of a Dockerfile. It fails only when every image that the text can make breaks the rule. */
export const dockerfile = defineCheck({
  kind: 'dockerfile',
  schema,
  plan: (check) => [{ type: 'file', file: check.file }],
  judge(check, evidence) {
    const found = evidence.get({ type: 'file', file: check.file });
    const expected = ruleOf(check.rule).expected(check);
    if (!found) {
      const hint = msg('check.dockerfile.absent.hint', { file: check.file });
      return { passed: false, expected, actual: msg('check.dockerfile.absent', { file: check.file }), hint };
    }
    const examination = examine(found);
    const [problem] = examination.problems;
    // Without a stage there is nothing that a rule could be about.
    if (problem && (check.rule === 'valid' || !examination.model)) return failed(expected, check.file, problem);
    return found.size > longestText ? open(expected) : judgeText(check, expected, examination);
  },
  reproduce: () => undefined,
});

function judgeText(check: DockerfileCheck, expected: Message, { model }: Examination): Judgement {
  const last = model && lastStage(model);
  const stranger = !model || !last || !isDockersOwn(model.frontend);
  if (stranger || model.stages.length > mostStages) return open(expected);
  const verdict = ruleOf(check.rule).judge({ model, last }, check);
  if (verdict.says === 'open') return open(expected);
  if (verdict.says === 'holds') return { passed: true, expected, actual: verdict.actual };
  return failed(expected, check.file, { line: verdict.line, message: verdict.actual, hint: verdict.hint });
}

function open(expected: Message): Judgement {
  return { passed: true, expected, actual: msg('check.dockerfile.open') };
}

function failed(expected: Message, file: string, { line, message, hint }: Problem): Judgement {
  const where: Where = { file, line };
  return { passed: false, expected, actual: message, where, ...(hint ? { hint } : {}) };
}

/** A step has several rules about one text: it is read once as long as somebody holds its bytes. */
const examined = new WeakMap<Uint8Array, Examination>();

function examine({ content, size }: FileEvidence): Examination {
  const known = examined.get(content);
  if (known) return known;
  const examination = examineDockerfile(content, size);
  examined.set(content, examination);
  return examination;
}
