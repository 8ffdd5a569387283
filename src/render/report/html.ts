import { barChart, dotChart } from './charts.ts';
import { composeDocument } from './compose-document.ts';
import type { Block, Cell, Column, ReportDocument, Table } from './document.ts';
import { escapeHtml } from './escape-html.ts';
import { pageStyle } from './page-style.ts';
import { toScript } from './payload.ts';
import type { Rendered } from './signed.ts';

/** The report as one HTML file that needs nothing else: no script runs, nothing is fetched. */
export function htmlReport(rendered: Rendered): string {
  const document = composeDocument(rendered);
  return [
    '<!doctype html>',
    `<html lang="${document.lang === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Whatever may have got past the escaping runs nothing and calls nobody.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="generator" content="go-docker-lab ${escapeHtml(rendered.signed.report.program)}">`,
    `<title>${escapeHtml(document.title)}</title>`,
    `<style>\n${pageStyle}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(document.title)}</h1>`,
    ...bodyOf(document),
    '</main>',
    toScript(rendered.signed),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function bodyOf({ blocks }: ReportDocument): string[] {
  return blocks.map((block, index) => blockHtml(block, `chart-${index}`));
}

function blockHtml(block: Block, id: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`;
    case 'table':
      return tableHtml(block);
    case 'bars':
      return figureHtml(block.title, barChart({ id, title: block.title }, block.bars));
    case 'dots':
      return figureHtml(block.title, dotChart({ id, title: block.title }, block.legend, block.rows));
  }
}

function figureHtml(title: string, svg: string): string {
  return `<figure>\n<figcaption>${escapeHtml(title)}</figcaption>\n${svg}\n</figure>`;
}

function tableHtml({ caption, columns, rows }: Table): string {
  const head = columns
    ? [
        '<thead>',
        `<tr>${columns.map((column) => cellHtml('col', column, { text: column.title })).join('')}</tr>`,
        '</thead>',
      ]
    : [];
  return [
    // A wide table scrolls in its place, by the keyboard too.
    `<div class="wide" role="group" aria-label="${escapeHtml(caption)}" tabindex="0">`,
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    ...head,
    '<tbody>',
    ...rows.map(
      (cells) =>
        `<tr>${cells.map((cell, index) => cellHtml(index === 0 ? 'row' : undefined, columns?.[index], cell)).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
    '</div>',
  ].join('\n');
}

function cellHtml(scope: 'col' | 'row' | undefined, column: Column | undefined, { text, tone, code }: Cell): string {
  const label = scope === 'row' && !column ? 'label' : undefined;
  const classes = [label, column?.kind, tone].filter((name) => name !== undefined);
  const looks = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
  const content = code ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text);
  return scope ? `<th scope="${scope}"${looks}>${content}</th>` : `<td${looks}>${content}</td>`;
}
