import { courseStanding, labStanding } from '../../../session/selectors.ts';
import { progressText } from '../../text/bars.ts';
import { fit, type Line, line, lineWidth, span, spread, type Tone } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import { footerKeys } from '../keys.ts';
import { hereOf, labNumber, type Scene } from '../scene.ts';
import { pages } from '../screens/registry.ts';
import { situationOf } from '../situation.ts';

/** The top line: where one is, and how far. */
export function headerLine(scene: Scene): Line {
  const { t, ui, size } = scene;
  const name = line(' ', span('go-docker-lab', 'title'), span('  ›  ', 'muted'));
  const here = hereOf(scene);
  if (ui.screen === 'lab' && here) {
    const lab = scene.state.outline.labs[here.labIndex];
    const { passed, total } = lab ? labStanding(scene.state, lab) : { passed: 0, total: 0 };
    const meter = progressText(passed, total, size.columns >= 100 ? 16 : 8);
    const step = t('ui.lab.step', { number: here.stepIndex + 1, total: here.lab.steps.length });
    const left = line(
      name,
      span(`${labNumber(here.lab, here.labIndex)} `, 'muted'),
      span(here.lab.title[ui.lang], 'strong'),
    );
    const right = line(span(step, 'muted'), '  ', span(meter.full, 'good'), span(meter.empty, 'muted'), ' ');
    return spread(left, withLearner(scene, left, right), size.columns);
  }
  const { passed, total } = courseStanding(scene.state);
  const title = ui.screen === 'lab' ? pages.home.title : pages[ui.screen].title;
  const left = line(name, span(t(title), 'strong'));
  return spread(left, withLearner(scene, left, line(span(`${passed}/${total}`, 'muted'), ' ')), size.columns);
}

/** Whose work this is, where there is room for it: everything else in the line matters more. */
function withLearner({ info, size }: Scene, left: Line, right: Line): Line {
  const { learner } = info;
  if (learner === undefined) return right;
  const named = line(span(`${learner} · `, 'muted'), right);
  return lineWidth(left) + 2 + lineWidth(named) <= size.columns ? named : right;
}

/** A junction on a rule: a column and the character that joins there. */
export interface Junction {
  readonly at: number;
  readonly char: '┬' | '┴' | '┼';
}

/** A message for a rule. */
export interface Said {
  readonly text: string;
  readonly tone: Tone;
  /** What to say instead where there is not room for all of it, each shorter than the one before. */
  readonly shorter?: readonly string[];
}

/** A rule across the terminal; a message may stand in it, behind the first junction. */
export function ruleAcross(width: number, junctions: readonly Junction[], said?: Said): Line {
  const cells = Array.from({ length: width }, () => '─');
  for (const { at, char } of junctions) cells[at] = char;
  if (!said || said.text === '') return line(span(cells.join(''), 'muted'));
  const from = (junctions[0] ? junctions[0].at + 1 : 0) + 2;
  const end = (junctions[1]?.at ?? width) - 2;
  const room = end - from - 2;
  const texts = [said.text, ...(said.shorter ?? [])];
  const text = texts.find((one) => widthOf(one) <= room) ?? texts.at(-1) ?? '';
  const words = line(' ', fit(line(span(text, said.tone)), room), ' ');
  return line(
    span(cells.slice(0, from).join(''), 'muted'),
    words,
    span(cells.slice(from + lineWidth(words)).join(''), 'muted'),
  );
}

/** What is said on the rule above the footer: an answer to the last key, else that a reset goes on, else that no engine answers, else the newest notice. */
export function saidNow(scene: Scene): Said | undefined {
  const { ui, state } = scene;
  if (ui.flash) return { text: scene.say(ui.flash), tone: 'warn' };
  if (state.resetting) return { text: `… ${scene.t('ui.reset.waits')}`, tone: 'accent' };
  if (ui.trouble && !tellsFindings(scene)) {
    const next = scene.t('ui.trouble.next');
    if (tellsTrouble(scene)) return { text: next, tone: 'bad' };
    const why = `✗ ${scene.say(ui.trouble)}`;
    // The way on is never left out: rather fewer words for the reason, which stands on the map and in doctor.
    return { text: `${why} ${next}`, shorter: [`✗ ${scene.t('ui.trouble.short')} ${next}`, `✗ ${next}`], tone: 'bad' };
  }
  const notice = state.notices.length > ui.seen ? state.notices.at(-1) : undefined;
  return notice ? { text: scene.say(notice), tone: 'muted' } : undefined;
}

/** Doctor, once it has looked, tells why no engine answers, and what to do. */
function tellsFindings({ ui, doctor }: Scene): boolean {
  return ui.screen === 'doctor' && doctor.findings.length > 0;
}

/** A run that broke for that tells why itself. */
function tellsTrouble(scene: Scene): boolean {
  return scene.ui.screen === 'lab' && scene.ui.panel === 'run' && hereOf(scene)?.at.phase === 'broken';
}

/** The keys that can be pressed now, the next one to press first; as many as there is room for. */
export function footerLine(scene: Scene): Line {
  const { t, size, colour } = scene;
  const keys = footerKeys(situationOf(scene)).map((key) => {
    const label = t(key.label);
    return key.lead
      ? line(span(colour ? ` ${key.shown} ` : `[${key.shown}]`, 'nextKey'), ' ', span(label, 'strong'))
      : line(span(key.shown, 'key'), ' ', span(label, 'muted'));
  });
  // Help and quit are always there: they are the way out.
  const fixed = keys.slice(-2);
  // On a narrow screen one more key is worth more than the air between them.
  const gap = size.columns < 70 ? 2 : 3;
  let room = size.columns - 2 - fixed.reduce((sum, key) => sum + lineWidth(key) + gap, 0);
  const shown: Line[] = [];
  for (const key of keys.slice(0, -2)) {
    const cells = lineWidth(key) + (shown.length > 0 ? gap : 0);
    if (cells > room) continue;
    room -= cells;
    shown.push(key);
  }
  const all = [...shown, ...fixed];
  return fit(line(' ', ...all.flatMap((key, index) => (index === 0 ? [key] : [' '.repeat(gap), key]))), size.columns);
}

/** Said alone when the terminal is too small for anything else. */
export function smallLines(scene: Scene, need: { readonly columns: number; readonly rows: number }): readonly Line[] {
  const { columns, rows } = scene.size;
  const text = scene.t('ui.small.have', { columns, rows, needColumns: need.columns, needRows: need.rows });
  return wrapLine(line(text), Math.max(1, columns)).slice(0, Math.max(1, rows));
}

/** A vertical rule of some height, with other characters where rules meet it. */
export function verticalRule(height: number, joins: Readonly<Record<number, string>> = {}): readonly Line[] {
  return Array.from({ length: height }, (_, row) => line(span(joins[row] ?? '│', 'muted')));
}
