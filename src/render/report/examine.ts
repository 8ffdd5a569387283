import { canonicalJson } from '../../session/canonical-json.ts';
import { htmlReport } from './html.ts';
import { jsonReport, jsonReportLine } from './json.ts';
import { markdownReport } from './markdown.ts';
import { findPayload, type ReportFormat, toMarkdownComment, toScript } from './payload.ts';
import { type Rendered, type SignedReport, signedBytes, signedReportSchema } from './signed.ts';

/** What is needed to judge a report, besides the file. */
export interface ExamineTools {
  /** The version of this program. */
  readonly version: string;
  verify(bytes: Uint8Array, publicKey: string, signature: string): boolean;
  fingerprintOf(publicKey: string): string;
}

/** What an examination found. */
export type Examined =
  | { readonly verdict: 'none' }
  /** Its shape is of a later program. */
  | { readonly verdict: 'newer'; readonly v: number }
  | {
      readonly verdict: 'altered';
      /** The carried data is damaged, it does not fit its signature, or the document does not show it. */
      readonly what: 'payload' | 'signature' | 'text';
      /** The first line that differs, from 1. */
      readonly line?: number;
    }
  /** `data`: the document was made by another version, so that only the data in it could be verified. */
  | {
      readonly verdict: 'sound';
      readonly compared: 'document' | 'data';
      readonly format: ReportFormat;
      readonly rendered: Rendered;
    };

/** Judges a file: whether its data is what was signed, and whether it shows exactly that. Line endings do not count. */
export function examineReport(bytes: Uint8Array, tools: ExamineTools): Examined {
  const decoded = decode(bytes);
  const text = decoded.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const found = isBinary(text) ? undefined : findPayload(text);
  if (!found) return { verdict: 'none' };
  const { format, content } = found;
  const v = versionOf(content);
  if (v !== undefined && v > 1) return { verdict: 'newer', v };
  const parsed = signedReportSchema.safeParse(content);
  if (!parsed.success) return { verdict: 'altered', what: 'payload' };
  const signed = parsed.data;
  const { publicKey, signature } = signed.signature;
  if (!tools.verify(signedBytes(signed.report), publicKey, signature)) return { verdict: 'altered', what: 'signature' };
  const rendered = { signed, fingerprint: tools.fingerprintOf(publicKey) };
  const sound = { verdict: 'sound', format, rendered } as const;
  const wanted = documentsOf(format, rendered);
  // A final line break is easily lost on the way.
  if (decoded.whole && wanted.some((one) => one === text || one === `${text}\n`))
    return { ...sound, compared: 'document' };
  const sameProgram = signed.report.program === tools.version;
  if (!sameProgram && decoded.whole && text.includes(carrierOf(format, signed))) return { ...sound, compared: 'data' };
  return { verdict: 'altered', what: 'text', line: firstDifference(text, wanted[0] ?? '') };
}

/** Every text that a report may have in a format. */
function documentsOf(format: ReportFormat, rendered: Rendered): readonly string[] {
  switch (format) {
    case 'md':
      return [markdownReport(rendered)];
    case 'html':
      return [htmlReport(rendered)];
    case 'json':
      return [jsonReport(rendered), jsonReportLine(rendered)];
  }
}

/** The part of a document that holds the data, exactly as it is written; of JSON that is all. */
function carrierOf(format: ReportFormat, signed: SignedReport): string {
  switch (format) {
    case 'md':
      return toMarkdownComment(signed);
    case 'html':
      return toScript(signed);
    case 'json':
      return canonicalJson(signed);
  }
}

/** `whole`: every byte is part of a character. */
function decode(bytes: Uint8Array): { readonly text: string; readonly whole: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), whole: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), whole: false };
  }
}

/** An archive of reports is none. No report has control characters; a single one may be a byte that flipped. */
function isBinary(text: string): boolean {
  return (text.slice(0, 1000).match(/(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0) > 1;
}

function versionOf(content: unknown): number | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  const report = 'report' in content ? content.report : undefined;
  const inner = typeof report === 'object' && report !== null && 'v' in report ? report.v : undefined;
  const versions = ['v' in content ? content.v : undefined, inner].filter((v) => Number.isInteger(v));
  return versions.length === 0 ? undefined : Math.max(...versions.map(Number));
}

function firstDifference(text: string, wanted: string): number {
  const [here, there] = [text.split('\n'), wanted.split('\n')];
  const index = here.findIndex((line, at) => line !== there[at]);
  return (index < 0 ? here.length : index) + 1;
}
