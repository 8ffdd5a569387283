import type { DiagnoseFacts, DiagnosisArea } from './diagnose/row.ts';
import { rows } from './diagnose/rows.ts';
import { withoutPassword } from './diagnose-endpoint.ts';
import type { Explanation } from './errors.ts';

/** An explanation, and whose it is to put right. */
export interface Diagnosis extends Explanation {
  readonly area: DiagnosisArea;
}

/** How far back the cause of an error is looked for. */
const readCharacters = 16 * 1024;
const readLines = 80;
const keptCharacters = 4 * 1024;

/** The docker command names this host wherever ssh leads to. */
const inventedHost = 'http://docker.example.com';
const inventedRequest = /\w+ "http:\/\/docker\.example\.com\/[^"]*": /g;

/**
 * Explains what docker, a builder, a registry or a program in a container said. The last line that
 * says anything known decides, and on one line the most specific cause. `undefined`: unknown text.
 */
export function diagnose(text: string, facts: DiagnoseFacts = {}): Diagnosis | undefined {
  const lines = text.slice(-readCharacters).split(/\r?\n/).slice(-readLines).reverse();
  for (const line of lines) {
    const finding = explain(line, facts, text);
    if (!finding) continue;
    const { endpoint = inventedHost } = facts;
    const raw = text.slice(-keptCharacters).replace(inventedRequest, '').replaceAll(inventedHost, endpoint).trim();
    return { ...finding, raw: withoutPassword(raw, endpoint) };
  }
  return undefined;
}

function explain(line: string, facts: DiagnoseFacts, text: string): Diagnosis | undefined {
  for (const row of rows) {
    const match = row.pattern.exec(line);
    const finding = match && row.explain(match, facts, text);
    if (finding) return { area: row.area, ...finding };
  }
  return undefined;
}
