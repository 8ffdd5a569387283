import type { BuildGraph, BuildVertex } from '../../../checks/evidence.ts';
import { stripColours } from '../../sanitize.ts';

type Failure = NonNullable<BuildGraph['failure']>;

const prefixes =
  /^(?:ERROR: |error: |Error response from daemon: |failed to build: |failed to solve(?: with frontend \S+)?: |rpc error: code = \w+ desc = )+/;

/** What a builder's words after its progress, and its failed vertex, tell about the failure. */
export function readFailure(text: string, vertexes: readonly BuildVertex[]): Failure {
  const failed = vertexes.find(({ status }) => status === 'failed');
  const line = lineIn(text);
  const instruction = failed?.instruction;
  return {
    ...(instruction === undefined ? {} : { instruction }),
    ...(line === undefined ? {} : { line }),
    message: messageIn(text) ?? lastLine(text) ?? failed?.error ?? 'the build failed',
  };
}

/** The line that a Dockerfile parse error names. */
export function parseErrorLine(text: string): number | undefined {
  const digits = /dockerfile parse error (?:on )?line (\d+)/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The line of the Dockerfile: of a parse error, or the head of the excerpt that BuildKit prints (`Dockerfile:7`). */
function lineIn(text: string): number | undefined {
  const parseError = parseErrorLine(text);
  if (parseError !== undefined) return parseError;
  const match = /^\S.*:(\d+)\n-{5,}$/m.exec(text) ?? /^ *(\d+) \| >>> /m.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** The builder's last word, which may run over several lines. */
function messageIn(text: string): string | undefined {
  const start = /^(?:ERROR: |error: |failed to (?:solve|build)|Error response from daemon: )/gm;
  const last = [...text.matchAll(start)].at(-1);
  if (!last) return undefined;
  return text.slice(last.index).trim().replace(prefixes, '');
}

/** Docker 20.10 ends with the bare error. */
function lastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1)?.replace(prefixes, '') || undefined;
}

/** The rule warnings that the CLI prints behind a build: ` - FromAsCasing: … (line 1)`. */
export function readWarnings(lines: readonly string[]): string[] {
  const plain = lines.map((line) => stripColours(line).trim());
  const start = plain.findIndex((line) => /^\d+ warnings? found/.test(line));
  return start < 0 ? [] : plain.slice(start + 1).flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);
}
