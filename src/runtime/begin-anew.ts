import { ExplainedError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Happened } from '../session/events.ts';
import { type Place, stepKey } from '../session/outline.ts';
import type { Progress } from '../session/progress.ts';
import { keepAside } from './kept.ts';
import type { Runs } from './runs.ts';
import { present, putStart, startFiles } from './start-files.ts';
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
export async function beginAnew(desk: Desk, { places, labs, progress, learner }: Anew): Promise<BegunAnew> {
  const { course } = desk;
  const starts = startFiles(course, places, labs);
  const kept = await keepAside(desk, await present(desk, starts), { progress, learner });
  const solutions = course.labs.flatMap((lab) => lab.steps.flatMap((step) => editFiles(step, 'solution')));
  return { files: await putStart(desk, starts, solutions), kept };
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
  try {
    // A run that was overtaken may still have to take its line out of a file.
    await runs.rest();
    const { kept } = await beginAnew(desk, { places: [place], labs: [], progress, learner });
    // What the learner had removed is there again too.
    await layOut(desk, place.lab, 'start');
    emit({ type: 'step.reset', ...place });
    emit({ type: 'notice.given', notice: msg('reset.begun', { step: stepKey(place), ...kept }) });
  } catch (error) {
    const why: Message = error instanceof ExplainedError ? error.what : raw(String(error));
    emit({ type: 'reset.failed', ...place, reason: why });
  }
}
