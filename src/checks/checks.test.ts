import { describe, expect, it } from 'vitest';
import { say } from '../i18n/message.ts';
import { shellLine } from '../shell/line.ts';
import { shells } from '../shell/model.ts';
import { evidenceKey } from './evidence.ts';
import { type Check, checkSchema, kindOf } from './registry.ts';
import { actionCases } from './test-cases/action.ts';
import type { Case } from './test-cases/case.ts';
import { containerCases } from './test-cases/container.ts';
import { fileCases } from './test-cases/file.ts';
import { imageCases } from './test-cases/image.ts';
import { evidenceOf } from './test-evidence.ts';

/** Every kind has one. */
const cases: Record<Check['kind'], Case> = { ...imageCases, ...containerCases, ...actionCases, ...fileCases };

describe.each(Object.entries(cases))('check %s', (kind, { check, passes, fails }) => {
  const parsed = checkSchema.parse({ kind, ...check });
  const { plan, judge, reproduce } = kindOf(parsed);

  it('passes on good evidence', () => {
    expect(judge(parsed, evidenceOf(passes))).toMatchObject({ passed: true });
  });

  it.each(fails.map((given, index) => [index, given] as const))(
    'fails on bad evidence %i, and says so in both languages',
    (_index, given) => {
      const judgement = judge(parsed, evidenceOf(given));
      expect(judgement.passed).toBe(false);
      for (const lang of ['en', 'zh'] as const) {
        expect(say(lang, judgement.expected)).not.toMatch(/undefined|\[object|^$/);
        expect(say(lang, judgement.actual)).not.toMatch(/undefined|\[object|^$/);
      }
    },
  );

  it('asks for exactly the evidence that it judges', () => {
    const asked = new Set(plan(parsed).map(evidenceKey));
    const spied = new Set<string>();
    const given = evidenceOf(passes);
    judge(parsed, {
      get: (request) => {
        spied.add(evidenceKey(request));
        return given.get(request);
      },
    });
    expect([...spied].filter((key) => !asked.has(key))).toEqual([]);
  });

  it('can be reproduced by a docker or curl command, or by the step’s own', () => {
    const names = {
      image: (name: string) => `demo:${name}`,
      container: (name: string) => `demo-${name}`,
      curl: () => ({ argv: ['curl', '-i', 'http://127.0.0.1:8080/'] }),
    };
    for (const shell of shells) {
      const line = reproduce(parsed, names, shell);
      expect(line === undefined ? 'docker' : shellLine(shell, line)).toMatch(/^(docker|curl(\.exe)?) ?/);
    }
  });
});

describe('checks that could not fail', () => {
  it.each([
    { kind: 'size', image: 'bad' },
    { kind: 'memory', container: 'web' },
    { kind: 'ratio', figure: 'size', image: 'a', to: 'b' },
    { kind: 'path', image: 'bad' },
    { kind: 'cached' },
    { kind: 'duration' },
    { kind: 'health', container: 'web', status: 'starting' },
    { kind: 'binary', image: 'pro', path: '/server' },
    { kind: 'file' },
    { kind: 'metrics', container: 'web', has: [] },
    { kind: 'same-file', image: 'a', path: '/x', to: 'a' },
    { kind: 'same-file', image: 'a', path: '/x', to: 'a', toPath: '/x' },
    { kind: 'secret', image: 'a', file: '../token.txt', found: 'nowhere' },
    { kind: 'architecture', image: 'a', is: 'x86_64' },
  ])('are refused: %o', (check) => {
    expect(checkSchema.safeParse(check).success).toBe(false);
  });
});
