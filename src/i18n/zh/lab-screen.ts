import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/lab-screen.ts';

export const messages: Translation<typeof en> = {
  'ui.coach.file': '你的文件',
  'ui.coach.first-save': '等待你第一次保存。',
  'ui.coach.next-save': '等待你下一次保存。',
  'ui.coach.how': '每次保存都会立即评判：先看文本本身，再看构建出的镜像和它的行为。',
  'ui.coach.unwatched': '还没有监视这个文件。保存之后按 Enter 评判。',
  'ui.coach.after-save': '每次保存后运行',
  'ui.coach.open': (p) => `用 ${p.editor} 打开；编辑器开着时，保存也会评判`,
  'ui.coach.open-at': (p) => `用 ${p.editor} 打开，定位到第 ${p.line} 行`,
  'ui.coach.hint': (p) => `看提示（第 ${p.next} 条，共 ${p.total} 条）`,
  'ui.coach.solution': '看参考答案',
  'ui.coach.diff': '把你的文件和参考答案放在一起看，并测量差别的代价',
  'ui.coach.reset': '重置这一步，现有的内容会先另存',
  'ui.coach.change': '改好文件后保存，会立即重新评判。',
  'ui.coach.later': (p) => `文本改对之后，还有 ${p.count} 项检查`,
  'ui.coach.judge-now': '按现在的内容评判',
  'ui.hint.title': (p) => `提示 ${p.level} / ${p.total}`,
  'ui.solution.title': '参考答案',
  'ui.solution.intro': '这只是其中一种写法：效果相同的写法都能通过。',
  'ui.solution.unchanged': '参考答案没有改动这个文件。',
  'ui.diff.title': '你的文件与参考答案',
  'ui.diff.reading': '正在读取你的文件',
  'ui.cost.title': '差别的代价',
  'ui.cost.press': '把参考答案也构建出来，测量两个镜像',
  'ui.cost.again': '再试一次',

  'ui.guess.title': '先猜一猜',
  'ui.guess.optional': '不猜也可以，按 Enter 直接测量',
  'ui.guess.before': (p) => `上次猜的是 ${p.guess}，实测 ${p.measured}`,
  'ui.guess.why': '为什么',
  'ui.quiz.question': (p) => `第 ${p.number} / ${p.total} 题`,
  'ui.quiz.right': '答对了',
  'ui.quiz.wrong': '还不对',
  'ui.quiz.done': '所有问题都答完了。',
  'ui.quiz.tally': (p) => `${p.total} 题中有 ${p.first} 题一次答对`,

  'ui.checkpoint.covers': '这个检查点会检查',
  'ui.summary.title': (p) => `你完成了：${p.lab}`,
  'ui.summary.steps': '步骤',
  'ui.summary.steps.of': (p) =>
    [
      `完成 ${p.done} / ${p.total}`,
      ...(p.skipped > 0 ? [`跳过 ${p.skipped}`] : []),
      ...(p.prepared > 0 ? [`代为准备 ${p.prepared}`] : []),
    ].join('，'),
  'ui.summary.hints': '提示',
  'ui.summary.hints.of': (p) =>
    `${p.hints === 0 ? '没有用提示' : `用了 ${p.hints} 条`}${p.solutions > 0 ? `，看过 ${p.solutions} 份参考答案` : ''}`,
  'ui.summary.guesses': '猜测',
  'ui.summary.guesses.of': (p) => `${p.total} 次测量前猜了 ${p.guesses} 次`,
  'ui.summary.answers': '问题',
  'ui.summary.answers.of': (p) => `${p.total} 题中有 ${p.first} 题一次答对`,
  'ui.run.next-lab': (p) => `下一个实验：${p.lab}`,

  'ui.standing.todo': '未做',
  'ui.standing.running': '进行中',
  'ui.standing.passed': '完成',
  'ui.standing.failed': '还差一点',
  'ui.standing.skipped': '已跳过',
  'ui.standing.prepared': '代为准备',
  'ui.home.left': (p) =>
    [
      ...(p.skipped > 0 ? [`跳过了 ${p.skipped} 步`] : []),
      ...(p.prepared > 0 ? [`${p.prepared} 步是代为准备的，不是你自己做的`] : []),
    ].join('，'),
};
