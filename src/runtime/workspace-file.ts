import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Desk } from './world.ts';

/** The folder in which docker runs, and its files. */
export type WorkspaceFolder = Pick<Desk, 'files' | 'workspace' | 'resolve'>;

/** The absolute path of a workspace file that is about to be written; a link that leads out of the workspace is refused. */
export async function workspaceFile(desk: WorkspaceFolder, path: string): Promise<string> {
  const absolute = desk.resolve(path);
  if (await desk.files.within(desk.workspace, absolute)) return absolute;
  throw new MachineError({ what: msg('workspace.outside', { path }), next: msg('workspace.outside.next', { path }) });
}
