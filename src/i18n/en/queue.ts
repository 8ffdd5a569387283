export const messages = {
  'queue.waiting': (p: { before: number; building: number }) =>
    `Waiting for a free build slot: ${p.before} before you, ${p.building} building now.`,
  'queue.next': (p: { building: number }) => `Waiting for a free build slot: you are next, ${p.building} building now.`,
  'queue.taking': 'Waiting for a free build slot: you are next, and one is just becoming free.',
  'queue.bad-bound': (p: { variable: string; value: string }) =>
    `${p.variable} is ${JSON.stringify(p.value)}, which is no number of builds.`,
  'queue.bad-bound.next': 'Give a whole number, the builds that may run at the same time; 0 sets no bound.',
  'session.shared': 'Another session of go-docker-lab without a learner’s name works on this engine.',
  'session.shared.learner': (p: { learner: string }) =>
    `Another session of go-docker-lab works on this engine as learner ${p.learner}.`,
  'session.shared.next': (p: { learner: string }) =>
    `Both would use the same names: give this one another, with --learner NAME. Only if that session is long gone, remove what it left: go-docker-lab clean --learner ${p.learner}`,
  'clean.at-work': (p: { learner: string }) => `A session of learner ${p.learner} is at work on this machine.`,
  'clean.at-work.next': 'End it first (q in the workshop, Ctrl-C elsewhere), or take its things from it with --yes.',
  'clean.others': (p: { learners: string }) => `Others are at work on this engine: ${p.learners}.`,
  'clean.others.next': 'Remove only your own with --learner NAME, or everything of everybody with --yes.',
};
