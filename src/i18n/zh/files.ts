import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/files.ts';

export const messages: Translation<typeof en> = {
  'files.read-only': (p) => `无法写入 ${p.path}：这块磁盘是只读的。`,
  'files.denied': (p) => `当前账户没有权限访问 ${p.path}。`,
  'files.denied.next': '请给当前账户写权限，或用 --workspace 换一个目录。',
  'files.full': (p) => `磁盘已满，没能写入 ${p.path}。原来的内容完好无损。`,
  'files.quota': (p) => `磁盘配额已用完，没能写入 ${p.path}。原来的内容完好无损。`,
  'files.full.next': '请腾出一些空间再试；go-docker-lab clean 会删除本课程产生的镜像和容器。',
  'files.not-folder': (p) => `${p.path} 不能用：路径中有一段是文件，而不是目录。`,
  'files.is-folder': (p) => `${p.path} 是一个目录，这里需要的是文件。`,
  'files.move.next': '请把它挪走，或用 --workspace 换一个目录。',
  'files.other': (p) => `${p.path} 不能用（${p.code}）。`,
  'files.other.next': '请用 --workspace 换一个目录。',

  'files.denied.variable.next': (p) => `请给当前账户写权限，或把 ${p.variable} 设为另一个目录的完整路径。`,
  'files.denied.name.next': '请给当前账户写权限，或换一个位置。',
  'files.move.variable.next': (p) => `请把它挪走，或把 ${p.variable} 设为另一个目录的完整路径。`,
  'files.move.name.next': '请把它挪走，或换一个位置。',
  'files.other.variable.next': (p) => `请把 ${p.variable} 设为另一个目录的完整路径。`,
  'files.other.name.next': '请换一个位置或换一个名称。',
  'files.space.next':
    '请在那块磁盘上腾出一些空间再试；如果引擎的镜像也放在那里，go-docker-lab clean 会删除本课程的镜像。',

  'files.no-folder': (p) => `没有目录 ${p.path}。`,
  'files.no-folder.next': '请先创建它，或把文件放到别处。',
  'files.no-temporary': (p) => `${p.variable} 指定的临时文件目录不存在：${p.path}`,
  'files.no-temporary.next': (p) => `请先创建它，或把 ${p.variable} 设为一个已有目录的完整路径。`,

  'output.full': '无法写入标准输出：磁盘已满。',
  'output.full.next': '请在那块磁盘上腾出一些空间，或把输出送到别处。',
  'output.quota': '无法写入标准输出：磁盘配额已用完。',
  'output.failed': (p) => `无法写入标准输出（${p.code}）。`,
  'output.failed.next': '请把输出送到别处。',
};
