import { expect, it } from 'vitest';
import { type Lang, say } from '../i18n/message.ts';
import type { EvidenceOf, EvidenceRequest, EvidenceSet } from './evidence.ts';
import { checkSchema, kindOf } from './registry.ts';

/** An image of nothing but these folders. */
function imageOf(...paths: readonly string[]): EvidenceSet {
  return {
    get: <R extends EvidenceRequest>(request: R) => {
      const there = request.type === 'image' || (request.type === 'image-path' && paths.includes(request.path));
      return (there ? { kind: 'directory', size: 0 } : undefined) as EvidenceOf<R>;
    },
  };
}

it.each<[Lang, string, string]>([
  ['en', 'to be there: /a /b; not to be there: /c', 'there: /a /c; not there: /b'],
  ['zh', '应有：/a /b；不应有：/c', '有：/a /c；没有：/b'],
])('says in %s what there is in other words than what should be', (lang, expected, actual) => {
  const check = checkSchema.parse({ kind: 'path', image: 'pro', present: ['/a', '/b'], absent: ['/c'] });
  const judgement = kindOf(check).judge(check, imageOf('/a', '/c'));
  expect(judgement.passed).toBe(false);
  expect([say(lang, judgement.expected), say(lang, judgement.actual)]).toEqual([expected, actual]);
});

it('speaks of a share of the other image', () => {
  const check = checkSchema.parse({ kind: 'ratio', figure: 'size', image: 'pro', to: 'bad', atMost: 0.1 });
  const { expected } = kindOf(check).judge(check, imageOf());
  expect([say('en', expected), say('zh', expected)]).toEqual(['at most 10 % of bad', '不超过 bad 的 10 %']);
});
