import { canonicalJson } from '../../session/canonical-json.ts';
import type { SignedReport } from './signed.ts';

/** The formats of a report. */
export const reportFormats = ['md', 'html', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const marker = 'go-docker-lab-report';
const base64Columns = 100;

/** The signed data within a Markdown document: base64, which no editor and no renderer touches. */
export function toMarkdownComment(signed: SignedReport): string {
  const text = toBase64(canonicalJson(signed));
  const lines = text.match(new RegExp(`.{1,${base64Columns}}`, 'g')) ?? [];
  return [`<!-- ${marker}`, ...lines, '-->'].join('\n');
}

/** The signed data within an HTML document; a data block, which no browser runs. */
export function toScript(signed: SignedReport): string {
  // `</script` and `<!--` are the only ways out of the element.
  const json = canonicalJson(signed).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${marker}">${json}</script>`;
}

/** What a document carries, and in which format it is. */
export interface Carried {
  readonly format: ReportFormat;
  /** Parsed, not yet validated; `undefined`: it is damaged. */
  readonly content: unknown;
}

const comment = new RegExp(`<!-- ${marker}\\n([A-Za-z0-9+/=\\n]*)\\n-->`);
const script = new RegExp(`<script type="application/json" id="${marker}">([^<]*)</script>`);
const commentBegins = new RegExp(`^[ \\t]*<!-- ${marker}[ \\t]*$`, 'm');
const scriptBegins = new RegExp(`<script[^<>]*\\bid="${marker}"`);

/** Finds the signed data of a document; `undefined`: there is none. */
export function findPayload(text: string): Carried | undefined {
  if (/^\s*\{/.test(text)) return jsonPayload(text);
  const inHtml = script.exec(text)?.[1];
  if (inHtml !== undefined) return { format: 'html', content: parse(inHtml) };
  const inMarkdown = comment.exec(text)?.[1];
  if (inMarkdown !== undefined) return { format: 'md', content: fromBase64(inMarkdown.replaceAll('\n', '')) };
  // Where data begins without data in its form, somebody was at it; who only names it is another.
  if (scriptBegins.test(text)) return { format: 'html', content: undefined };
  return commentBegins.test(text) ? { format: 'md', content: undefined } : undefined;
}

function jsonPayload(text: string): Carried | undefined {
  const content = parse(text);
  const isOurs = content === undefined ? brokenParts.every((part) => part.test(text)) : isReport(content);
  return isOurs ? { format: 'json', content } : undefined;
}

/** Of JSON that does not parse: what is in every report, and together in hardly anything else. */
const brokenParts = [/"report"\s*:\s*\{/, /"publicKey"\s*:/, /"Ed25519"/];

/**
 * Whether somebody made this of a report: other programs call theirs `report` too, but one of ours that a part was
 * taken out of is not to pass for theirs.
 */
function isReport(content: unknown): boolean {
  if (!isObject(content) || content['type'] !== 'report') return false;
  const { report, signature } = content;
  if (!isObject(report)) return false;
  return (isObject(signature) && 'publicKey' in signature) || ('program' in report && 'madeAt' in report);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return parse(new TextDecoder().decode(bytes));
  } catch {
    // Not base64: the data is damaged.
    return undefined;
  }
}
