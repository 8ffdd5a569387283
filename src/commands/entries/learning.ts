import { type CommandEntry, texts } from '../entry.ts';
import { openWorkshop } from '../open.ts';
import { runCourse } from '../run.ts';

/** Going through the course. */
export const learning: readonly CommandEntry[] = [
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
      return runCourse(app, targets, {
        ...texts(options, 'from', 'junit'),
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
        summary: { en: 'judge this file instead of the one in your workspace', zh: '评判这个文件，而不是工作区里的' },
      },
      {
        flags: '--watch',
        summary: { en: 'judge again after every save, until Ctrl-C', zh: '每次保存后重新评判，按 Ctrl-C 结束' },
      },
    ],
    examples: ['go-docker-lab check 01-bad/compile', 'go-docker-lab check 02-better/build --watch'],
    endsByInterrupt: (options) => options['watch'] === true,
    perform: async (app, [place = ''], options) => {
      const { checkStep } = await import('../check.ts');
      return checkStep(app, place, {
        ...texts(options, 'dockerfile'),
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
      const { startAt } = await import('../start.ts');
      return startAt(app, lab, options['filesOnly'] === true);
    },
  },
];
