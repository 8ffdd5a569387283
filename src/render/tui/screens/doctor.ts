import { formatClock } from '../../../i18n/format.ts';
import type { Finding, Fix } from '../../../session/findings.ts';
import { cleanOutput } from '../../text/sanitize.ts';
import { parseSgr } from '../../text/sgr.ts';
import { blank, fit, type Line, line, pad, span, spread } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import { promptedLines } from '../lab/command-lines.ts';
import { explanationLines } from '../lab/next-lines.ts';
import { ruleLine } from '../lab/rules.ts';
import { detailLines } from '../lab/verdict-lines.ts';
import { chosenFinding, type FixView, type Scene } from '../scene.ts';
import { cursor, findingMarks } from '../theme.ts';
import { type Page, pageHeight } from './page.ts';

/** What was looked at on this machine, why it matters, and what can be done. */
export function doctorPage(scene: Scene, width: number): Page {
  const { doctor, ui } = scene;
  if (doctor.fix && doctor.fix.phase === 'running') return { rows: fixLines(scene, doctor.fix, width), follow: true };
  const asked = doctor.findings.find((finding) => finding.fix !== undefined && finding.fix.id === ui.asking)?.fix;
  if (asked) return { rows: askLines(scene, asked, width) };
  const rows: Line[] = [...headLines(scene, width)];
  const notices = noticeLines(scene, width);
  // The row that tells of notices below is one less for the findings.
  const told = toldInFull(scene, width, pageHeight(scene) - rows.length - (notices.length > 0 ? 1 : 0));
  const at = chosenFinding(scene);
  let chosen: { first: number; last: number } | undefined;
  doctor.findings.forEach((finding, index) => {
    const lines = findingLines(scene, finding, width, index === at, told.includes(finding.status));
    if (index === at) chosen = { first: index === 0 ? 0 : rows.length, last: rows.length + lines.length };
    rows.push(...lines);
  });
  rows.push(...notices);
  return chosen ? { rows, chosen } : { rows };
}

/** From the most to the least: what is said in full besides the chosen finding. */
const fullness: readonly (readonly Finding['status'][])[] = [['missing', 'warning'], ['missing'], []];

/**
 * As much as there are rows for, so that what is missing can be read without a key. It is reckoned from where the
 * cursor begins: moving it must not fold what stood open.
 */
function toldInFull(scene: Scene, width: number, height: number): readonly Finding['status'][] {
  const { findings } = scene.doctor;
  const at = chosenFinding({ ...scene, ui: { ...scene.ui, finding: undefined, raw: false } });
  const rowsWith = (told: readonly Finding['status'][]): number =>
    findings.reduce(
      (sum, finding, index) =>
        sum + findingLines(scene, finding, width, index === at, told.includes(finding.status)).length,
      0,
    );
  return fullness.find((told) => rowsWith(told) <= height) ?? [];
}

function headLines(scene: Scene, width: number): readonly Line[] {
  const { t, doctor } = scene;
  const missing = doctor.findings.filter((finding) => finding.status === 'missing').length;
  const warnings = doctor.findings.filter((finding) => finding.status === 'warning').length;
  const verdict =
    doctor.status !== 'done'
      ? span(`… ${t('ui.doctor.examining')}`, 'accent')
      : missing + warnings === 0
        ? span(`✓ ${t('ui.doctor.all-ok')}`, 'good')
        : span(t('ui.doctor.some', { missing, warnings }), missing > 0 ? 'bad' : 'warn');
  return [
    blank,
    spread(line(span(t('ui.doctor.intro'), 'title')), line(verdict), width),
    ...(doctor.fix ? fixSummary(scene, doctor.fix, width) : []),
    ...(doctor.error ? [blank, ...explanationLines(scene, doctor.error, width)] : []),
    blank,
  ];
}

/** A finding in one row; the chosen one, and one that is told in full, with what to do about it. */
function findingLines(scene: Scene, finding: Finding, width: number, chosen: boolean, full: boolean): readonly Line[] {
  const { t, doctor } = scene;
  const mark = findingMarks[finding.status];
  const words = Math.max(...(['ok', 'warning', 'missing'] as const).map((status) => widthOf(t(`ui.word.${status}`))));
  const titles = Math.min(
    Math.floor(width * 0.36),
    Math.max(...doctor.findings.map((one) => widthOf(scene.say(one.title)))),
  );
  const head = line(
    chosen ? span(`${cursor.glyph} `, cursor.tone) : '  ',
    span(`${mark.glyph} `, mark.tone),
    pad(line(span(t(`ui.word.${finding.status}`), mark.tone)), words),
    '  ',
  );
  // As wide for every finding, so that what stands behind is in one column.
  const label = (name: 'found' | 'next' | 'fix'): string => {
    const widest = Math.max(...(['found', 'next', 'fix'] as const).map((one) => widthOf(t(`ui.doctor.${one}`))));
    const text = t(`ui.doctor.${name}`);
    return text + ' '.repeat(widest - widthOf(text));
  };
  const title = scene.say(finding.title);
  const found = scene.say(finding.found);
  // What names the thing itself needs no title before it, and has more room without.
  const alone = !chosen && finding.status !== 'ok' && found.includes(title);
  if (!chosen && !full) {
    const tone = finding.status === 'ok' ? 'muted' : 'plain';
    return [fit(line(head, ...(alone ? [] : [pad(line(title), titles), '  ']), span(found, tone)), width)];
  }
  const raw = chosen && scene.ui.raw && finding.raw !== undefined ? finding.raw.trimEnd().split('\n') : [];
  return [
    ...wrapLine(line(span(alone ? found : title, chosen ? 'strong' : 'plain')), width, { first: head }),
    ...detailLines(
      [
        ...(alone ? [] : [[label('found'), found] as const]),
        ...(finding.next ? [[label('next'), scene.say(finding.next), 'warn'] as const] : []),
        ...(chosen && finding.fix ? [[label('fix'), scene.say(finding.fix.title), 'accent'] as const] : []),
      ],
      width,
      '    ',
    ),
    ...(raw.length > 0
      ? [ruleLine(t('ui.run.raw'), width), ...raw.flatMap((text) => wrapLine(parseSgr(cleanOutput(text)), width))]
      : []),
  ];
}

function askLines(scene: Scene, fix: Fix, width: number): readonly Line[] {
  return [
    blank,
    ...wrapLine(line(span(scene.say(fix.title), 'title')), width),
    blank,
    ...wrapLine(line(span(scene.t('ui.doctor.ask'), 'strong')), width),
    blank,
    ...commandsOf(scene, fix, width),
  ];
}

function commandsOf(scene: Scene, fix: Fix, width: number): readonly Line[] {
  return fix.commands.flatMap((command) => promptedLines(scene, command, width));
}

function fixLines(scene: Scene, view: FixView, width: number): readonly Line[] {
  const elapsed = formatClock((scene.now - view.startedAt) / 1000);
  const head = [
    blank,
    spread(
      line(span('▸ ', 'accent'), span(scene.t('ui.doctor.applying', { title: scene.say(view.fix.title) }), 'strong')),
      line(span(elapsed, 'muted')),
      width,
    ),
    ...commandsOf(scene, view.fix, width),
  ];
  const room = Math.max(3, pageHeight(scene) - Math.min(head.length, 8) - 1);
  const output = view.log
    .tail(room)
    .flatMap((text) => wrapLine(parseSgr(text), width))
    .slice(-room);
  return [...head.slice(0, 8), ...(output.length > 0 ? [ruleLine(scene.t('ui.run.output'), width), ...output] : [])];
}

/** How the last fix ended; of one that failed, the reason and the end of what it printed. */
function fixSummary(scene: Scene, view: FixView, width: number): readonly Line[] {
  const title = scene.say(view.fix.title);
  switch (view.phase) {
    case 'running':
      return [];
    case 'done':
      return wrapLine(line(span(scene.t('ui.doctor.applied', { title }), 'good')), width, {
        first: line(span('✓ ', 'good')),
      });
    case 'stopped':
      return wrapLine(line(scene.t('ui.doctor.stopped', { title })), width, { first: line(span('– ', 'warn')) });
    case 'failed':
      return [
        ...wrapLine(line(span(scene.t('ui.doctor.failed', { title }), 'badStrong')), width, {
          first: line(span('✗ ', 'bad')),
        }),
        ...(view.error ? explanationLines(scene, view.error, width) : []),
        ...view.log
          .tail(scene.ui.raw ? 200 : 3)
          .flatMap((text) => wrapLine(line(span(text, 'muted')), width, { first: line('  ') })),
      ];
  }
}

function noticeLines(scene: Scene, width: number): readonly Line[] {
  const { notices } = scene.state;
  if (notices.length === 0) return [];
  return [
    blank,
    line(span(scene.t('ui.doctor.notices'), 'strong')),
    ...notices.flatMap((notice) => wrapLine(line(scene.say(notice)), width, { first: line(span('  • ', 'muted')) })),
  ];
}
