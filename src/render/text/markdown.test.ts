import { describe, expect, it } from 'vitest';
import { markdownLines } from './markdown.ts';
import { widthOf } from './width.ts';

const lessons = {
  en: `## Two stages

Build in one stage, **run in \`another\`**. The second one
starts *empty*: nothing is in it<br>but what you copy.

- **First**: the builder has \`golang:1.26\`, the sources and everything that a compiler needs
- second
  - nested \`code\`
    1. deeper
- [x] done
- [ ] not **yet**

1. one

   a loose paragraph that belongs to the first item
2. two

| image | size | what is inside |
|:---|---:|:---:|
| \`bad\` | 1.24 GB | a \\| b, the compiler, the sources and a shell |
| **final** | 6.87 MB | one file |

> Quoted text that is long enough to be wrapped when the terminal is narrow.
> - with a list

\`\`\`dockerfile
# comment
FROM golang:1.26 AS builder
COPY --from=builder /out/server /server
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server
\`\`\`

\`\`\`
no language
\`\`\`

---

See [the manual](https://docs.docker.com/build/) and <https://go.dev>. &lt;tag&gt; <!-- hidden -->
`,
  zh: `## 两个阶段

在一个阶段构建，**在\`另一个\`阶段运行**。第二个阶段从*空*开始：
里面只有你复制进去的东西，<br>别的什么也没有；这样镜像就很小（见下表）。

- **第一**：构建阶段里有 \`golang:1.26\`、源代码，以及编译器需要的一切东西，而最终镜像里一样也不会有。
- 第二
  - 嵌套的 \`code\` 与**粗体**
- [x] 完成
- [ ] **还没有**完成

| 镜像 | 大小 | 里面有什么 |
|:---|---:|:---:|
| \`bad\` | 1.24 GB | 编译器、源代码、shell，应有尽有，什么都没有落下 |
| **final** | 6.87 MB | 一个文件 |

> 引用的文字，如果终端比较窄，就需要折行，而且行首不能出现标点符号。
`,
};

describe.each(['en', 'zh'] as const)('a lesson in %s', (lang) => {
  it.each([40, 80, 120].flatMap((width) => [true, false].map((colour) => ({ width, colour }))))(
    'at $width columns, colour $colour',
    ({ width, colour }) => {
      const lines = markdownLines(lessons[lang], { width, colour });
      for (const one of lines) expect(widthOf(one)).toBeLessThanOrEqual(width);
      for (const one of lines) expect(one.trim()).not.toMatch(/^[。，、；：）」]/);
      if (!colour) expect(lines.join('\n')).not.toContain('\u001B');
      expect(lines.join('\n')).toMatchSnapshot();
    },
  );
});

describe('what marked-terminal gets wrong', () => {
  const plain = (text: string, width = 80): readonly string[] => markdownLines(text, { width, colour: false });

  it('renders marks in tight lists', () => expect(plain('- **a** and `b`')).toEqual(['• a and `b`']));
  it('wraps list items under their text', () => expect(plain('- one two three', 9)).toEqual(['• one two', '  three']));
  it('keeps tables within the width', () => {
    for (const one of plain('| a | b |\n|---|---|\n| some long text in here | and more of it over there |', 30))
      expect(widthOf(one)).toBeLessThanOrEqual(30);
  });
  it('joins Chinese lines without a space and English ones with one', () => {
    expect(plain('第一行\n第二行')).toEqual(['第一行第二行']);
    expect(plain('one\ntwo')).toEqual(['one two']);
    expect(plain('**中文**\n`code`')).toEqual(['中文 `code`']);
  });
  it('breaks at <br>', () => expect(plain('a<br>b<br/>c')).toEqual(['a', 'b', 'c']));
  it('shows each check box once', () => expect(plain('- [x] a\n- [ ] b')).toEqual(['• [x] a', '• [ ] b']));
  it('keeps colons and entities in code', () => expect(plain('`a:b` &amp; `c::d`')).toEqual(['`a:b` & `c::d`']));
  it('keeps bold around code', () => {
    const [first = ''] = markdownLines('**a `b` c**', { width: 80, colour: true });
    expect(first.match(/\[1/g)?.length).toBe(3);
  });
  it('gives up the indent of code rather than breaking a line of it', () => {
    expect(plain('```text\nabcd efgh\nij\n```', 11)).toEqual(['  abcd efgh', '  ij']);
    expect(plain('```text\nabcd efgh\nij\n```', 10)).toEqual([' abcd efgh', ' ij']);
    expect(plain('```text\nabcd efgh\nij\n```', 9)).toEqual(['abcd efgh', 'ij']);
    expect(plain('```text\nabcd efgh\nij\n```', 8).at(-1)).toBe('  ij');
  });
  it('lets no control sequence through', () => expect(plain('a\u001B]0;x\u0007\u001B[2Jb')).toEqual(['ab']));
  it('gives the same array for the same lesson', () => expect(plain('x')).toBe(plain('x')));
});
