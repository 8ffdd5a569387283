export const messages = {
  'files.denied.variable.next': (p: { variable: string }) =>
    `Give this account the right to write there, or set ${p.variable} to the full path of another folder.`,
  'files.denied.name.next': 'Give this account the right to write there, or choose another place.',
  'files.move.variable.next': (p: { variable: string }) =>
    `Move it out of the way, or set ${p.variable} to the full path of another folder.`,
  'files.move.name.next': 'Move it out of the way, or choose another place.',
  'files.other.variable.next': (p: { variable: string }) => `Set ${p.variable} to the full path of another folder.`,
  'files.other.name.next': 'Choose another place or another name.',
  'files.space.next':
    'Free some space on that disk and try again; if the engine keeps its images there, go-docker-lab clean removes those of this workshop.',

  'output.full': 'Standard output could not be written: the disk is full.',
  'output.full.next': 'Free some space on that disk, or send the output somewhere else.',
  'output.quota': 'Standard output could not be written: your disk quota is used up.',
  'output.failed': (p: { code: string }) => `Standard output could not be written (${p.code}).`,
  'output.failed.next': 'Send the output somewhere else.',
};
