import { composeDocument } from './compose-document.ts';
import type { Block, Cell, Column, Table } from './document.ts';
import { toMarkdownComment } from './payload.ts';
import type { Rendered } from './signed.ts';

/** The report as GitHub-flavoured Markdown; the signed data stands in a comment at its end. */
export function markdownReport(rendered: Rendered): string {
  return `${markdownText(rendered)}\n${toMarkdownComment(rendered.signed)}\n`;
}

/** What a reader sees of it, without the signed data. */
export function markdownText(rendered: Rendered): string {
  const { title, blocks } = composeDocument(rendered);
  return `${[`# ${escapeMarkdown(title)}`, ...blocks.flatMap(blockText)].join('\n\n')}\n`;
}

/** Charts are left to HTML: the tables hold every figure of theirs. */
function blockText(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`];
    case 'paragraph':
      return [block.text];
    case 'table':
      return [tableText(block)];
    case 'bars':
    case 'dots':
      return [];
  }
}

function tableText({ columns, rows }: Table): string {
  const width = columns?.length ?? 2;
  const titles = columns ?? Array.from({ length: width }, (): Column => ({ title: '' }));
  return [
    row(titles.map((column) => escapeMarkdown(column.title))),
    row(titles.map((column) => (column.kind === 'amount' ? '---:' : '---'))),
    ...rows.map((cells) => row(cells.map(cellText))),
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellText({ text, code }: Cell): string {
  // What could end a code span or a cell is shown as text instead.
  return code && /^[^`|\\<>&]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text that Markdown shows as it is. Underscores within a word mean nothing and stay. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[&<>]/g, (char) => special[char] ?? char)
    .replace(/[\\`*[\]#|~$!]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}
