import type { BuildVertex } from '../../../checks/evidence.ts';
import { formatSeconds } from '../../../i18n/format.ts';
import type { Speaker } from '../../text/speak.ts';
import { fit, type Line, line, lineWidth, pad, type Span, span, spread } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { vertexMarks } from '../theme.ts';

/** What the builder does for itself says nothing to the learner unless it goes wrong. */
function isTold(vertex: BuildVertex): boolean {
  return !vertex.name.startsWith('[internal]') || vertex.status === 'failed';
}

/** The build, one row a step: mark, stage, instruction, and at the end CACHED or how long it took. */
export function buildLines(build: readonly BuildVertex[], width: number, t: Speaker): readonly Line[] {
  const told = build.filter(isTold);
  const stages = Math.min(14, Math.max(0, ...told.map((vertex) => widthOf(vertex.stage ?? ''))));
  return told.map((vertex) => {
    const mark = vertexMarks[vertex.status];
    const right = line(rightOf(vertex, t));
    const stage = stages === 0 ? [] : line(pad(line(span(vertex.stage ?? '', 'muted')), stages), '  ');
    const left = line('  ', span(mark.glyph, mark.tone), ' ', stage, textOf(vertex));
    return spread(fit(left, width - lineWidth(right) - 2), right, width);
  });
}

function textOf(vertex: BuildVertex): Span {
  const text = vertex.instruction ?? vertex.name;
  if (vertex.status === 'pending') return span(text, 'muted');
  return vertex.status === 'running' ? span(text, 'strong') : span(text);
}

function rightOf(vertex: BuildVertex, t: Speaker): Span {
  switch (vertex.status) {
    case 'cached':
      return span(t('ui.word.cached'), 'accent');
    case 'failed':
      return span(t('ui.word.failed'), 'bad');
    case 'cancelled':
      return span(t('ui.word.cancelled'), 'muted');
    case 'running':
      return span(formatSeconds(vertex.seconds), 'accent');
    case 'done':
      return span(formatSeconds(vertex.seconds), 'muted');
    case 'pending':
      return span('');
  }
}

/** The rows around what is being built now, so many of them; what came before is counted. */
export function buildWithin(
  lines: readonly Line[],
  build: readonly BuildVertex[],
  rows: number,
  t: Speaker,
): readonly Line[] {
  if (lines.length <= rows) return lines;
  const told = build.filter(isTold);
  const running = told.findLastIndex((vertex) => vertex.status !== 'pending');
  const last = Math.min(lines.length, Math.max(rows - 1, running + 1));
  const from = Math.max(0, last - rows + 1);
  return from === 0
    ? lines.slice(0, rows)
    : [line(span(`    ${t('ui.run.build-earlier', { count: from })}`, 'muted')), ...lines.slice(from, last)];
}
