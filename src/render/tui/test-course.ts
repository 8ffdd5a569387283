import type { Course, Lab, Step } from '../../course/model.ts';
import type { Localized } from '../../i18n/message.ts';

const base = { needs: [], requires: [], checks: [], measure: [] };

/** A small course in code, long enough to look like the real one. For tests and screenshots only. */
export const testCourse: Course = {
  id: 'go-in-a-container',
  version: '1.0.0',
  title: { en: 'Go in a container', zh: '容器里的 Go' },
  summary: {
    en: 'From a bad image to a production one, on your own engine: bad, better, pro, final.',
    zh: '在你自己的引擎上，把一个糟糕的镜像一步步变成生产可用的镜像。',
  },
  app: 'go-app',
  name: 'go-docker-demo',
  bases: ['golang:1.26', 'golang:1.26-alpine', 'alpine:3.22'],
  appFiles: [],
  labs: [
    lab(
      '01-bad',
      { en: 'One stage, everything inside', zh: '单阶段：什么都在里面' },
      25,
      {
        en: 'Build the image that most people write first, and see what it really carries.',
        zh: '先构建大多数人第一次都会写出的镜像，看看里面到底装了什么。',
      },
      badSteps(),
    ),
    lab(
      '02-better',
      { en: 'Two stages', zh: '两个阶段' },
      30,
      {
        en: 'The compiler stays behind: build in one stage, run in another.',
        zh: '把编译器留在身后：一个阶段构建，另一个阶段运行。',
      },
      plainSteps(
        ['Read the two-stage Dockerfile', 'Build it', 'Ask both', 'Rebuild after a source edit'],
        ['读一读两阶段的 Dockerfile', '构建', '分别请求', '改一行源代码再构建'],
      ),
    ),
    lab(
      '03-pro',
      { en: 'From scratch', zh: '从 scratch 开始' },
      35,
      {
        en: 'An image with one file in it, and the three surprises that come with that.',
        zh: '镜像里只有一个文件，以及随之而来的三个意外。',
      },
      plainSteps(['cgo in scratch', 'A static binary', 'No shell'], ['scratch 里的 cgo', '静态二进制', '没有 shell']),
    ),
    lab(
      '04-final',
      { en: 'Ready for production', zh: '可以上生产' },
      40,
      {
        en: 'Not root, a health check, certificates, time zones and a clean stop.',
        zh: '非 root 用户、健康检查、证书、时区，以及干净地停止。',
      },
      finalSteps(),
    ),
  ],
};

function lab(id: string, title: Localized, minutes: number, summary: Localized, steps: readonly Step[]): Lab {
  return { id, title, summary, minutes, steps, bases: [], sources: [], files: [] };
}

function text(en: readonly [string, string], zh: readonly [string, string]): Step['text'] {
  return { en: { title: en[0], body: en[1] }, zh: { title: zh[0], body: zh[1] } };
}

function badSteps(): readonly Step[] {
  return [
    {
      ...base,
      id: 'read',
      kind: 'read',
      text: text(
        [
          'Read the Dockerfile',
          'This is the Dockerfile that most people write first:\n\n```dockerfile\n# everything in one stage\nFROM golang:1.26\nWORKDIR /app\nCOPY . .\nCMD ["go", "run", "."]\n```\n\nIt works. Before you build it, **guess how large the image will be**, and write the number down.\n\n- The base image holds a *complete* Go toolchain, `git`, a C compiler and a shell.\n- `COPY . .` puts the source code into the image, tests and all.\n- `go run` compiles at **every** start.',
        ],
        [
          '读一读 Dockerfile',
          '大多数人写的第一个 Dockerfile 是这样的：\n\n```dockerfile\n# 全部放在一个阶段\nFROM golang:1.26\nWORKDIR /app\nCOPY . .\nCMD ["go", "run", "."]\n```\n\n它能用。构建之前，**先猜一猜镜像会有多大**，把数字写下来。\n\n- 基础镜像里有一套*完整的* Go 工具链，还有 `git`、C 编译器和 shell。\n- `COPY . .` 会把源代码连同测试一起放进镜像。\n- `go run` 在**每次**启动时都要重新编译。',
        ],
      ),
    },
    {
      ...base,
      id: 'build',
      kind: 'command',
      actions: [{ docker: ['build', '-t', '${name}:bad', '-f', 'Dockerfile.bad', '.'], fails: false }],
      measure: [{ image: 'bad', figures: ['size', 'layers', 'build-seconds'] }],
      text: text(
        [
          'Build the bad image',
          'Build it and watch the steps. Each instruction of the Dockerfile becomes a step of the build, and most of them become a **layer** of the image.\n\nWhat to look for:\n\n1. How long `COPY` and the first `RUN` take.\n2. Which steps are marked `CACHED` when you build a second time.\n\nThe size that you will see is the *unpacked* size: what the image takes on your disk, not what a registry sends.\n\n| base image | size |\n|---|---:|\n| `golang:1.26` | about 900 MB |\n| `alpine:3.22` | about 8 MB |\n\n> A large image is slow to pull, slow to scan and gives an attacker more to work with.',
        ],
        [
          '构建糟糕的镜像',
          '构建它，并观察每一步。Dockerfile 里的每条指令都是构建中的一步，其中大多数会成为镜像的一**层**。\n\n注意看：\n\n1. `COPY` 和第一条 `RUN` 各用了多长时间。\n2. 第二次构建时，哪些步骤标着 `CACHED`。\n\n你看到的大小是*解包后*的大小，也就是镜像占用的磁盘空间，而不是从仓库下载的大小。\n\n| 基础镜像 | 大小 |\n|---|---:|\n| `golang:1.26` | 约 900 MB |\n| `alpine:3.22` | 约 8 MB |\n\n> 镜像越大，拉取越慢，扫描越慢，留给攻击者的东西也越多。',
        ],
      ),
    },
    {
      ...base,
      id: 'run',
      kind: 'request',
      needs: ['build'],
      actions: [{ request: { container: 'bad', port: 8080, method: 'GET', path: '/hello' } }],
      text: text(
        [
          'Ask `/hello`',
          'Start it and ask. The first answer takes a while: the container compiles the program before it can serve anything.',
        ],
        ['请求 `/hello`', '启动容器并发出请求。第一次应答要等一会儿：容器得先编译程序，才能开始服务。'],
      ),
    },
    {
      ...base,
      id: 'inside',
      kind: 'command',
      actions: [{ docker: ['run', '--rm', '${name}:bad', 'ls'], fails: false }],
      text: text(['Look inside', 'What is in there?'], ['看看里面', '里面有什么？']),
    },
    {
      ...base,
      id: 'cleanup',
      kind: 'cleanup',
      actions: [{ docker: ['rm', '-f', '${name}-bad'], fails: false }],
      text: text(['Clean up', 'Leave nothing behind.'], ['清理', '什么也不留下。']),
    },
  ];
}

function plainSteps(en: readonly string[], zh: readonly string[]): readonly Step[] {
  return en.map((title, index) => ({
    ...base,
    id: `step-${index + 1}`,
    kind: 'read',
    text: text([title, 'Text.'], [zh[index] ?? title, '正文。']),
  }));
}

function finalSteps(): readonly Step[] {
  return [
    ...plainSteps(['Not root', 'A health check', 'A clean stop'], ['不用 root', '健康检查', '干净地停止']),
    {
      ...base,
      id: 'compare',
      kind: 'compare',
      images: ['bad', 'better', 'pro', 'final'],
      figures: ['size', 'layers', 'build-seconds', 'first-ok-seconds', 'memory', 'files', 'shell', 'user'],
      documented: [
        { image: 'bad', figure: 'size', says: '800 MB', source: '003' },
        { image: 'pro', figure: 'size', says: 'about 2 MB', source: '001 §9' },
      ],
      text: text(
        ['All four side by side', 'Every figure was measured on your machine.'],
        ['四个镜像放在一起', '每个数字都是在你的机器上测出来的。'],
      ),
    },
  ];
}
