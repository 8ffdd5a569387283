import { describe, expect, it } from 'vitest';
import { sideBySideDiff, unifiedDiff } from './diff.ts';
import { paint } from './sgr.ts';
import { type Line, lineWidth, textOf } from './styled.ts';

const mine = `FROM golang:1.26
WORKDIR /src
COPY . .
# This image has gcc: Go links against the C library.
RUN go build -o /out/server .
EXPOSE 8080
# 一
# 二
# 三
# 四
# 五
# 六
# 七
ENTRYPOINT /out/server
`;

const reference = `FROM golang:1.26 AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# No C library: all that the program needs is in its file, and so it starts in an empty image, too.
RUN CGO_ENABLED=0 go build -o /out/server .
EXPOSE 8080
# 一
# 二
# 三
# 四
# 五
# 六
# 七
ENTRYPOINT ["/out/server"]
`;

const texts = (lines: readonly Line[]): readonly string[] => lines.map((one) => textOf(one).trimEnd());
const cases = [40, 80, 120].flatMap((width) => (['en', 'zh'] as const).map((lang) => ({ width, lang })));

describe.each([
  ['unified', unifiedDiff],
  ['side by side', sideBySideDiff],
] as const)('%s', (_, diff) => {
  it.each(cases)('at $width in $lang', ({ width, lang }) => {
    const lines = diff(mine, reference, width, lang);
    for (const one of lines) expect(lineWidth(one), textOf(one)).toBeLessThanOrEqual(width);
    expect(`\n${texts(lines).join('\n')}\n`).toMatchSnapshot();
  });

  it('says that there is no difference', () => {
    expect(texts(diff(mine, mine, 80, 'en'))).toEqual([
      'No difference: your file says what the solution says, line for line.',
    ]);
    expect(texts(diff(mine, mine, 80, 'zh'))).toEqual(['没有差别：你的文件与参考答案逐行相同。']);
    // The break at the end and a byte order mark are no difference.
    expect(texts(diff(`\uFEFF${mine.trimEnd()}`, mine, 80, 'en'))[0]).toContain('No difference');
  });

  it('says it once when only the line endings differ, and once when they differ as well', () => {
    const crlf = mine.replaceAll('\n', '\r\n');
    expect(texts(diff(crlf, mine, 100, 'en'))).toEqual([
      'No difference but the line endings: yours are CRLF, the solution has LF.',
    ]);
    const both = texts(diff(crlf, reference, 120, 'en'));
    expect(both[0]).toContain('The line endings differ as well (yours CRLF, the solution LF)');
    expect(both.slice(1)).toEqual(texts(diff(mine, reference, 120, 'en')));
  });

  it('takes a file that is not there yet for an empty one', () => {
    const shown = texts(diff('', 'FROM scratch\n', 80, 'en'));
    expect(shown.some((one) => /\+ FROM scratch/.test(one))).toBe(true);
  });

  it('lets nothing of a file act on the terminal', () => {
    const painted = diff('RUN \u001b]0;title\u0007 \u009b2J\n', 'RUN b\n', 80, 'en').map((one) => paint(one, true));
    expect(painted.join('\n')).not.toMatch(/\u001b\]|\u0007|\u009b/);
  });

  it.each([
    ['nothing in common', 'a\n'.repeat(30_000), 'b\n'.repeat(30_000)],
    ['one endless line', 'a'.repeat(65_536), `b${'a'.repeat(65_000)}`],
    ['zeros', '\u0000'.repeat(65_536), reference],
    ['shuffled', Array.from({ length: 8000 }, (_, i) => (i * 7919) % 13).join('\n'), reference.repeat(300)],
  ])('is quick and bounded: %s', (_, left, right) => {
    const begun = performance.now();
    const lines = diff(left, right, 80, 'en');
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(lines.length).toBeLessThan(2500);
    for (const one of lines) expect(lineWidth(one)).toBeLessThanOrEqual(80);
  });
});

describe('what stands out', () => {
  it('is the word that was added, and not the whole line', () => {
    const added = unifiedDiff('RUN go build .\n', 'RUN CGO_ENABLED=0 go build .\n', 80, 'en').at(-1) ?? [];
    expect(added.filter((part) => part.style?.inverse).map((part) => part.text)).toEqual(['CGO_ENABLED=0 ']);
  });

  it('is space that one could not see', () => {
    expect(texts(unifiedDiff('RUN  a b \n', 'RUN a b\n', 80, 'en')).slice(2)).toEqual(['- RUN··a b·', '+ RUN·a b']);
  });

  it('is not a comment beside an instruction: lines are held against those they resemble', () => {
    const lines = texts(sideBySideDiff('RUN go build .\n', '# why\nRUN CGO_ENABLED=0 go build .\n', 80, 'en'));
    expect(lines.at(-1)).toMatch(/RUN go build \. .*\+ RUN CGO_ENABLED=0 go build \./);
  });
});
