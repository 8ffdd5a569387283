import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../helpers/paths.ts';

/** A page of documentation; path relative to the checkout. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block, also in a list: ```` ```yaml check ```` has the info `yaml check`. */
export interface Fence {
  readonly page: string;
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

export function page(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Everything that a reader may open. */
export const pages: readonly Page[] = [
  ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(page);

export function fences({ path, text }: Page): readonly Fence[] {
  const found: Fence[] = [];
  let open: { line: number; indent: number; info: string; lines: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const mark = /^ *```(.*)$/.exec(line);
    if (open && mark) {
      found.push({ page: path, line: open.line, info: open.info, text: open.lines.join('\n') });
      open = undefined;
    } else if (open) open.lines.push(line.slice(open.indent));
    else if (mark) open = { line: index + 1, indent: line.indexOf('`'), info: mark[1] ?? '', lines: [] };
  });
  return found;
}

/** The page without its fences, so that what they hold is not taken for prose. */
export function prose({ text }: Page): string {
  return text.replace(/^( *)```[^\n]*\n[\s\S]*?^\1```$/gm, '');
}

/** What stands between backticks. */
export function inlineCode(source: Page): readonly string[] {
  return [...prose(source).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The part below a heading of this level, up to the next of the same or a higher one. */
export function section(text: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`no heading ${heading}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? 9) <= level);
  return rest.slice(0, end < 0 ? rest.length : end).join('\n');
}

/** Texts of all headings of a level. */
export function headings(text: string, level: number): readonly string[] {
  return text.split('\n').flatMap((line) => (line.startsWith(`${'#'.repeat(level)} `) ? [line.slice(level + 1)] : []));
}

/** Anchors as GitHub makes them of the headings of the first three levels, in the order of the page. */
export function anchors(source: Page): readonly string[] {
  return [...prose(source).matchAll(/^#{1,3} (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

/** Rows of the tables in a text, cells trimmed, without head and rule. */
export function tableRows(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells, index) => !isRule(cells) && !isRule(rowOf(lines[index + 1])));
}

function rowOf(line: string | undefined): readonly string[] {
  return line === undefined
    ? []
    : line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
}

function isRule(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
}

/** Words in backticks of a cell. */
export function codes(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
