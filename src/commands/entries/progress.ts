import { compareImages } from '../compare.ts';
import { type CommandEntry, texts } from '../entry.ts';
import { listCourse } from '../list.ts';

/** What was done, and taking it elsewhere. */
export const progress: readonly CommandEntry[] = [
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
      const { report } = await import('../report.ts');
      return report(app, words, {
        ...texts(options, 'format', 'output'),
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
      const { exportProgress } = await import('../export.ts');
      return exportProgress(app, file, options['force'] === true);
    },
  },
  {
    usage: 'import <file>',
    summary: { en: 'go on with what was exported; the present is kept aside', zh: '导入进度和文件；现有内容会另存' },
    options: [],
    examples: ['go-docker-lab import my-progress.json'],
    perform: async (app, [file = '']) => {
      const { importProgress } = await import('../import.ts');
      return importProgress(app, file);
    },
  },
];
