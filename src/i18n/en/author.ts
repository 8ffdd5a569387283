export const messages = {
  'author.action': (p: { name: string; names: string }) => `course has no action ${p.name}; it has: ${p.names}.`,
  'author.excess': 'course lint takes no further words; the folder is given by --course.',
  'author.excess.next': 'For example: go-docker-lab course lint --course my-course/labs',
  'new.folder': 'course new takes one folder, which it makes.',
  'new.folder.next': 'For example: go-docker-lab course new my-course',
  'new.taken': (p: { path: string }) => `${p.path} is not empty; nothing was written.`,
  'new.taken.next': 'Choose a folder that is not there yet.',
  'new.done': (p: { count: number; folder: string; course: string }) =>
    [
      `A course of one lab is in ${p.folder} (${p.count} files). Next:`,
      `  go-docker-lab course lint --course ${p.course}`,
      `  go-docker-lab course test --course ${p.course}`,
      `  go-docker-lab --course ${p.course}`,
    ].join('\n'),
};
