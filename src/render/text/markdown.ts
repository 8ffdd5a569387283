import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { highlight } from './highlight.ts';
import { cleanOutput } from './sanitize.ts';
import { paint, paintText, parseSgr } from './sgr.ts';
import { type Align, type Line, line, lineWidth, type Style, span, tones } from './styled.ts';
import { tableLines } from './table.ts';
import { wrapLine } from './wrap.ts';

export interface MarkdownOptions {
  /** Cells; no line is wider. */
  readonly width: number;
  readonly colour: boolean;
}

const cacheSize = 64;
const cache = new Map<string, readonly string[]>();

/** A lesson's Markdown as lines for a terminal. The same text, width and colour is rendered once. */
export function markdownLines(text: string, options: MarkdownOptions): readonly string[] {
  const key = `${options.width}/${options.colour}/${text}`;
  const known = cache.get(key);
  if (known) return known;
  const lines = render(text, options);
  const oldest = cache.keys().next();
  if (cache.size >= cacheSize && !oldest.done) cache.delete(oldest.value);
  cache.set(key, lines);
  return lines;
}

function render(text: string, options: MarkdownOptions): readonly string[] {
  const marked = new Marked();
  marked.use(markedTerminal(terminalStyles(options.colour)) as object);
  marked.use({ renderer: overrides(options) });
  const rendered = String(marked.parse(cleanOutput(text.replaceAll('\r\n', '\n')), { async: false, gfm: true }));
  const lines = rendered
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map((one) => one.trimEnd());
  return lines.filter((one, index) => one !== '' || lines[index - 1] !== '');
}

/** marked-terminal's own styles, without chalk (which looks at the environment). */
function terminalStyles(colour: boolean): object {
  const styled = (style: Style) => (text: string) => (colour ? paint(under(style, parseSgr(text)), true) : text);
  return {
    strong: styled(tones.strong),
    em: styled(tones.em),
    del: styled({ strike: true }),
    emoji: false,
    unescape: false,
    showSectionPrefix: false,
    image: (href: string, _title: string, alt: string) => (alt === '' ? href : alt),
  };
}

/** Lays a style under what already has styles of its own, so that code inside bold text stays bold around it. */
function under(style: Style, content: Line): Line {
  return content.map((part) => ({ ...part, style: { ...style, ...part.style } }));
}

/** A hard break while soft ones are still to be joined. */
const hardBreak = '\u2028';
const cjk = '[\\u2E80-\\u9FFF\\uF900-\\uFAFF\\uFF01-\\uFF60\\u2018-\\u201D]';
const sgrs = '(?:\\u001B\\[[0-9;]*m)*';
const softInChinese = new RegExp(`(${cjk}${sgrs})\\n[ \\t]*(?=${sgrs}${cjk})`, 'g');

/** Joins soft line breaks: nothing between Chinese, a space elsewhere. */
function joinSoft(text: string): string {
  return text
    .replace(softInChinese, '$1')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll(hardBreak, '\n');
}

/**
 * What marked-terminal 7.3.1 gets wrong, put right: inline marks in tight lists, list wrapping,
 * table width, Chinese reflow, `<br>`, doubled check boxes, guessed languages.
 * Blocks are rendered at the width that is left where they stand.
 */
function overrides(options: MarkdownOptions): RendererObject {
  let width = options.width;
  const { colour } = options;
  const show = (lines: readonly Line[]): string => lines.map((one) => paint(one, colour)).join('\n');
  const section = (lines: readonly Line[]): string => `${show(lines)}\n\n`;
  const flow = (inline: string): Line => parseSgr(joinSoft(inline));
  const narrower = (cells: number, produce: () => string): string => {
    const before = width;
    width = Math.max(8, width - cells);
    const produced = produce();
    width = before;
    return produced;
  };
  const prefixed = (text: string, first: Line, rest: Line): readonly Line[] =>
    text
      .replace(/\n+$/, '')
      .split('\n')
      .map((one, index) => line(index === 0 ? first : rest, parseSgr(one)));

  return {
    text(token) {
      return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : decodeEntities(token.text);
    },
    paragraph(token) {
      return section(wrapLine(flow(this.parser.parseInline(token.tokens)), width));
    },
    heading(token) {
      const inline = flow(this.parser.parseInline(token.tokens));
      const marked = colour ? under(tones.title, inline) : inline;
      return section(wrapLine(marked, width, colour ? {} : { first: line(`${'#'.repeat(token.depth)} `) }));
    },
    blockquote(token) {
      const inner = narrower(2, () => this.parser.parse(token.tokens));
      const bar = line(span('│ ', 'muted'));
      return section(prefixed(inner, bar, bar));
    },
    code(token) {
      const language = (token.lang ?? '').split(/\s/)[0] ?? '';
      const rows = highlight(token.text, language === '' ? 'text' : language);
      const widest = Math.max(0, ...rows.map(lineWidth));
      // Rather less indent than a line broken for want of a column or two.
      const indent = widest <= width ? Math.min(2, width - widest) : 2;
      return section(rows.flatMap((one) => codeLine(one, width, indent)));
    },
    list(token) {
      const ends = token.items.map((_, index) => (token.ordered ? `${Number(token.start || 1) + index}.` : '•'));
      const indent = Math.max(...ends.map((end) => end.length)) + 1;
      const items = token.items.map((item, index) => {
        const bullet = line(span((ends[index] ?? '').padStart(indent - 1), 'accent'), ' ');
        const text = narrower(indent, () =>
          listItem(
            item,
            (tokens) => this.parser.parse(tokens),
            (tokens) => this.parser.parseInline(tokens),
          ),
        );
        return show(prefixed(text, bullet, line(' '.repeat(indent))));
      });
      return `${items.join(token.loose ? '\n\n' : '\n')}\n\n`;
    },
    checkbox() {
      return '';
    },
    table(token) {
      const cell = (one: Tokens.TableCell): Line => flow(this.parser.parseInline(one.tokens));
      const columns = token.header.map((one) => ({ title: cell(one), align: alignOf(one.align) }));
      return section(tableLines({ columns, rows: token.rows.map((row) => row.map(cell)) }, width));
    },
    hr() {
      return section([line(span('─'.repeat(width), 'muted'))]);
    },
    html(token) {
      const block = 'block' in token && token.block;
      if (/^\s*<br\s*\/?>\s*$/i.test(token.text)) return block ? '' : hardBreak;
      if (/^\s*<!--[\s\S]*-->\s*$/.test(token.text)) return '';
      return block ? section(wrapLine(parseSgr(token.text.trim()), width)) : token.text;
    },
    br() {
      return hardBreak;
    },
    codespan(token) {
      return colour ? paintText(token.text, tones.code) : `\`${token.text}\``;
    },
    link(token) {
      const text = this.parser.parseInline(token.tokens);
      const target = colour ? paintText(token.href, tones.link) : token.href;
      return token.text === token.href ? target : `${text} (${target})`;
    },
  };

  /** The blocks of one item; the text of a tight one is inline, which marked-terminal prints raw. */
  function listItem(
    item: Tokens.ListItem,
    blocks: (tokens: Token[]) => string,
    inline: (tokens: Token[]) => string,
  ): string {
    const box = item.task ? line(item.checked ? span('[x] ', 'good') : '[ ] ') : [];
    let parts = '';
    let first = true;
    for (const token of item.tokens) {
      const tokens = 'tokens' in token ? token.tokens : undefined;
      if (token.type === 'checkbox') continue;
      if ((token.type === 'text' || token.type === 'paragraph') && tokens) {
        const prefix = first ? box : [];
        parts += `${show(wrapLine(flow(inline(tokens)), width, { first: prefix }))}\n${item.loose ? '\n' : ''}`;
        first = false;
      } else if (token.type !== 'space')
        parts += item.loose ? blocks([token]) : `${blocks([token]).replace(/\n+$/, '')}\n`;
    }
    return parts;
  }
}

/** Code keeps its indent and its spaces; what is too long goes on below, further in. */
function codeLine(content: Line, width: number, indent: number): readonly Line[] {
  const first = line(' '.repeat(indent));
  if (lineWidth(content) + indent <= width) return [line(first, content)];
  const own = /^ */.exec(content.map((part) => part.text).join(''))?.[0].length ?? 0;
  const inside = Math.min(own, Math.floor(width / 3));
  return wrapLine(content, width, { first, rest: line(' '.repeat(indent + inside + 4)) });
}

function alignOf(align: 'left' | 'right' | 'center' | null): Align {
  return align ?? 'left';
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00A0',
};

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => entities[name] ?? whole);
}
