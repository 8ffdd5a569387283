import { type CommandEntry, texts } from '../entry.ts';

/** For those who prepare a workshop or write a course. */
export const authoring: readonly CommandEntry[] = [
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
      const { kit } = await import('../kit.ts');
      return kit(app, words, {
        ...texts(options, 'platform', 'node', 'only'),
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
      const { authorCourse } = await import('../course.ts');
      return authorCourse(app, words, options['text'] === true);
    },
  },
];
