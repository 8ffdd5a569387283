export const messages = {
  'files.read-only': (p: { path: string }) => `${p.path} cannot be written: this disk is read-only.`,
  'files.denied': (p: { path: string }) => `This account has no permission for ${p.path}.`,
  'files.denied.next': 'Give this account the right to write there, or choose another folder with --workspace.',
  'files.full': (p: { path: string }) =>
    `The disk is full: ${p.path} could not be written. What was there before is unharmed.`,
  'files.quota': (p: { path: string }) =>
    `Your disk quota is used up: ${p.path} could not be written. What was there before is unharmed.`,
  'files.full.next':
    'Free some space and try again; go-docker-lab clean removes the images and containers of this workshop.',
  'files.not-folder': (p: { path: string }) => `${p.path} cannot be used: a part of this path is a file, not a folder.`,
  'files.is-folder': (p: { path: string }) => `${p.path} is a folder; a file was expected.`,
  'files.move.next': 'Move it out of the way, or choose another folder with --workspace.',
  'files.other': (p: { path: string; code: string }) => `${p.path} cannot be used (${p.code}).`,
  'files.other.next': 'Choose another folder with --workspace.',

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

  'files.no-folder': (p: { path: string }) => `There is no folder ${p.path}.`,
  'files.no-folder.next': 'Make it, or name another place for the file.',
  'files.no-temporary': (p: { path: string; variable: string }) =>
    `The folder for temporary files that ${p.variable} names does not exist: ${p.path}`,
  'files.no-temporary.next': (p: { variable: string }) =>
    `Make it, or set ${p.variable} to the full path of a folder that is there.`,

  'output.full': 'Standard output could not be written: the disk is full.',
  'output.full.next': 'Free some space on that disk, or send the output somewhere else.',
  'output.quota': 'Standard output could not be written: your disk quota is used up.',
  'output.failed': (p: { code: string }) => `Standard output could not be written (${p.code}).`,
  'output.failed.next': 'Send the output somewhere else.',
};
