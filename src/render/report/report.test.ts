import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../test/helpers/xml.ts';
import { emptyProgress, type Progress } from '../../session/progress.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { markdownText } from './markdown.ts';
import { richProgress, testReport, unsigned } from './test-report.ts';
import { examine, faces, formats, signedReport } from './test-signer.ts';

const languages = ['en', 'zh'] as const;

describe.for(languages)('in %s', (lang) => {
  const rendered = unsigned(testReport(richProgress, { lang }));

  it('reads so in Markdown', () => expect(markdownText(rendered)).toMatchSnapshot());
  it('reads so in HTML', () => expect(mainOf(htmlReport(rendered))).toMatchSnapshot());
  it('reads so when nothing was done', () =>
    expect(markdownText(unsigned(testReport(emptyProgress('mini'), { lang })))).toMatchSnapshot());
});

it('reads so in JSON', () => expect(jsonReport(unsigned(testReport(richProgress)))).toMatchSnapshot());

describe('HTML', () => {
  it.for(languages)('is well-formed, and its headings, tables and charts are named (%s)', (lang) => {
    const tags = parseXml(mainOf(htmlReport(unsigned(testReport(richProgress, { lang })))));
    const named = (name: string) => tags.filter((tag) => tag.name === name);
    expect(named('h1')).toHaveLength(1);
    expect(named('h2').length).toBeGreaterThan(3);
    expect(named('caption')).toHaveLength(named('table').length);
    expect(named('th').every((tag) => ['col', 'row'].includes(tag.attributes['scope'] ?? ''))).toBe(true);
    expect(named('svg')).toHaveLength(4);
    const ids = tags.flatMap((tag) => tag.attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const svg of named('svg')) {
      expect(svg.attributes['role']).toBe('img');
      expect(svg.attributes['aria-labelledby']?.split(' ').filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  it('fetches nothing and runs nothing', () => {
    const html = htmlReport(signedReport(testReport(richProgress)));
    expect(html).not.toMatch(
      /https?:|\burl\(|@import|<(?:link|img|iframe|object|embed|form|base)\b|\son\w+=|javascript:/i,
    );
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="application/json" id="go-docker-lab-report">']);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});

/** Progress with this text wherever progress holds a text. */
function hostileProgress(text: string): Progress {
  const check = { id: text, kind: text, verdict: 'failed', expected: text, actual: text } as const;
  const at = text;
  return {
    ...emptyProgress('mini'),
    steps: {
      '01-bad/read': { outcome: 'failed', at, seconds: 1, checks: [check] },
      [text]: { outcome: 'passed', at, seconds: 1, checks: [check] },
    },
    figures: {
      a: { image: text, figure: 'user', value: text, at },
      b: { image: text, figure: 'size', value: 1, at },
      c: { image: `${text}2`, figure: 'size', value: 2, at },
    },
    help: { '02-better/write': { hints: 1, solutionAt: text } },
    predictions: {
      '01-bad/cached': { guess: { type: 'choice', ids: [text] }, measured: { type: 'choice', ids: [text] }, at },
      '01-bad/size': { guess: { type: 'number', value: -1e308 }, measured: { type: 'number', value: 1e308 }, at },
    },
    answers: { '02-better/quiz/deleting': [{ answer: { type: 'choice', ids: [text] }, right: false, at }] },
    images: { [text]: { id: text, at } },
  };
}

const hostile = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<!-- --> <img src=x onerror=alert(1)>',
  '"\' onload=alert(1) x="',
  '| a | b |\n|---|---|',
  '`code` ``two`` **bold** _under_ [link](javascript:x) ![i](x) # h ~~s~~ \\ $x$',
  '\u001b[2J\u001b]0;title\u0007\u009b31m\u0000',
  '\u202egnp.exe',
  '-->\ngo-docker-lab-report',
  '&lt;b&gt; &#60;',
  '\ud800 lone',
];

describe.for(hostile)('the text %j in progress', (text) => {
  const rendered = signedReport(testReport(hostileProgress(text), { learner: text }));

  it('stays text in HTML', () => {
    const html = htmlReport(rendered);
    const tags = parseXml(mainOf(html));
    expect(tags.filter((tag) => ['script', 'img', 'b'].includes(tag.name))).toEqual([]);
    expect(tags.flatMap((tag) => Object.keys(tag.attributes)).filter((name) => name.startsWith('on'))).toEqual([]);
    expect(html.match(/<script|<\/script|<!--/gi)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('stays in its cell in Markdown', () => {
    const lines = markdownText(rendered).split('\n');
    const table = lines.filter((line) => line.startsWith('|'));
    const rules = table.filter((line) => /^\|(?: -+:? \|)+$/.test(line));
    expect(rules.length).toBeGreaterThan(5);
    // Every row of a table has as many cells as its rule.
    let cells = 0;
    for (const [index, line] of table.entries()) {
      const next = table[index + 1];
      if (next !== undefined && rules.includes(next)) cells = cellsOf(next);
      expect(cellsOf(line), line).toBe(cells);
    }
    expect(lines.join('\n')).not.toMatch(/<(?!\/?code)|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('is verified in every format', () => {
    for (const format of formats)
      expect(examine(faces[format](rendered)), format).toMatchObject({ verdict: 'sound', compared: 'document' });
  });
});

function cellsOf(line: string): number {
  return line.replace(/\\[|\\]/g, '').split('|').length;
}

function mainOf(html: string): string {
  return /<main>[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
}
