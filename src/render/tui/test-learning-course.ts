import type { Course, LabSource, Step } from '../../course/model.ts';
import { testCourse } from './test-course.ts';

const base = { needs: [], requires: [], checks: [], measure: [] };

function file(path: string, lines: readonly string[]): LabSource {
  return { path, content: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}

function text(en: readonly [string, string], zh: readonly [string, string]): Step['text'] {
  return { en: { title: en[0], body: en[1] }, zh: { title: zh[0], body: zh[1] } };
}

/** The learner's file of the edit step, with a mistake in its line 6. */
export const wrongDockerfile = [
  'FROM golang:1.26-alpine AS builder',
  'WORKDIR /src',
  'COPY . .',
  'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server',
  'FROM scratch',
  'COPY --from=build /out/server /server',
  'USER 10001',
  'ENTRYPOINT ["/server"]',
];

const solution = [
  '# One stage builds, the other carries nothing but the program.',
  'FROM golang:1.26-alpine AS builder',
  'WORKDIR /src',
  'COPY go.mod go.sum ./',
  'RUN go mod download',
  'COPY . .',
  'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server',
  'FROM scratch',
  'COPY --from=builder /out/server /server',
  'USER 10001',
  'ENTRYPOINT ["/server"]',
];

const steps: readonly Step[] = [
  {
    ...base,
    id: 'size',
    kind: 'predict',
    guess: { figure: 'size', image: 'pro' },
    actions: [{ docker: ['build', '-t', '${name}:pro', '-f', 'Dockerfile.pro', '.'], fails: false }],
    why: {
      en: 'The compiler, the C library and the shell stay behind in the builder. What is left is one program, linked statically, with the Go runtime inside it.',
      zh: '编译器、C 库和 shell 都留在了 builder 里。剩下的只有一个静态链接的程序，Go 运行时就在其中。',
    },
    text: text(
      ['Guess the size', 'The last stage is `FROM scratch`. It holds **one file**. How large is the image?'],
      ['猜猜有多大', '最后一个阶段是 `FROM scratch`，里面**只有一个文件**。镜像会有多大？'],
    ),
  },
  {
    ...base,
    id: 'dockerfile',
    kind: 'edit',
    files: ['Dockerfile.pro'],
    actions: [{ docker: ['build', '-t', '${name}:pro', '-f', 'Dockerfile.pro', '.'], fails: false }],
    hints: [
      { en: 'Which stage holds the compiled program?', zh: '编译好的程序在哪个阶段里？' },
      {
        en: 'A stage gets its name with `AS`; `COPY --from=` takes that name.',
        zh: '阶段用 `AS` 命名，`COPY --from=` 用的就是这个名字。',
      },
      {
        en: '```dockerfile\nCOPY --from=builder /out/server /server\n```',
        zh: '```dockerfile\nCOPY --from=builder /out/server /server\n```',
      },
    ],
    wrong: [{ variant: 'name', check: 'copies' }],
    variants: {
      start: [file('Dockerfile.pro', wrongDockerfile.slice(0, 4))],
      solution: [file('Dockerfile.pro', solution)],
      alternatives: {},
      wrong: {},
    },
    text: text(
      [
        'Write the last stage',
        'Add a second stage to `Dockerfile.pro`:\n\n- it begins with `FROM scratch`;\n- it holds `/server` and nothing else;\n- it runs as user `10001`.\n\nAny style that has these effects passes.',
      ],
      [
        '写最后一个阶段',
        '给 `Dockerfile.pro` 加上第二个阶段：\n\n- 以 `FROM scratch` 开头；\n- 里面只有 `/server`；\n- 以用户 `10001` 运行。\n\n只要效果一样，什么写法都能通过。',
      ],
    ),
  },
  {
    ...base,
    id: 'cache',
    kind: 'predict',
    needs: ['dockerfile'],
    guess: {
      cached: 0,
      instructions: ['COPY go.mod go.sum ./', 'RUN go mod download', 'COPY . .', 'RUN CGO_ENABLED=0 go build'],
    },
    actions: [{ docker: ['build', '-t', '${name}:pro', '-f', 'Dockerfile.pro', '.'], fails: false }],
    why: {
      en: 'A changed source file makes COPY . . new, and everything after it. What comes before stays in the cache.',
      zh: '源文件变了，COPY . . 就变了，它后面的每一步也跟着变；前面的步骤仍然来自缓存。',
    },
    text: text(
      ['What is built again?', 'One line of a source file changes. Which instructions come from the cache?'],
      ['哪些要重新构建？', '改动一行源代码，哪些指令会来自缓存？'],
    ),
  },
  {
    ...base,
    id: 'questions',
    kind: 'quiz',
    questions: [
      {
        id: 'shell',
        type: 'single',
        ask: {
          en: 'Why does `docker exec … sh` fail in this image?',
          zh: '为什么在这个镜像里 `docker exec … sh` 会失败？',
        },
        options: [
          {
            id: 'none',
            text: { en: 'There is no shell in it', zh: '里面没有 shell' },
            why: {
              en: '`scratch` is empty: only what you copy is there.',
              zh: '`scratch` 是空的：只有你拷进去的东西。',
            },
          },
          {
            id: 'user',
            text: { en: 'User 10001 may not run a shell', zh: '用户 10001 不能运行 shell' },
            why: { en: 'Any user may run what is there; here nothing is.', zh: '有的程序谁都能运行；这里根本没有。' },
          },
          {
            id: 'stopped',
            text: { en: 'The container has stopped', zh: '容器已经停止' },
            why: { en: 'Then the message would say so.', zh: '那样报错信息会直接说明。' },
          },
        ],
        right: ['none'],
      },
      {
        id: 'missing',
        type: 'multiple',
        ask: { en: 'What is missing in an image from `scratch`?', zh: '`scratch` 镜像里缺少什么？' },
        options: [
          {
            id: 'ca',
            text: { en: 'trusted authorities', zh: '受信任的证书机构' },
            why: { en: 'TLS to other hosts fails without them.', zh: '没有它们，访问其他主机的 TLS 会失败。' },
          },
          {
            id: 'zone',
            text: { en: 'time zones', zh: '时区数据' },
            why: { en: 'LoadLocation finds no file.', zh: 'LoadLocation 找不到文件。' },
          },
          {
            id: 'runtime',
            text: { en: 'the Go runtime', zh: 'Go 运行时' },
            why: { en: 'It is linked into the program.', zh: '它已经链接进程序里了。' },
          },
        ],
        right: ['ca', 'zone'],
      },
      {
        id: 'order',
        type: 'order',
        ask: {
          en: 'In which order does a build with a warm cache go fastest?',
          zh: '按什么顺序写，有缓存时构建最快？',
        },
        options: [
          {
            id: 'mod',
            text: { en: '`COPY go.mod go.sum ./`', zh: '`COPY go.mod go.sum ./`' },
            why: { en: 'Changes rarely.', zh: '很少变。' },
          },
          {
            id: 'download',
            text: { en: '`RUN go mod download`', zh: '`RUN go mod download`' },
            why: { en: 'Needs only the two files.', zh: '只需要这两个文件。' },
          },
          {
            id: 'source',
            text: { en: '`COPY . .`', zh: '`COPY . .`' },
            why: { en: 'Changes all the time.', zh: '经常变。' },
          },
          {
            id: 'build',
            text: { en: '`RUN go build`', zh: '`RUN go build`' },
            why: { en: 'Needs everything.', zh: '需要所有文件。' },
          },
        ],
      },
      {
        id: 'stages',
        type: 'number',
        ask: { en: 'How many stages does the Dockerfile have now?', zh: '现在 Dockerfile 里有几个阶段？' },
        answer: 2,
        tolerance: 0,
        why: { en: 'Each `FROM` begins one.', zh: '每个 `FROM` 开始一个阶段。' },
      },
    ],
    text: text(
      ['Four questions', 'Look at your image once more before you answer. A wrong answer can be tried again.'],
      ['四个问题', '回答之前再看看你的镜像。答错了可以再试。'],
    ),
  },
  {
    ...base,
    id: 'end',
    kind: 'checkpoint',
    needs: ['dockerfile'],
    actions: [{ docker: ['run', '--rm', '${name}:pro', '--version'], fails: false }],
    checks: [
      { kind: 'size', id: 'small', image: 'pro', atMost: 20 },
      { kind: 'path', id: 'only-the-program', image: 'pro', present: ['/server'], absent: ['/bin/sh'] },
      { kind: 'user', id: 'not-root', image: 'pro' },
    ] as Step['checks'],
    text: text(
      ['Checkpoint', 'Everything of this lab at once, on your own files and images.'],
      ['关卡', '把这个实验里的一切，在你自己的文件和镜像上再检查一遍。'],
    ),
  },
];

/** A course with a step of every kind in which the learner does something of their own. For tests and screenshots only. */
export const learningCourse: Course = {
  ...testCourse,
  labs: [
    {
      id: '01-hands',
      title: { en: 'From scratch', zh: '从 scratch 开始' },
      summary: {
        en: 'Write the last stage yourself, and say beforehand what will come out.',
        zh: '自己动手写最后一个阶段，并事先说出结果会怎样。',
      },
      minutes: 30,
      steps,
      bases: [],
      sources: [],
      files: [],
    },
    ...testCourse.labs.slice(1, 2),
  ],
};
