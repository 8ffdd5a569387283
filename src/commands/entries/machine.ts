import { examineMachine } from '../doctor.ts';
import { type CommandEntry, texts } from '../entry.ts';

/** The machine and its network. */
export const machine: readonly CommandEntry[] = [
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
      const { setNetwork } = await import('../network.ts');
      return setNetwork(app, words, {
        ...texts(options, 'goproxy', 'apk'),
        force: options['force'] === true,
      });
    },
  },
];
