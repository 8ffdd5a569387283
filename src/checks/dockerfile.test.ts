import { describe, expect, it } from 'vitest';
import { styles } from '../dockerfile/test-styles.ts';
import { say } from '../i18n/message.ts';
import { dockerfile } from './dockerfile.ts';
import { type RuleName, ruleNames } from './dockerfile-rules/registry.ts';
import { buildCases } from './dockerfile-rules/test-cases/build.ts';
import { builder, type RuleCase } from './dockerfile-rules/test-cases/case.ts';
import { imageCases } from './dockerfile-rules/test-cases/image.ts';
import type { EvidenceOf, EvidenceRequest, FileEvidence } from './evidence.ts';
import type { Judgement } from './kind.ts';

const parameters: Readonly<Partial<Record<RuleName, object>>> = {
  base: { bases: ['scratch'] },
  'cache-mount': { target: 'go-build' },
  'no-secret': { names: ['API_TOKEN'] },
  stages: { atLeast: 2 },
};

function judge(rule: RuleName, file: string | FileEvidence | undefined, given: object = {}): Judgement {
  const check = dockerfile.schema.parse({
    kind: 'dockerfile',
    file: 'Dockerfile',
    rule,
    ...parameters[rule],
    ...given,
  });
  const evidence = typeof file === 'string' ? evidenceOf(file) : file;
  return dockerfile.judge(check, {
    get: <R extends EvidenceRequest>() => evidence as EvidenceOf<R>,
  });
}

function evidenceOf(text: string): FileEvidence {
  const content = new TextEncoder().encode(text);
  return { content, size: content.length };
}

/** What a rule says: it holds, it cannot be told, or the line on which it is broken. */
function verdict(rule: RuleName, text: string, given: object = {}): 'holds' | 'open' | number | undefined {
  const judgement = judge(rule, text, given);
  if (judgement.passed) return judgement.actual.id === 'check.dockerfile.open' ? 'open' : 'holds';
  expect(judgement.hint).toBeDefined();
  expect(judgement.where?.file).toBe('Dockerfile');
  return judgement.where?.line;
}

/** Each rule: what holds, what is surely wrong and on which line, what the text does not tell. */
const cases: Readonly<Record<RuleName, readonly RuleCase[]>> = { ...buildCases, ...imageCases };

describe.each(ruleNames)('%s', (rule) => {
  it.for(cases[rule])('%j: %s', ([text, expected, given]) => expect(verdict(rule, text, given)).toBe(expected));

  it('is tried with what holds in two styles, what is wrong, and what cannot be told', () => {
    const seen = cases[rule].map(([, expected]) => (typeof expected === 'number' ? 'wrong' : expected));
    const two = rule === 'valid' ? Object.keys(styles) : seen.filter((one) => one === 'holds');
    expect(two.length).toBeGreaterThanOrEqual(2);
    expect(seen).toContain('wrong');
    expect(seen).toContain('open');
  });

  it.each(Object.entries(styles))('has words in both languages about %s', (_, text) => {
    const { expected, actual, hint } = judge(rule, text);
    for (const lang of ['en', 'zh'] as const)
      for (const message of [expected, actual, hint])
        if (message) expect(say(lang, message)).not.toMatch(/undefined|\[object/);
  });

  it('fails where there is nothing to judge', () => {
    expect(judge(rule, undefined)).toMatchObject({ passed: false, actual: { id: 'check.dockerfile.absent' } });
    expect(judge(rule, '')).toMatchObject({ passed: false, actual: { id: 'dockerfile.empty' } });
    expect(judge(rule, { content: new Uint8Array(9), size: 2_000_000 })).toMatchObject({
      passed: false,
      actual: { id: 'dockerfile.too-large' },
    });
    expect(judge(rule, 'RUN x\n')).toMatchObject({ passed: false, where: { line: 1 } });
  });

  it('does not look at what nobody writes', () => {
    expect(judge(rule, 'FROM a\n'.repeat(300)).passed).toBe(true);
    expect(judge(rule, `FROM golang\n${'# c\n'.repeat(9000)}${`# ${'c'.repeat(60_000)}\n`.repeat(4)}`).passed).toBe(
      true,
    );
  });
});

describe('parameters', () => {
  const parse = (given: object) => dockerfile.schema.safeParse({ kind: 'dockerfile', file: 'Dockerfile', ...given });
  it.each([
    [{ rule: 'valid' }, true],
    [{ rule: 'stages', atLeast: 2 }, true],
    [{ rule: 'stages' }, false],
    [{ rule: 'valid', atLeast: 2 }, false],
    [{ rule: 'base', names: ['A'] }, false],
    [{ rule: 'smell' }, false],
    [{ rule: 'valid', file: '../Dockerfile' }, false],
    [{ rule: 'valid', file: '/Dockerfile' }, false],
    [{ rule: 'valid', file: 'sub/Dockerfile.x' }, true],
  ])('%j', (given, ok) => expect(parse(given).success).toBe(ok));
});

it('is read once for all rules', () => {
  const text = `${Array.from({ length: 49 }, () => 'ENV A=b\nRUN echo a \\\n  && b\nCOPY a b').join('\n')}\n`;
  const evidence = evidenceOf(`${builder}${text}FROM scratch\nCOPY --from=builder /out/server /\nCMD ["/server"]\n`);
  for (const rule of ruleNames) judge(rule, evidence);
  const begun = performance.now();
  for (const rule of ruleNames) judge(rule, evidence);
  // Half a millisecond on an idle machine; this one may be busy.
  expect(performance.now() - begun).toBeLessThan(200);
});
