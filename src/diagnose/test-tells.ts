import { expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { say } from '../i18n/message.ts';
import type { DiagnoseFacts, DiagnosisArea } from './row.ts';

/** A text as docker, a builder, a registry or a program prints it, and the message by which it is to be explained. */
type Told = readonly [id: string, text: string, params?: object, facts?: DiagnoseFacts];

/** Tests that each text is known, whose it is to put right, and that its explanation can be said in both languages. */
export function tells(area: DiagnosisArea, texts: readonly Told[]): void {
  it.each(texts.map(([id, text, params, facts]) => ({ id, text, params, facts })))(
    `${area}: $id: $text`,
    ({ id, text, params, facts }) => {
      const found = diagnose(text, facts);
      expect(found?.what.id).toBe(`diagnose.${id}`);
      expect(found?.area).toBe(area);
      if (params) expect(found?.what).toMatchObject({ params });
      expect(found?.raw).toBe(text.trim());
      for (const lang of ['en', 'zh'] as const) {
        for (const message of [found?.what, found?.next]) {
          expect(message && say(lang, message)).toMatch(/^[^{}]+$/);
          expect(message && say(lang, message)).not.toContain('undefined');
        }
      }
    },
  );
}
