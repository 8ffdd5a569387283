import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/author.ts';

export const messages: Translation<typeof en> = {
  'author.action': (p) => `course 没有 ${p.name} 这个操作，只有：${p.names}。`,
  'author.excess': 'course lint 后面不再跟别的词；课程目录用 --course 指定。',
  'author.excess.next': '例如：go-docker-lab course lint --course my-course/labs',
  'new.folder': 'course new 需要一个目录名，目录由它创建。',
  'new.folder.next': '例如：go-docker-lab course new my-course',
  'new.taken': (p) => `${p.path} 不是空目录，没有写入任何内容。`,
  'new.taken.next': '请换一个还不存在的目录。',
  'new.done': (p) =>
    [
      `已在 ${p.folder} 中创建一门课程，含一个实验（${p.count} 个文件）。接下来：`,
      `  go-docker-lab course lint --course ${p.course}`,
      `  go-docker-lab course test --course ${p.course}`,
      `  go-docker-lab --course ${p.course}`,
    ].join('\n'),
};
