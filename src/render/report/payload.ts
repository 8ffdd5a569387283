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

/** Finds the signed data of a document; `undefined`: there is none. */
export function findPayload(text: string): Carried | undefined {
  if (/^\s*\{/.test(text)) return jsonPayload(text);
  const inHtml = script.exec(text)?.[1];
  if (inHtml !== undefined) return { format: 'html', content: parse(inHtml) };
  const inMarkdown = comment.exec(text)?.[1];
  if (inMarkdown !== undefined) return { format: 'md', content: fromBase64(inMarkdown.replaceAll('\n', '')) };
  // The name of the data without data in its form: somebody was at it.
  return text.includes(marker) ? { format: /<html/i.test(text) ? 'html' : 'md', content: undefined } : undefined;
}

function jsonPayload(text: string): Carried | undefined {
  const content = parse(text);
  if (content === undefined) return text.includes('"Ed25519"') ? { format: 'json', content } : undefined;
  const isOurs = typeof content === 'object' && content !== null && 'type' in content && content.type === 'report';
  return isOurs ? { format: 'json', content } : undefined;
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
