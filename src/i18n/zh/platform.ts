import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/platform.ts';

export const messages: Translation<typeof en> = {
  'platform.path': '每个系统都能有的路径：Windows 上不能有这个名字的文件',
  'platform.twin': '在每个系统上都独一无二的路径：另有一个路径与它只差大小写',
  'platform.windows-drive': (p) =>
    `工作区 ${p.path} 在 Windows 的盘上：从那里构建很慢，保存文件也要靠每秒约两次的查看才能发现。放在 WSL 的主目录里会快得多：--workspace ~/go-docker-demo`,
};
