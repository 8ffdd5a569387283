import type { EditStep } from '../course/model.ts';
import { MachineError, UserError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { takeOutLeftovers } from '../runtime/added-lines.ts';
import { copyWorkspace } from '../runtime/copy-workspace.ts';
import type { App } from './app.ts';

/** One more than any check reads of a file, so that it sees what is too long. */
const longest = 1_000_001;

/** A copy of the learner's workspace in which another file stands in for a step's first one. */
export interface Trial {
  /** Absolute; the workspace of the trial. */
  readonly folder: string;
  /** What could not be copied. */
  readonly notices: readonly Message[];
  /** Takes the file over as it is now. */
  refresh(): Promise<void>;
  remove(): Promise<void>;
}

/** Throws a UserError when the file cannot be read. Nothing of the learner's is written. */
export async function makeTrial(app: App, step: EditStep, file: string): Promise<Trial> {
  const { files } = app;
  // Before anything is copied: a name that was mistyped is known at once.
  await readJudged(app, file);
  const folder = await files.scratch('go-docker-lab-check');
  const remove = (): Promise<void> => files.remove(folder);
  const refresh = async (): Promise<void> =>
    files.write(app.join(folder, step.files[0] ?? 'Dockerfile'), await readJudged(app, file));
  try {
    const left = await copyWorkspace(files, { from: app.workspace, to: folder, join: app.join });
    const resolve = (path: string): string => app.join(folder, path);
    const leftovers = await takeOutLeftovers({ files, workspace: folder, resolve });
    await refresh();
    return {
      folder,
      notices: left === 0 ? leftovers : [...leftovers, msg('check.left-out', { count: left })],
      refresh,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function readJudged(app: App, file: string): Promise<Uint8Array> {
  const content = await app.files.read(file, longest).catch((error: unknown) => {
    if (!(error instanceof MachineError) || error.what.id !== 'files.is-folder') throw error;
    throw new UserError({ what: error.what, next: msg('usage.file') });
  });
  if (content) return content;
  throw new UserError({ what: msg('usage.file-absent', { path: app.shortPath(file) }), next: msg('usage.file') });
}
