import type { ActionEvidence } from '../checks/evidence.ts';
import type { Figure } from '../checks/kind.ts';
import { type ScannerName, shownScan } from '../course/scan-command.ts';
import type { ScanAction } from '../course/schema.ts';
import { type Lang, type MessageId, msg, say } from '../i18n/message.ts';
import type { ScanResult, Severity, VulnerabilityCounts } from '../ports/scanner.ts';
import { widthOf } from '../render/text/width.ts';
import { shellLine } from '../shell/line.ts';
import type { StepRun } from './step-run.ts';
import { namesOf } from './world.ts';

/** Minutes after which a scan is stopped, as a docker command is. */
const boundMinutes = 15;

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'unknown'];

/** Counts the known vulnerabilities of an image with the learner's own scanner, and records their number. */
export async function runScan(run: StepRun, action: ScanAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const bound = AbortSignal.timeout(boundMinutes * 60_000);
  const signal = AbortSignal.any([run.signal, bound]);
  const { image } = action.scan;
  const reference = namesOf(world).image(image);
  const state = await world.scanner.look(signal);
  // Its absence has skipped the step before; it may have gone since.
  const name: ScannerName = state.name ?? 'trivy';
  const { endpoint } = world.engine.info;
  const shown = shellLine(world.shell, shownScan(name, reference, endpoint));
  let announced = false;
  const announce = (exact: string): void => {
    if (!announced) run.tell({ type: 'action.started', index, command: { shown, exact } });
    announced = true;
  };
  const result = await world.scanner.scan(name, reference, {
    endpoint,
    signal,
    onCommand: (command) => announce(shellLine(world.shell, command)),
  });
  announce(shown);
  const lang = world.lang();
  const { counts, seconds } = result;
  const tooLong = bound.aborted && !run.signal.aborted;
  const text = counts
    ? tableOf(lang, counts)
    : `${complaint(lang, name, result)}${tooLong ? `${say(lang, msg('run.bound', { minutes: boundMinutes }))}\n` : ''}`;
  run.tell({ type: 'output.received', text, stream: counts ? 'stdout' : 'stderr' });
  const exitCode = counts ? 0 : result.exitCode || 1;
  run.tell({ type: 'action.finished', index, exitCode, seconds });
  if (counts) {
    const figure: Figure = { image, figure: 'vulnerabilities', value: totalOf(counts) };
    world.memory.figures.set(`${image}/vulnerabilities`, figure);
    run.tell({ type: 'figure.measured', figure });
  }
  const evidence = { exitCode, output: text, stdout: counts ? text : '', seconds };
  return counts ? { ...evidence, scanned: { image, count: totalOf(counts) } } : evidence;
}

function totalOf(counts: VulnerabilityCounts): number {
  return severities.reduce((sum, severity) => sum + counts[severity], 0);
}

/** Severity and number, one a line, the numbers under one another. */
function tableOf(lang: Lang, counts: VulnerabilityCounts): string {
  const rows = [
    ...severities.map((severity) => [word(lang, `scan.severity.${severity}`), counts[severity]] as const),
    [word(lang, 'scan.total'), totalOf(counts)] as const,
  ];
  const wide = Math.max(...rows.map(([name]) => widthOf(name)));
  const digits = String(totalOf(counts)).length;
  return rows
    .map(([name, count]) => `${name}${' '.repeat(wide - widthOf(name))}  ${String(count).padStart(digits)}\n`)
    .join('');
}

function word(lang: Lang, id: Extract<MessageId, `scan.${string}`>): string {
  return say(lang, { id });
}

function complaint(lang: Lang, name: ScannerName, { said, exitCode }: ScanResult): string {
  const unread = exitCode === 0 ? say(lang, msg('scan.unread', { name })) : '';
  return `${[said, unread].filter((part) => part !== '').join('\n')}\n`;
}
