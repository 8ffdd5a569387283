import type { Course } from '../../course/model.ts';
import { type Lang, msg, say } from '../../i18n/message.ts';
import { placesOf } from '../../session/outline.ts';
import { labStanding, standingOf } from '../../session/selectors.ts';
import type { SessionState } from '../../session/state.ts';

/** The course map as text: labs and steps, where the learner stands, and where they left off. */
export function mapText(course: Course, state: SessionState, lang: Lang, withStanding: boolean): string {
  const lines = [`${course.title[lang]} (${course.id} ${course.version})`];
  state.outline.labs.forEach((outline, index) => {
    const lab = course.labs[index];
    if (!lab) return;
    const { passed, total } = labStanding(state, outline);
    const standing = withStanding ? `  ${passed}/${total}` : '';
    lines.push(
      '',
      `${lab.id}  ${lab.title[lang]}  (${say(lang, msg('plain.minutes', { minutes: lab.minutes }))})${standing}`,
    );
    for (const step of lab.steps) {
      const mark = withStanding
        ? `${say(lang, msg(`plain.standing.${standingOf(state, { lab: lab.id, step: step.id })}`))} `
        : '';
      const here = withStanding && state.progress.position?.lab === lab.id && state.progress.position.step === step.id;
      lines.push(
        `  ${mark}${lab.id}/${step.id}  ${step.text[lang].title}${here ? `  ${say(lang, msg('plain.here'))}` : ''}`,
      );
    }
  });
  return [...lines, ...(withStanding ? legend(state, lang) : [])].join('\n');
}

/** What the marks mean that are not plain, where they occur. */
function legend(state: SessionState, lang: Lang): readonly string[] {
  const standings = new Set(placesOf(state.outline).map((place) => standingOf(state, place)));
  const lines = (['skipped', 'prepared'] as const)
    .filter((standing) => standings.has(standing))
    .map((standing) => say(lang, msg(`guide.legend.${standing}`, { mark: msg(`plain.standing.${standing}`) })));
  return lines.length === 0 ? [] : ['', ...lines];
}
