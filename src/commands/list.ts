import { mapText } from '../render/plain/map.ts';
import { type OutlineLab, outlineOf } from '../session/outline.ts';
import { emptyProgress } from '../session/progress.ts';
import { initialState } from '../session/reduce.ts';
import { type StepStanding, standingOf } from '../session/selectors.ts';
import type { SessionState } from '../session/state.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';

/** `list` and `status`: the course map, without and with where the learner stands. */
export async function listCourse(app: App, withStanding: boolean): Promise<number> {
  const course = await app.loadCourse();
  const { progress, notices } = withStanding
    ? await app.progress(course).load()
    : { progress: emptyProgress(course.id), notices: [] };
  printNotices(app, notices);
  const state = initialState(outlineOf(course), progress, { mode: 'guided' });
  if (!app.flags.json) {
    print(app, mapText(course, state, app.lang, withStanding));
    return 0;
  }
  const labs = state.outline.labs.map((lab, index) => ({
    id: lab.id,
    title: course.labs[index]?.title[app.lang] ?? lab.id,
    ...(withStanding ? countsOf(state, lab) : {}),
    steps: lab.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      ...(withStanding ? { standing: standingOf(state, { lab: lab.id, step: step.id }) } : {}),
    })),
  }));
  const position = withStanding && progress.position ? { position: progress.position } : {};
  print(
    app,
    JSON.stringify({
      v: 1,
      type: withStanding ? 'status' : 'list',
      course: course.id,
      version: course.version,
      labs,
      ...position,
    }),
  );
  return 0;
}

/** How many steps of a lab stand how. */
function countsOf(state: SessionState, lab: OutlineLab): Readonly<Record<string, number>> {
  const standings = lab.steps.map((step) => standingOf(state, { lab: lab.id, step: step.id }));
  const count = (wanted: StepStanding): number => standings.filter((standing) => standing === wanted).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    prepared: count('prepared'),
    todo: count('todo'),
    total: standings.length,
  };
}
