import { authoring } from './entries/authoring.ts';
import { learning } from './entries/learning.ts';
import { machine } from './entries/machine.ts';
import { progress } from './entries/progress.ts';
import { undoing } from './entries/undoing.ts';
import type { CommandEntry } from './entry.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [...learning, ...progress, ...machine, ...undoing, ...authoring];
