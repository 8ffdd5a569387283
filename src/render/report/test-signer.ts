import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Report } from '../../session/report-schema.ts';
import { type Examined, type ExamineTools, examineReport } from './examine.ts';
import { htmlReport } from './html.ts';
import { jsonReport, jsonReportLine } from './json.ts';
import { markdownReport } from './markdown.ts';
import { type Rendered, sealed, signedBytes } from './signed.ts';

/** Every text that a report is written as. For tests only, as all here. */
export const faces = { md: markdownReport, html: htmlReport, json: jsonReport, line: jsonReportLine };
export const formats = Object.keys(faces) as (keyof typeof faces)[];

const keys = generateKeyPairSync('ed25519');
/** The key of this run. */
export const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

export const fingerprintOf = (key: string): string => createHash('sha256').update(key, 'base64').digest('hex');

export function signedReport(report: Report): Rendered {
  const signature = sign(null, signedBytes(report), keys.privateKey).toString('base64');
  return { signed: sealed(report, { publicKey, signature }), fingerprint: fingerprintOf(publicKey) };
}

export const tools: ExamineTools = {
  version: '1.0.0',
  verify(bytes, key, signature) {
    try {
      const made = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
      // As the real signer: base64 has spare bits at its end, and one way of writing it is enough.
      if ([key, signature].some((text) => Buffer.from(text, 'base64').toString('base64') !== text)) return false;
      return verify(null, bytes, made, Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  },
  fingerprintOf,
};

export function examine(text: string, more: Partial<ExamineTools> = {}): Examined {
  return examineReport(new TextEncoder().encode(text), { ...tools, ...more });
}
