import { describe, expect, it } from 'vitest';
import type { Judgement } from '../checks/kind.ts';
import { checkSchema } from '../checks/registry.ts';
import { type Message, raw, say } from '../i18n/message.ts';
import { noNames, verdictOf } from './verdict.ts';

const hint = { en: 'From the course.', zh: '课程的提示。' };

function told(own: Partial<Judgement>, hinted: boolean, lang: 'en' | 'zh' = 'en'): string | undefined {
  const check = checkSchema.parse({ kind: 'ready', ...(hinted ? { hint } : {}) });
  const judgement: Judgement = { passed: false, expected: raw('a'), actual: raw('b'), ...own };
  const shown: Message | undefined = verdictOf(check, judgement, { names: noNames, shell: 'posix' }).hint;
  return shown && say(lang, shown);
}

describe('verdictOf', () => {
  it('has the hint of the course in place of the usual one, and beside the move that is known', () => {
    const usual = raw('Usual.');
    const next = raw('Start Docker.');
    expect(told({}, false)).toBeUndefined();
    expect(told({ hint: usual }, false)).toBe('Usual.');
    expect(told({ hint: usual }, true)).toBe('From the course.');
    expect(told({ hint: usual, next }, false)).toBe('Start Docker.');
    expect(told({ hint: usual, next }, true)).toBe('Start Docker. From the course.');
    expect(told({ next: raw('先启动 Docker。') }, true, 'zh')).toBe('先启动 Docker。课程的提示。');
    expect(told({ passed: true, hint: usual, next }, true)).toBeUndefined();
  });
});
