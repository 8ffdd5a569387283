import { canonicalJson } from '../../session/canonical-json.ts';
import type { Rendered } from './signed.ts';

/** The report as JSON for a file: sorted keys, indented. */
export function jsonReport({ signed }: Rendered): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(signed)), undefined, 2)}\n`;
}

/** The same on one line, for a stream. */
export function jsonReportLine({ signed }: Rendered): string {
  return `${canonicalJson(signed)}\n`;
}
