import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchors, codes, fences, inlineCode, type Page, pages, prose, tableRows } from './pages.ts';

/** `docs/kit.zh-CN.md` is `docs/kit.md` in Chinese. */
const mark = '.zh-CN.md';
const pairs = pages.flatMap((chinese) => {
  if (!chinese.path.endsWith(mark)) return [];
  const path = chinese.path.replace(mark, '.md');
  return [[chinese.path, chinese, pages.find((one) => one.path === path)] as const];
});

/** What a Chinese page says besides: that there is a Chinese interface, and how to get it. */
const onlyChinese: Readonly<Record<string, readonly string[]>> = { 'README.zh-CN.md': ['L', '--lang zh'] };

test('the READMEs and what an offline room needs are there in Chinese', () => {
  expect(pairs.map(([path]) => path)).toEqual(
    expect.arrayContaining(['README.zh-CN.md', 'docs/kit.zh-CN.md', 'docs/network.zh-CN.md', 'docs/trainer.zh-CN.md']),
  );
});

describe.for(pairs)('%s', ([path, chinese, original]) => {
  if (!original) throw new Error(`${path} translates a page that is not there`);

  test('has the same code blocks, but for their comments', () => {
    const code = (source: Page) =>
      fences(source).map(({ info, text }) => [info, text.replace(/(^|[ \t]+)#.*$/gm, '').split('\n')]);
    expect(code(chinese)).toEqual(code(original));
  });

  test('has the same words in code', () => {
    const more = onlyChinese[path] ?? [];
    expect([...new Set(inlineCode(chinese))].filter((code) => !more.includes(code)).toSorted()).toEqual(
      [...new Set(inlineCode(original))].toSorted(),
    );
  });

  test('has the same headings, paragraphs, lists and tables, in the same order', () => {
    expect(shape(chinese)).toEqual(shape(original));
  });

  test('has the same figures in every section and every row', () => {
    expect(sections(chinese).map(figures)).toEqual(sections(original).map(figures));
    const rows = (source: Page) => tableRows(source.text).map((cells) => cells.map(figures));
    expect(rows(chinese)).toEqual(rows(original));
  });

  test('has the same code in every row', () => {
    const rows = (source: Page) => tableRows(source.text).map((cells) => codes(cells.join(' ')).toSorted());
    expect(rows(chinese)).toEqual(rows(original));
  });

  test('links to the same places, in Chinese where they are', () => {
    const to = (source: Page) => links(source).filter((link) => link !== counterpart(source));
    expect(to(chinese).map(place(chinese))).toEqual(to(original).map(place(original)));
    expect(to(chinese).filter((link) => pages.some((one) => one.path === inChinese(chinese, link)))).toEqual([]);
  });

  test('links to its original, and that to it', () => {
    expect(links(chinese)).toContain(counterpart(chinese));
    expect(links(original)).toContain(counterpart(original));
  });

  test('leaves no sentence in English', () => {
    const words = plain(prose(chinese))
      .split('\n')
      .filter((line) => !/\p{Script=Han}/u.test(line) && (line.match(/[a-z]/gi) ?? []).length > 60);
    expect(words).toEqual([]);
  });
});

/** A text without code and without the targets of links. */
function plain(text: string): string {
  return text.replace(/`[^`\n]+`/g, '').replace(/\]\([^)]*\)/g, ']');
}

function figures(text: string): readonly string[] {
  return (plain(text).match(/\d+(?:[.,:]\d+)*/g) ?? []).toSorted();
}

function sections(source: Page): readonly string[] {
  return prose(source).split(/^(?=#+ )/m);
}

/** What every line is: `##`, `-`, `1.`, `|`, or `text`. */
function shape(source: Page): readonly string[] {
  return source.text
    .replace(/^( *)```[^\n]*\n[\s\S]*?^\1```$/gm, '```')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*(?:#+(?= )|-(?= )|\d+\.(?= )|\||```)/.exec(line)?.[0] ?? 'text');
}

function links({ text }: Page): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

function counterpart({ path }: Page): string {
  const name = posix.basename(path);
  return name.endsWith(mark) ? name.replace(mark, '.md') : name.replace('.md', mark);
}

function resolved(from: Page, target: string): string {
  return posix.join(posix.dirname(from.path), target);
}

/** Where this link would lead in Chinese. */
function inChinese(from: Page, link: string): string {
  const [file = ''] = link.split('#');
  return file.endsWith(mark) ? '' : resolved(from, file.replace(/\.md$/, mark));
}

/** A link as it is in either language: the original's file, and which heading of the page it names. */
function place(from: Page): (link: string) => string {
  return (link) => {
    if (/^[a-z]+:/.test(link)) return link;
    const [file = '', anchor] = link.split('#');
    const to = file === '' ? from.path : resolved(from, file);
    const found = pages.find((one) => one.path === to);
    const heading = anchor === undefined ? '' : `#${found ? anchors(found).indexOf(anchor) : anchor}`;
    return `${to.replace('.zh-CN.', '.')}${heading}`;
  };
}
