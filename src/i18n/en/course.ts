export const messages = {
  'course.absent': (p: { file: string }) => `The course has no file ${p.file}.`,
  'course.yaml': (p: { file: string; line: number; problem: string }) =>
    `${p.file}, line ${p.line}: this is not YAML: ${p.problem}`,
  'course.invalid': (p: { file: string; line: number; key: string; expected: string }) =>
    `${p.file}, line ${p.line}, ${p.key}: ${p.expected}`,
  'course.next': 'Correct the file and run the command again; docs/course-format.md describes every key.',
  'course.twice': (p: { id: string }) => `${p.id} stands there twice; ids are unique.`,
  'course.base': (p: { base: string; bases: string }) => `${p.base} is not among the course’s bases: ${p.bases}.`,
  'course.need': (p: { need: string; known: string }) =>
    `${p.need} is not an earlier step of this lab; earlier steps: ${p.known}.`,
  'course.action': (p: { index: number; count: number }) =>
    `there is no action ${p.index}; the step has ${p.count}, counted from 0.`,
  'course.file': (p: { name: string }) => `${p.name} is neither in the lab’s start folder nor in the app.`,
  'course.docker': (p: { reason: string }) => p.reason,
  'course.lesson.no-id': 'a heading of level 2 names its step: ## Title {#step-id}',
  'course.lesson.empty': 'this section has no text.',
  'course.lesson.before-first': 'text stands before the first section.',
  'course.lesson.stray': 'no step of the lab has this id.',
  'course.lesson.missing': (p: { lang: string }) => `this step has no section (${p.lang}).`,
  'course.unreadable': (p: { path: string }) => `There is no course in ${p.path}: it has no course.yaml.`,
  'course.clash': (p: { path: string }) => `two labs lay different files at ${p.path}; they share one workspace.`,
  'course.control': 'a text without control characters: a terminal would obey them.',
  'course.no-app': (p: { path: string }) => `There is no Go program in ${p.path}: it has no go.mod.`,
  'course.save': (p: { name: string }) => `${p.name} is a file of the lab or the app; an answer may not replace it.`,
  'course.unjudged': (p: { index: number }) =>
    `action ${p.index} is meant to fail, but no check of kind fails says how.`,
  'course.edit.stray': 'no edit step of the lab has this id.',
  'course.edit.folder': 'a file below start/, solution/, alternatives/NAME/ or wrong/NAME/.',
  'course.edit.file': (p: { file: string; folder: string }) => `${p.file} is missing in the step’s ${p.folder} folder.`,
  'course.edit.alternative': (p: { step: string }) =>
    `edits/${p.step}/alternatives holds at least one solution in another style.`,
  'course.edit.variant': (p: { variant: string }) => `there is no folder wrong/${p.variant}.`,
  'course.edit.check': (p: { check: string; checks: string }) =>
    `${p.check} is not a check of this step; its checks: ${p.checks}.`,
  'course.edit.unnamed': (p: { variant: string }) => `wrong/${p.variant} names no check in which it must fail.`,
  'course.checkpoint': 'a checkpoint has at least one check.',
  'course.append-own': (p: { file: string }) =>
    `${p.file} is the learner’s to change; a line added to it would be taken for a save.`,
  'course.too-large': (p: { most: string }) => `at most ${p.most}; a course is text.`,
  'course.no-doctor': (p: { index: number }) => `action ${p.index} is no doctor: true, whose findings could be judged.`,
  'course.unscanned': (p: { image: string }) =>
    `no action of this step scans ${p.image}: it needs scan: { image: ${p.image} }.`,
  'course.secret': (p: { name: string }) =>
    `${p.name} is no file of the lab or the app, and no earlier request saves it.`,
  'course.requires': (p: { capability: string }) =>
    `not every machine can do this: the step has requires: [${p.capability}].`,
};
