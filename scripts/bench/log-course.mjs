// A course of one build, once run and once edited: nothing but its log is of interest.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const both = (en, zh) => JSON.stringify({ en, zh });
const title = both('A long log', '很长的日志');
const hints = `[${Array(3).fill(both('None.', '没有。')).join(', ')}]`;
const build = 'docker: [build, -f, Dockerfile.log, -t, "${name}:log", .]';
// Longer than a screen: there is something to scroll.
const rows = Array.from({ length: 100 }, (_, index) => `Lesson row ${index + 1} of many.\n\n`).join('');

const files = (bases) => ({
  'go-app/go.mod': 'module example.com/log\n',
  'labs/course.yaml': `format: 1
id: bench-log
version: 0.1.0
title: ${title}
summary: ${title}
app: go-app
name: bench-log
bases: ${JSON.stringify(bases)}
labs: [01-log]
`,
  'labs/01-log/lab.yaml': `format: 1
title: ${title}
summary: ${title}
minutes: 1
bases: ${JSON.stringify(bases)}
steps:
  - id: build
    kind: command
    actions: [{ ${build} }]
  - id: write
    kind: edit
    files: [Dockerfile.log]
    actions: [{ ${build} }]
    hints: ${hints}
    wrong: [{ variant: misspelt, check: dockerfile }]
`,
  'labs/01-log/en.md': `# Log\n\n## Build {#build}\n\n${rows}\n## Write {#write}\n\nWrite it.\n`,
  'labs/01-log/zh.md': '# 日志\n\n## 构建 {#build}\n\n构建它。\n\n## 编写 {#write}\n\n编写它。\n',
  'labs/01-log/edits/write/start/Dockerfile.log': 'FROM scratch\nCOPY go.mod /\n',
  'labs/01-log/edits/write/solution/Dockerfile.log': 'FROM scratch\nCOPY go.mod /\n',
  'labs/01-log/edits/write/alternatives/add/Dockerfile.log': 'FROM scratch\nADD go.mod /\n',
  'labs/01-log/edits/write/wrong/misspelt/Dockerfile.log': 'FROM scratch\nCOPIED go.mod /\n',
});

/** Writes it below `folder`; gives the folder of the course. `bases`: images that its Dockerfile is built from. */
export async function layLogCourse(folder, { bases = [] } = {}) {
  for (const [path, text] of Object.entries(files(bases))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return join(folder, 'labs');
}
