import { type Place, stepKey } from './outline.ts';
import { emptyProgress, type Progress } from './progress.ts';

/** Progress as if these places had never been opened. Figures and images stay: they are of the machine. */
export function forgetPlaces(progress: Progress, places: readonly Place[]): Progress {
  const gone = new Set(places.map(stepKey));
  const without = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => !gone.has(stepOf(key))));
  const { position } = progress;
  const first = places[0];
  const moved = position && first && gone.has(stepKey(position)) ? { position: first } : {};
  return {
    ...progress,
    ...moved,
    steps: without(progress.steps),
    help: without(progress.help),
    predictions: without(progress.predictions),
    answers: without(progress.answers),
  };
}

/** Progress as on the first day, but for the language. */
export function forgetAll({ course, lang }: Progress): Progress {
  return { ...emptyProgress(course), ...(lang === undefined ? {} : { lang }) };
}

/** `lab/step` of `lab/step` and of `lab/step/question`. */
function stepOf(key: string): string {
  return key.split('/', 2).join('/');
}
