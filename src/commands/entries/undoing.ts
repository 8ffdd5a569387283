import { cleanEngine } from '../clean.ts';
import type { CommandEntry } from '../entry.ts';

/** Going back, and leaving nothing behind. */
export const undoing: readonly CommandEntry[] = [
  {
    usage: 'reset [targets...]',
    summary: { en: 'start over; files and progress are kept aside', zh: '重新开始；文件和进度会另存' },
    options: [],
    examples: ['go-docker-lab reset 02-better', 'go-docker-lab reset'],
    perform: async (app, targets) => {
      const { resetPlaces } = await import('../reset.ts');
      return resetPlaces(app, targets);
    },
  },
  {
    usage: 'restore [when]',
    summary: { en: 'bring back what a reset kept aside', zh: '取回重置时另存的内容' },
    options: [],
    examples: ['go-docker-lab restore', 'go-docker-lab restore last'],
    perform: async (app, [when]) => {
      const { restoreKept } = await import('../restore.ts');
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
];
