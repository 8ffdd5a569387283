import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/course.ts';

export const messages: Translation<typeof en> = {
  'course.absent': (p) => `课程里没有文件 ${p.file}。`,
  'course.yaml': (p) => `${p.file} 第 ${p.line} 行：不是合法的 YAML：${p.problem}`,
  'course.invalid': (p) => `${p.file} 第 ${p.line} 行，${p.key}：${p.expected}`,
  'course.next': '改好文件后重新运行；每个键的含义见 docs/course-format.md。',
  'course.twice': (p) => `${p.id} 出现了两次；id 必须唯一。`,
  'course.base': (p) => `${p.base} 不在课程的 bases 里：${p.bases}。`,
  'course.need': (p) => `${p.need} 不是本实验中更早的步骤；更早的步骤：${p.known}。`,
  'course.action': (p) => `没有第 ${p.index} 个动作；这一步有 ${p.count} 个，从 0 数起。`,
  'course.file': (p) => `${p.name} 既不在实验的 start 目录里，也不在应用里。`,
  'course.docker': (p) => p.reason,
  'course.lesson.no-id': '二级标题要写明步骤：## 标题 {#step-id}',
  'course.lesson.empty': '这一节没有正文。',
  'course.lesson.before-first': '第一节之前有多余的文字。',
  'course.lesson.stray': '实验里没有这个 id 的步骤。',
  'course.lesson.missing': (p) => `这一步没有对应的章节（${p.lang}）。`,
  'course.unreadable': (p) => `${p.path} 里没有课程：找不到 course.yaml。`,
  'course.clash': (p) => `两个实验在 ${p.path} 放了不同的文件；它们共用一个工作目录。`,
  'course.control': '文本中不能有控制字符：终端会执行它们。',
  'course.no-app': (p) => `${p.path} 里没有 Go 程序：找不到 go.mod。`,
  'course.save': (p) => `${p.name} 是实验或应用自带的文件，不能被应答覆盖。`,
  'course.unjudged': (p) => `动作 ${p.index} 应当失败，但没有 fails 检查说明怎样失败。`,
};
