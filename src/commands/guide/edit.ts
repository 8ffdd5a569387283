import type { EditStep, LabSource } from '../../course/model.ts';
import { localized, msg } from '../../i18n/message.ts';
import { linesText } from '../../render/plain/plain-text.ts';
import type { Intent, SessionEvent } from '../../session/events.ts';
import { stepKey } from '../../session/outline.ts';
import { helpOf, hintLevels, mayShowSolution } from '../../session/selectors.ts';
import { type Guide, isActive, keyOf, positionOf, stepOf, tell, widthOf, write } from './guide.ts';

/** Where the learner's files of an edit step are, and what to do with them. */
export function tellFiles(guide: Guide, step: EditStep): void {
  const { app } = guide;
  const paths = step.files.map((file) => app.shortPath(app.join(app.workspace, file)));
  const [path = ''] = paths;
  write(guide, '');
  tell(guide, paths.length === 1 ? msg('guide.file', { path }) : msg('guide.files', { paths: paths.join(', ') }));
  tell(guide, msg('guide.edit'));
}

/** How long the first prompt waits for the watch, milliseconds. */
const longestWait = 1000;

/** Resolves once saves are noticed, or cannot be: what is saved before would not be judged. */
export async function watched({ app, session }: Guide): Promise<void> {
  if (session.getState().watch) return;
  const late = app.clock.wait(longestWait, app.interrupted).catch(() => undefined);
  let stop = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    stop = session.subscribe((state, event) => {
      if (state.watch || event.type === 'notice.given') resolve();
    });
  });
  await Promise.race([begun, late]);
  stop();
}

/** The next hint; once all were given, all of them again. */
export function showHint(guide: Guide): undefined {
  const step = editStep(guide);
  if (!step) return;
  const { session } = guide;
  const given = (): number => helpOf(session.getState(), positionOf(guide)).hints;
  const before = given();
  session.dispatch({ type: 'hint.requested' });
  const all = given() === before;
  step.hints.forEach((hint, index) => {
    if (all || index === before)
      tell(guide, msg('guide.hint', { number: index + 1, of: hintLevels, text: localized(hint) }));
  });
  if (given() >= hintLevels) tell(guide, msg('guide.hints.all'));
}

export function showSolution(guide: Guide): undefined {
  const step = editStep(guide);
  if (!step || !isAllowed(guide)) return;
  guide.session.dispatch({ type: 'solution.requested' });
  for (const source of step.variants.solution) {
    tell(guide, msg('guide.solution', { file: source.path }));
    write(guide, `\n${textOf(source).trimEnd()}\n`);
  }
  tell(guide, msg('guide.solution.own'));
}

/** The learner's files, as they are now, against the solution. */
export async function compareWithSolution(guide: Guide): Promise<undefined> {
  const step = editStep(guide);
  if (!step || !isAllowed(guide)) return;
  const read = await heard(
    guide,
    { type: 'solution.requested' },
    // What cannot be read is told as a notice.
    (event) => event.type === 'notice.given' || (event.type === 'files.read' && stepKey(event) === keyOf(guide)),
  );
  if (read.type === 'notice.given') return;
  // Loaded here: the first prompt needs no diff.
  const { unifiedDiff } = await import('../../render/text/diff.ts');
  const mine = guide.session.getState().mine[keyOf(guide)] ?? [];
  for (const source of step.variants.solution.filter(({ path }) => step.files.includes(path))) {
    tell(guide, msg('guide.diff', { file: source.path }));
    const own = mine.find((file) => file.path === source.path)?.text ?? '';
    write(guide, linesText(unifiedDiff(own, textOf(source), widthOf(guide), guide.app.lang)));
  }
  const others = step.variants.solution.filter(({ path }) => !step.files.includes(path)).map(({ path }) => path);
  if (others.length > 0) tell(guide, msg('guide.diff.more', { files: others.join(', ') }));
  if (step.actions.some((action) => 'docker' in action && action.docker[0] === 'build'))
    tell(guide, msg('guide.diff.figures'));
}

/** Builds the solution beside the learner's image; the printer tells the figures once they are there. */
export async function measureDifference(guide: Guide): Promise<undefined> {
  const { session } = guide;
  if (isActive(guide)) tell(guide, msg('guide.busy'));
  else if (session.getState().references[keyOf(guide)]?.phase === 'measuring')
    tell(guide, msg('text.reference.measuring'));
  else await heard(guide, { type: 'reference.requested' }, (event) => event.type === 'reference.started');
}

/** Gives an intent and waits for what it brings about. */
function heard(guide: Guide, intent: Intent, isAnswer: (event: SessionEvent) => boolean): Promise<SessionEvent> {
  const { session } = guide;
  return new Promise((resolve) => {
    const stop = session.subscribe((_, event) => {
      if (!isAnswer(event)) return;
      stop();
      resolve(event);
    });
    session.dispatch(intent);
  });
}

/** Says kindly how far the solution is away, where it may not be shown yet. */
function isAllowed(guide: Guide): boolean {
  const state = guide.session.getState();
  if (mayShowSolution(state, state.position)) return true;
  tell(guide, msg('guide.solution.wait', { left: hintLevels - helpOf(state, state.position).hints }));
  return false;
}

function editStep(guide: Guide): EditStep | undefined {
  const step = stepOf(guide);
  return step?.kind === 'edit' ? step : undefined;
}

function textOf(source: LabSource): string {
  return new TextDecoder().decode(source.content);
}
