import type { App } from './app.ts';
import { cleanEngine } from './clean.ts';
import { compareImages } from './compare.ts';
import { examineMachine } from './doctor.ts';
import { lintCourse } from './lint.ts';
import { listCourse } from './list.ts';
import { openWorkshop } from './open.ts';
import { resetProgress } from './reset.ts';
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
    usage: 'doctor',
    summary: { en: 'is this machine ready? what to do if not', zh: '检查这台机器是否就绪，以及该怎么办' },
    options: [{ flags: '--fix', summary: { en: 'apply what can be applied', zh: '自动修复能修复的问题' } }],
    examples: ['go-docker-lab doctor', 'go-docker-lab doctor --fix'],
    perform: async (app, _targets, options) => examineMachine(app, options['fix'] === true),
  },
  {
    usage: 'reset [targets...]',
    summary: { en: 'start over; the old progress is kept aside', zh: '重新开始；旧进度会另存' },
    options: [],
    examples: ['go-docker-lab reset 02-better', 'go-docker-lab reset'],
    perform: async (app, targets) => resetProgress(app, targets),
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
    usage: 'lint',
    summary: { en: 'validate the course given by --course', zh: '校验 --course 指定的课程' },
    options: [],
    examples: ['go-docker-lab lint --course my-course'],
    perform: async (app) => lintCourse(app),
  },
];
