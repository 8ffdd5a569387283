export const messages = {
  'queue.waiting': (p: { before: number; building: number }) =>
    `正在排队等待构建：前面还有 ${p.before} 个，正在构建 ${p.building} 个。`,
  'queue.next': (p: { building: number }) => `正在排队等待构建：下一个就是你，正在构建 ${p.building} 个。`,
  'queue.taking': '正在排队等待构建：下一个就是你，马上会空出一个位置。',
  'queue.bad-bound': (p: { variable: string; value: string }) =>
    `${p.variable} 的值是 ${JSON.stringify(p.value)}，不能当作构建的个数。`,
  'queue.bad-bound.next': '请给出一个整数，即同时进行的构建个数；0 表示不限。',
  'session.shared': '这个引擎上还有另一个没有学员名的 go-docker-lab 会话正在使用。',
  'session.shared.learner': (p: { learner: string }) =>
    `这个引擎上还有另一个以学员 ${p.learner} 的名义运行的 go-docker-lab 会话。`,
  'session.shared.next': (p: { learner: string }) =>
    `两边会使用同样的名字：请用 --learner NAME 给这边另取一个名字。只有当那个会话早已结束时，才清理它留下的东西：go-docker-lab clean --learner ${p.learner}`,
  'clean.at-work': (p: { learner: string }) => `学员 ${p.learner} 的一个会话正在这台机器上运行。`,
  'clean.at-work.next': '请先结束它（工作坊里按 q，其他情况按 Ctrl-C），或用 --yes 强行删除。',
  'clean.others': (p: { learners: string }) => `还有别人正在使用这个引擎：${p.learners}。`,
  'clean.others.next': '用 --learner NAME 只删除自己的，或用 --yes 删除所有人的全部内容。',
};
