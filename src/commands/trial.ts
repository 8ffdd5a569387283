import type { EditStep } from '../course/model.ts';
import { MachineError, UserError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { App } from './app.ts';

/** What is copied of a workspace, so that a stray archive in it costs no minute. */
const mostBytes = 64 * 1024 * 1024;
const mostFiles = 5000;
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
  const trial: Trial = {
    folder,
    notices: await copyWorkspace(app, folder),
    async refresh() {
      await files.write(app.join(folder, step.files[0] ?? 'Dockerfile'), await readJudged(app, file));
    },
    remove: () => files.remove(folder),
  };
  await trial.refresh();
  return trial;
}

async function readJudged(app: App, file: string): Promise<Uint8Array> {
  const content = await app.files.read(file, longest).catch((error: unknown) => {
    if (!(error instanceof MachineError) || error.what.id !== 'files.is-folder') throw error;
    throw new UserError({ what: error.what, next: msg('usage.file') });
  });
  if (content) return content;
  throw new UserError({ what: msg('usage.file-absent', { path: app.shortPath(file) }), next: msg('usage.file') });
}

/** Copies what a build may read; what is ours or the history's stays out. */
async function copyWorkspace({ files, workspace, join }: App, folder: string): Promise<readonly Message[]> {
  let bytes = 0;
  let copied = 0;
  let left = 0;
  for (const path of await files.list(workspace)) {
    if (/^\.(git|go-docker-lab)\//.test(path)) continue;
    const content = copied < mostFiles ? await files.read(join(workspace, path), mostBytes - bytes + 1) : undefined;
    if (!content || bytes + content.length > mostBytes) {
      left += 1;
      continue;
    }
    bytes += content.length;
    copied += 1;
    await files.write(join(folder, path), content);
  }
  return left === 0 ? [] : [msg('check.left-out', { count: left })];
}
