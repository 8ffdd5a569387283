import { ExplainedError, type Explanation } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Happened } from '../session/events.ts';
import { type Place, stepKey } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { keepAside } from './kept.ts';
import type { Runs } from './runs.ts';
import { present, putStart, type StartFile, startFiles } from './start-files.ts';
import { editFiles, layOut } from './workspace.ts';
import type { Desk } from './world.ts';

/** What begins anew. */
export interface Anew {
  readonly places: readonly Place[];
  /** Of these labs also the files that belong to none of their steps. */
  readonly labs: readonly string[];
  /** As it stands before; what of it is forgotten afterwards is the caller's to say. */
  readonly progress: Progress;
  readonly learner: string;
}

/** What became of the files. */
export interface BegunAnew {
  /** Files that are at their start again. */
  readonly files: readonly string[];
  /** Where the old ones and the progress are, and the name by which they are restored. */
  readonly kept: { readonly id: string; readonly folder: string };
}

/**
 * Puts files back to their start. Nothing is ever lost: the copy is whole before the first change, and the
 * progress goes last, which is why it is not touched here.
 */
export async function beginAnew(desk: Desk, anew: Anew): Promise<BegunAnew> {
  const { kept, starts } = await keepOld(desk, anew);
  return { kept, files: await putNew(desk, starts) };
}

/** The first half, after which nothing can be lost any more. */
async function keepOld(
  desk: Desk,
  { places, labs, progress, learner }: Anew,
): Promise<Pick<BegunAnew, 'kept'> & { readonly starts: readonly StartFile[] }> {
  const starts = startFiles(desk.course, places, labs);
  return { kept: await keepAside(desk, await present(desk, starts), { progress, learner }), starts };
}

/** The second half. */
function putNew(desk: Desk, starts: readonly StartFile[]): Promise<readonly string[]> {
  const solutions = desk.course.labs.flatMap((lab) => lab.steps.flatMap((step) => editFiles(step, 'solution')));
  return putStart(desk, starts, solutions);
}

/** A reset of one step within a session, and what came of it as an event. */
export async function resetStep(
  scope: {
    readonly desk: Desk;
    readonly runs: Pick<Runs, 'rest'>;
    readonly learner: string;
    readonly emit: (event: Happened) => void;
  },
  { place, progress }: { readonly place: Place; readonly progress: Progress },
): Promise<void> {
  const { desk, runs, learner, emit } = scope;
  const step = stepKey(place);
  const tell = (notice: Message): void => emit({ type: 'notice.given', notice });
  let kept: BegunAnew['kept'] | undefined;
  try {
    // A run that was overtaken may still have to take its line out of a file.
    await runs.rest();
    const old = await keepOld(desk, { places: [place], labs: [], progress, learner });
    kept = old.kept;
    await putNew(desk, old.starts);
    // What the learner had removed is there again too.
    await layOut(desk, place.lab, 'start');
    emit({ type: 'step.reset', ...place });
    tell(msg('reset.begun', { step, ...kept }));
  } catch (error) {
    const { what, next }: Explanation = error instanceof ExplainedError ? error : { what: raw(String(error)) };
    emit({ type: 'reset.failed', ...place, reason: what, halfway: kept !== undefined });
    tell(msg('reset.failed', { step, why: what }));
    if (next) tell(next);
    if (kept) tell(msg('reset.kept-in', kept));
  }
}
