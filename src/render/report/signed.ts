import * as z from 'zod';
import { canonicalJson } from '../../session/canonical-json.ts';
import { type Report, reportSchema } from '../../session/report-schema.ts';

const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** Base64 of DER (SubjectPublicKeyInfo). */
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{59}=$/),
  /** Base64, over the UTF-8 bytes of the report as canonical JSON. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** A report with its signature: the JSON format, and what the other formats carry within them. */
export const signedReportSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('report'),
  report: reportSchema,
  signature: signatureSchema,
});

export type SignedReport = z.infer<typeof signedReportSchema>;

/** Everything from which a document is made: the same in always gives the same out. */
export interface Rendered {
  readonly signed: SignedReport;
  /** SHA-256 of the public key in DER, in hexadecimal. */
  readonly fingerprint: string;
}

/** What is signed. */
export function signedBytes(report: Report): Uint8Array {
  return new TextEncoder().encode(canonicalJson(report));
}

export function sealed(
  report: Report,
  { publicKey, signature }: { readonly publicKey: string; readonly signature: string },
): SignedReport {
  return { v: 1, type: 'report', report, signature: { algorithm: 'Ed25519', publicKey, signature } };
}
