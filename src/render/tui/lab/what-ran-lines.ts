import type { BuildVertex } from '../../../checks/evidence.ts';
import type { RunView } from '../../../session/state.ts';
import { parseSgr } from '../../text/sgr.ts';
import { blank, type Line, line, span, type Tone } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import { type Here, plainTitle, type Scene } from '../scene.ts';
import { buildLines } from './build-lines.ts';
import { commandLines, resultLine } from './command-lines.ts';
import { ruleLine, section } from './rules.ts';

/** Output rows shown of a finished run unless asked for all. */
const outputGlance = 12;

/** The commands of a run, what they built, and the end of what they printed. */
export function whatRan(scene: Scene, here: Here, run: RunView, width: number): readonly Line[] {
  const { t } = scene;
  const live = here.at.phase === 'running' || here.at.phase === 'judging';
  const rows: Line[] = [...redoneLines(scene, here, run, 'muted', width)];
  for (const action of run.actions) {
    const result = resultLine(action, t);
    rows.push(
      ...commandLines(scene, action.command, width),
      ...buildLines(live ? action.build : action.build.map(stopped), width, t),
      ...(result ? [result] : []),
    );
  }
  const log = scene.output(here.place);
  if (log && log.length > 0) {
    const hidden = Math.max(0, log.length - outputGlance);
    rows.push(
      ruleLine(t('ui.run.output'), width),
      ...(hidden > 0 ? [line(span(t('ui.run.output-earlier', { count: hidden + log.dropped }), 'muted'))] : []),
      ...log.tail(outputGlance).flatMap((text) => outputLine(text, width)),
    );
  }
  return rows.length === 0 ? [] : [blank, section(t('ui.run.what-ran')), ...rows];
}

/** Rows of `whatRan` above the first command; nothing where there is none. */
export function rowsBeforeCommand(scene: Scene, here: Here, run: RunView, width: number): number | undefined {
  return run.actions.length === 0 ? undefined : 2 + redoneLines(scene, here, run, 'muted', width).length;
}

/** Earlier steps that were done again for this one, by their titles. */
export function redoneLines(scene: Scene, here: Here, run: RunView, tone: Tone, width: number): readonly Line[] {
  return run.redone.flatMap((id) => {
    const step = here.lab.steps.find((one) => one.id === id);
    const need = step ? plainTitle(scene, step) : id;
    return wrapLine(line(span(scene.t('ui.run.redone', { need }), tone)), width);
  });
}

/** What still ran when everything ended did not come to its end. */
function stopped(vertex: BuildVertex): BuildVertex {
  return vertex.status === 'running' ? { ...vertex, status: 'cancelled' } : vertex;
}

const wrapped = new Map<string, readonly Line[]>();
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * One line of output, wrapped. What costs something to wrap is remembered, because a log is drawn again with every new
 * line; a plain line that fits costs less than remembering it, and a long log is thousands of them.
 */
export function outputLine(text: string, width: number): readonly Line[] {
  if (text.length <= width && plain.test(text)) return [[{ text }]];
  const key = `${width}/${text}`;
  const known = wrapped.get(key);
  if (known) return known;
  const lines = wrapLine(parseSgr(text), width);
  if (wrapped.size > 6000) wrapped.clear();
  wrapped.set(key, lines);
  return lines;
}
