import { formatClock, formatSeconds } from '../../../i18n/format.ts';
import type { FileText, JudgedCheck } from '../../../session/events.ts';
import { stepKey } from '../../../session/outline.ts';
import { isLack, isLacking } from '../../../session/selectors.ts';
import type { RunView } from '../../../session/state.ts';
import { comparisonLines, comparisonOf } from '../../text/comparison.ts';
import { queueMessage } from '../../text/queue.ts';
import { blank, type Line, line, span, spread, type Tone } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Here, Scene } from '../scene.ts';
import { buildLines, buildWithin } from './build-lines.ts';
import { labSummary } from './checkpoint-lines.ts';
import { workspacePath } from './coach-lines.ts';
import { commandsWithin } from './command-lines.ts';
import { outcomeLines } from './guess-lines.ts';
import { explanationLines, nextMove } from './next-lines.ts';
import { ruleLine, section } from './rules.ts';
import { figureLines, verdictLines } from './verdict-lines.ts';
import { outputLine, redoneLines, whatRan } from './what-ran-lines.ts';

/** While it runs: the whole is composed to fit, the newest of everything visible. */
export function liveLines(scene: Scene, here: Here, run: RunView, width: number, height: number): readonly Line[] {
  const { t } = scene;
  const word = here.at.phase === 'judging' ? t('ui.run.checking') : t('ui.run.running');
  const head = [
    heading(scene, run, '▸', word, 'accent', width),
    ...savedLines(scene, here, width),
    ...redoneLines(scene, here, run, 'warn', width).slice(-2),
    ...commandsWithin(
      scene,
      run.actions.slice(-1).map((action) => action.command),
      width,
      3,
    ),
  ];
  const checks = run.checks.flatMap((check) => verdictLines(scene, check, width, filesOf(scene, here)));
  const waiting = run.waiting
    ? wrapLine(
        line(
          span(
            t('ui.run.waiting', {
              check: run.waiting.check,
              seconds: formatSeconds(run.waiting.seconds),
              seen: scene.say(run.waiting.lastSeen),
            }),
            'muted',
          ),
        ),
        width,
        { first: line(span('… ', 'accent')) },
      ).slice(0, 2)
    : [];
  const queued = run.queued
    ? wrapLine(line(span(scene.say(queueMessage(run.queued)), 'warn')), width, { first: line(span('… ', 'accent')) })
    : [];
  const foot = [...queued, ...checks.slice(-Math.max(3, Math.floor(height / 2))), ...waiting];
  const room = Math.max(0, height - head.length - foot.length - (foot.length > 0 ? 1 : 0));
  const middle = liveMiddle(scene, here, run, width, room);
  return [...head, ...middle, ...(foot.length > 0 ? [blank, ...foot] : [])].slice(-height);
}

/** Build steps and output share what room there is; while building, the build has the larger part. */
function liveMiddle(scene: Scene, here: Here, run: RunView, width: number, room: number): readonly Line[] {
  const { t } = scene;
  const building = run.actions.at(-1)?.build ?? [];
  const vertexes = buildLines(building, width, t);
  const log = scene.output(here.place);
  const wanted = Math.min(log?.length ?? 0, room);
  const forBuild =
    vertexes.length === 0
      ? 0
      : Math.min(vertexes.length, Math.max(1, room - 1 - Math.min(wanted + 1, Math.max(4, Math.floor(room / 3)))));
  const build = forBuild === 0 ? [] : [blank, ...buildWithin(vertexes, building, forBuild, t)];
  const left = room - build.length - 1;
  if (left < 2 || !log || log.length === 0) return build;
  const output = log
    .tail(left)
    .flatMap((text) => outputLine(text, width))
    .slice(-(left - (forBuild > 0 ? 1 : 0)));
  return [...build, ...(forBuild > 0 ? [ruleLine(t('ui.run.output'), width)] : [blank]), ...output];
}

/** Everything of a run in reading order: the verdicts first, then what ran. */
export function endedLines(scene: Scene, here: Here, run: RunView, width: number): readonly Line[] {
  const { t } = scene;
  const figures =
    run.figures.length === 0 ? [] : [blank, section(t('ui.run.measured')), ...figureLines(scene, run.figures, width)];
  const comparison =
    here.step.kind === 'compare'
      ? [blank, ...comparisonLines(comparisonOf(scene.course, scene.state, here.step), scene.ui.lang, width)]
      : [];
  const checks = [
    ...run.checks.filter((check) => check.verdict === 'failed'),
    // What this machine lacks for the whole step is said above them all.
    ...run.checks.filter((check) => check.verdict !== 'failed' && !(isLacking(here.at) && isLack(check.actual))),
  ];
  return [
    ...summary(scene, here, run, width),
    ...savedLines(scene, here, width),
    ...outcomeLines(scene, here, width),
    ...(checks.length > 0 ? [blank, ...judgedLines(scene, here, checks, width)] : []),
    ...figures,
    ...(here.step.kind === 'checkpoint' && here.at.phase === 'passed' ? labSummary(scene, here, width) : []),
    ...nextMove(scene, here, width),
    ...comparison,
    ...whatRan(scene, here, run, width),
  ];
}

/** All verdicts; what waits for a right text is only counted. */
function judgedLines(scene: Scene, here: Here, checks: readonly JudgedCheck[], width: number): readonly Line[] {
  const waiting = checks.filter((check) => check.actual.id === 'run.skipped.text').length;
  return [
    ...checks
      .filter((check) => check.actual.id !== 'run.skipped.text')
      .flatMap((check) => verdictLines(scene, check, width, filesOf(scene, here))),
    ...(waiting === 0
      ? []
      : wrapLine(line(span(scene.t('ui.coach.later', { count: waiting }), 'muted')), width, {
          first: line(span('– ', 'muted')),
        })),
  ];
}

/** The learner's files as they were judged. */
function filesOf(scene: Scene, here: Here): readonly FileText[] {
  return scene.state.mine[stepKey(here.place)] ?? [];
}

/** Which file was judged. */
function savedLines(scene: Scene, here: Here, width: number): readonly Line[] {
  if (here.step.kind !== 'edit') return [];
  const paths = here.step.files.map((file) => workspacePath(scene, file)).join(', ');
  return wrapLine(line(span(paths, 'accent')), width, { first: line('  ') });
}

function summary(scene: Scene, here: Here, run: RunView, width: number): readonly Line[] {
  const { t } = scene;
  const { at } = here;
  const passed = run.checks.filter((check) => check.verdict === 'passed').length;
  const counts =
    run.checks.length === 0 ? [] : line(span(t('ui.run.counts', { passed, total: run.checks.length }), 'muted'));
  switch (at.phase) {
    case 'passed':
      return [
        spread(line(span(`✓ ${t('ui.run.passed', { time: formatSeconds(at.seconds) })}`, 'goodStrong')), counts, width),
      ];
    case 'failed':
      return [
        spread(line(span(`✗ ${t('ui.run.failed', { time: formatSeconds(at.seconds) })}`, 'badStrong')), counts, width),
      ];
    case 'cancelled':
      return wrapLine(line(span(t('ui.run.cancelled'), 'strong')), width, { first: line(span('– ', 'warn')) });
    case 'skipped':
      return wrapLine(line(span(t('ui.run.skipped'), 'strong'), scene.say(at.reason)), width, {
        first: line(span('– ', 'muted')),
      });
    case 'broken':
      return [line(span(`✗ ${t('ui.run.broken')}`, 'badStrong')), blank, ...explanationLines(scene, at.error, width)];
    default:
      return [];
  }
}

/** All that was printed, and for a broken run the other program's own words. */
export function rawLines(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t } = scene;
  const log = scene.output(here.place);
  const error = here.at.phase === 'broken' ? here.at.error.raw : undefined;
  const lines = [
    ...(log?.slice(0, log.length) ?? []).flatMap((text) => outputLine(text, width)),
    ...(error === undefined
      ? []
      : [
          ruleLine('stderr', width),
          ...error
            .trimEnd()
            .split('\n')
            .flatMap((text) => outputLine(text, width)),
        ]),
  ];
  return [section(t('ui.run.raw')), ...(lines.length > 0 ? lines : [line(span(t('ui.run.no-output'), 'muted'))])];
}

function heading(scene: Scene, run: RunView, glyph: string, word: string, tone: Tone, width: number): Line {
  const elapsed = formatClock((scene.now - Date.parse(run.startedAt)) / 1000);
  return spread(line(span(`${glyph} `, tone), span(word, 'strong')), line(span(elapsed, 'muted')), width);
}
