import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

/** What every subject runs in: no learner's progress, no CI, and no certificates to load at the start (38 ms). */
export function cleanEnvironment(state) {
  const { NODE_EXTRA_CA_CERTS: _, CI: __, NODE_OPTIONS: ___, ...env } = process.env;
  return { ...env, XDG_STATE_HOME: state, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
}

export const newFolder = (parent, name) => mkdtemp(join(parent, `${name}-`));

/** The most memory that a process had so far, in bytes; `undefined` where the system does not tell. */
export function peakMemory(pid) {
  try {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}
