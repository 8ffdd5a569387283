import type { App } from './app.ts';
import { cleanEngine } from './clean.ts';
import { compareImages } from './compare.ts';
import { examineMachine } from './doctor.ts';
import { listCourse } from './list.ts';
import { openWorkshop } from './open.ts';
import { runCourse } from './run.ts';

/** One command: how it is called, what it says of itself, what it does. */
export interface CommandEntry {
  /** As commander reads it: `run [targets...]`. */
  readonly usage: string;
  readonly summary: { readonly en: string; readonly zh: string };
  readonly options: readonly {
    readonly flags: string;
    readonly summary: { readonly en: string; readonly zh: string };
  }[];
  readonly examples: readonly string[];
  /** Whether Ctrl-C is its normal end, after which its own exit code stands. */
  readonly endsByInterrupt?: (options: Readonly<Record<string, string | boolean | undefined>>) => boolean;
  readonly perform: (
    app: App,
    targets: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>,
  ) => Promise<number>;
}

const text = (value: string | boolean | undefined): { value: string } | undefined =>
  typeof value === 'string' ? { value } : undefined;

/** Every command, one entry each. */
export const commands: readonly CommandEntry[] = [
  {
    usage: 'open',
    summary: { en: 'open the workshop where you left off (the default)', zh: '打开工作坊，从上次离开处继续（默认）' },
    options: [],
    examples: ['go-docker-lab', 'go-docker-lab --lang zh'],
    perform: async (app) => openWorkshop(app),
  },
  {
    usage: 'run [targets...]',
    summary: { en: 'run labs or steps unattended and judge them', zh: '无人值守地运行实验或步骤并评判' },
    options: [
      { flags: '--all', summary: { en: 'every step of the course (the default)', zh: '课程的全部步骤（默认）' } },
      { flags: '--from <place>', summary: { en: 'begin at this lab or step', zh: '从这个实验或步骤开始' } },
      {
        flags: '--junit <file>',
        summary: { en: 'also write the verdicts as JUnit XML', zh: '同时把结果写成 JUnit XML' },
      },
      { flags: '--verbose', summary: { en: 'print what builds and containers say', zh: '输出构建与容器的日志' } },
    ],
    examples: ['go-docker-lab run', 'go-docker-lab run 02-better', 'go-docker-lab run 03-pro/strip --json'],
    perform: async (app, targets, options) => {
      const from = text(options['from']);
      const junit = text(options['junit']);
      return runCourse(app, targets, {
        ...(from ? { from: from.value } : {}),
        ...(junit ? { junit: junit.value } : {}),
        verbose: options['verbose'] === true,
      });
    },
  },
  {
    usage: 'check <place>',
    summary: { en: 'judge what you have for one step', zh: '评判你在某一步的成果' },
    options: [
      {
        flags: '--dockerfile <file>',
        summary: { en: 'judge this file instead of the one in your workspace', zh: '评判这个文件，而不是工作目录里的' },
      },
      {
        flags: '--watch',
        summary: { en: 'judge again after every save, until Ctrl-C', zh: '每次保存后重新评判，按 Ctrl-C 结束' },
      },
    ],
    examples: ['go-docker-lab check 01-bad/compile', 'go-docker-lab check 02-better/build --watch'],
    endsByInterrupt: (options) => options['watch'] === true,
    perform: async (app, [place = ''], options) => {
      const { checkStep } = await import('./check.ts');
      const dockerfile = text(options['dockerfile']);
      return checkStep(app, place, {
        ...(dockerfile ? { dockerfile: dockerfile.value } : {}),
        watch: options['watch'] === true,
      });
    },
  },
  {
    usage: 'start [lab]',
    summary: { en: 'begin at a lab; what comes before is prepared', zh: '从某个实验开始，之前的内容会自动备好' },
    options: [
      { flags: '--files-only', summary: { en: 'prepare files, build no images', zh: '只准备文件，不构建镜像' } },
    ],
    examples: ['go-docker-lab start', 'go-docker-lab start 03-pro'],
    perform: async (app, [lab], options) => {
      const { startAt } = await import('./start.ts');
      return startAt(app, lab, options['filesOnly'] === true);
    },
  },
  {
    usage: 'list',
    summary: { en: 'show the course: labs and steps', zh: '列出课程的实验和步骤' },
    options: [],
    examples: ['go-docker-lab list'],
    perform: async (app) => listCourse(app, false),
  },
  {
    usage: 'status',
    summary: { en: 'show where you stand', zh: '查看学习进度' },
    options: [],
    examples: ['go-docker-lab status', 'go-docker-lab status --json'],
    perform: async (app) => listCourse(app, true),
  },
  {
    usage: 'compare',
    summary: { en: 'compare the images measured so far', zh: '对比目前测量过的镜像' },
    options: [],
    examples: ['go-docker-lab compare'],
    perform: async (app) => compareImages(app),
  },
  {
    usage: 'report [what] [file]',
    summary: { en: 'what was done and measured, signed; verify one', zh: '生成签名的学习报告，或验证报告' },
    options: [
      {
        flags: '--format <kind>',
        summary: {
          en: 'md, html or json (default: by the file’s name, else md)',
          zh: 'md、html 或 json（默认看文件名，否则 md）',
        },
      },
      { flags: '--output <file>', summary: { en: 'write it to a file', zh: '写入文件' } },
      { flags: '--force', summary: { en: 'replace the file if it is there', zh: '文件已存在时覆盖' } },
    ],
    examples: [
      'go-docker-lab report',
      'go-docker-lab report --output report.html',
      'go-docker-lab report verify report.html',
    ],
    perform: async (app, words, options) => {
      const { report } = await import('./report.ts');
      const format = text(options['format']);
      const output = text(options['output']);
      return report(app, words, {
        ...(format ? { format: format.value } : {}),
        ...(output ? { output: output.value } : {}),
        force: options['force'] === true,
      });
    },
  },
  {
    usage: 'export <file>',
    summary: {
      en: 'your progress and files as one file, to go on elsewhere',
      zh: '把进度和你的文件导出成一个文件，换机器继续',
    },
    options: [{ flags: '--force', summary: { en: 'replace the file if it is there', zh: '文件已存在时覆盖' } }],
    examples: ['go-docker-lab export my-progress.json'],
    perform: async (app, [file = ''], options) => {
      const { exportProgress } = await import('./export.ts');
      return exportProgress(app, file, options['force'] === true);
    },
  },
  {
    usage: 'import <file>',
    summary: { en: 'go on with what was exported; the present is kept aside', zh: '导入进度和文件；现有内容会另存' },
    options: [],
    examples: ['go-docker-lab import my-progress.json'],
    perform: async (app, [file = '']) => {
      const { importProgress } = await import('./import.ts');
      return importProgress(app, file);
    },
  },
  {
    usage: 'doctor',
    summary: { en: 'is this machine ready? what to do if not', zh: '检查这台机器是否就绪，以及该怎么办' },
    options: [{ flags: '--fix', summary: { en: 'apply what can be applied', zh: '自动修复能修复的问题' } }],
    examples: ['go-docker-lab doctor', 'go-docker-lab doctor --fix'],
    perform: async (app, _targets, options) => examineMachine(app, options['fix'] === true),
  },
  {
    usage: 'network [words...]',
    summary: {
      en: 'direct, mirror, proxy, offline: show, test, set',
      zh: '网络：direct、mirror、proxy、offline，查看、测试、设置',
    },
    options: [
      { flags: '--goproxy <url>', summary: { en: 'mirror: GOPROXY of your builds', zh: 'mirror：构建用的 GOPROXY' } },
      { flags: '--apk <url>', summary: { en: 'mirror: where apk downloads from', zh: 'mirror：apk 的下载地址' } },
      { flags: '--force', summary: { en: 'keep what failed its test', zh: '测试失败也保存' } },
    ],
    examples: [
      'go-docker-lab network',
      'go-docker-lab network mirror registry.example:5000/library',
      'go-docker-lab network mirror --goproxy https://goproxy.cn,direct',
      'go-docker-lab network proxy',
      'go-docker-lab network offline',
    ],
    perform: async (app, words, options) => {
      const { setNetwork } = await import('./network.ts');
      const goproxy = text(options['goproxy']);
      const apk = text(options['apk']);
      return setNetwork(app, words, {
        ...(goproxy ? { goproxy: goproxy.value } : {}),
        ...(apk ? { apk: apk.value } : {}),
        force: options['force'] === true,
      });
    },
  },
  {
    usage: 'reset [targets...]',
    summary: { en: 'start over; files and progress are kept aside', zh: '重新开始；文件和进度会另存' },
    options: [],
    examples: ['go-docker-lab reset 02-better', 'go-docker-lab reset'],
    perform: async (app, targets) => {
      const { resetPlaces } = await import('./reset.ts');
      return resetPlaces(app, targets);
    },
  },
  {
    usage: 'restore [when]',
    summary: { en: 'bring back what a reset kept aside', zh: '取回重置时另存的内容' },
    options: [],
    examples: ['go-docker-lab restore', 'go-docker-lab restore last'],
    perform: async (app, [when]) => {
      const { restoreKept } = await import('./restore.ts');
      return restoreKept(app, when);
    },
  },
  {
    usage: 'clean',
    summary: { en: 'remove every container, image and network of ours', zh: '删除我们创建的所有容器、镜像和网络' },
    options: [
      {
        flags: '--keep-bases',
        summary: { en: 'keep the local stand-ins of base images', zh: '保留本地替代的基础镜像' },
      },
    ],
    examples: ['go-docker-lab clean'],
    perform: async (app, _targets, options) => cleanEngine(app, options['keepBases'] === true),
  },
  {
    usage: 'kit <action> [file]',
    summary: {
      en: 'the course in one file, offline: make, load, check',
      zh: '离线包：制作、载入、检查（make、load、check）',
    },
    options: [
      {
        flags: '--platform <list>',
        summary: { en: 'make: amd64, arm64 or amd64,arm64', zh: 'make：amd64、arm64 或 amd64,arm64' },
      },
      {
        flags: '--node <list>',
        summary: { en: 'make: also a Node.js, linux/arm64=PATH', zh: 'make：另带 Node.js，如 linux/arm64=路径' },
      },
      { flags: '--force', summary: { en: 'make: replace the file if it is there', zh: 'make：文件已存在时覆盖' } },
      { flags: '--only <place>', summary: { en: 'check: this lab or step', zh: 'check：只检查这个实验或步骤' } },
    ],
    examples: [
      'go-docker-lab kit make kit.tar',
      'go-docker-lab kit load kit.tar',
      'go-docker-lab kit check kit.tar --only 02-better',
    ],
    perform: async (app, words, options) => {
      const { kit } = await import('./kit.ts');
      const platform = text(options['platform']);
      const node = text(options['node']);
      const only = text(options['only']);
      return kit(app, words, {
        ...(platform ? { platform: platform.value } : {}),
        ...(node ? { node: node.value } : {}),
        ...(only ? { only: only.value } : {}),
        force: options['force'] === true,
      });
    },
  },
  {
    usage: 'course <action> [words...]',
    summary: { en: 'author a course: new, lint, test', zh: '编写课程：new、lint、test' },
    options: [
      {
        flags: '--text',
        summary: { en: 'test: only what needs no engine', zh: 'test：只做不需要引擎的部分' },
      },
    ],
    examples: [
      'go-docker-lab course new my-course',
      'go-docker-lab course lint --course my-course/labs',
      'go-docker-lab course test --course my-course/labs',
    ],
    perform: async (app, words, options) => {
      const { authorCourse } = await import('./course.ts');
      return authorCourse(app, words, options['text'] === true);
    },
  },
];
