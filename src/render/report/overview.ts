import { formatBytes } from '../../i18n/format.ts';
import type { Report, ReportStanding } from '../../session/report-schema.ts';
import type { Block, Cell, Table } from './document.ts';
import { speaker } from './speak.ts';
import { timeText, zoneText } from './times.ts';

/** Who, when, with what, and how far. */
export function overview(report: Report): readonly Block[] {
  const t = speaker(report.lang);
  const table: Table = { kind: 'table', caption: t('report.summary'), columns: undefined, rows: facts(report) };
  const zone: Block = {
    kind: 'paragraph',
    text: t('report.zone', { zone: zoneText(report.machine.utcOffset) }),
  };
  const { todo, ...done } = report.totals.steps;
  const begun = Object.values(done).some((count) => count > 0);
  return [table, zone, ...(begun ? [labTable(report)] : [{ kind: 'paragraph', text: t('report.nothing') } as const])];
}

function facts(report: Report): Cell[][] {
  const { course, totals, lang } = report;
  const t = speaker(lang);
  const time = (at: string): string => timeText(at, report.machine.utcOffset);
  const { passed, failed, skipped, prepared, todo } = totals.steps;
  const total = passed + failed + skipped + prepared + todo;
  const rows: [string, string | undefined][] = [
    [t('report.course'), `${course.title[lang]} (${course.id} ${course.version})`],
    [t('report.learner'), report.learner],
    [t('report.made'), time(report.madeAt)],
    [t('report.worked'), workedText(report, time)],
    [t('report.steps'), t('report.steps.counts', { passed, total, failed, skipped, prepared, todo })],
    [t('report.checks'), t('report.checks.counts', totals.checks)],
    [t('report.help'), t('report.help.counts', { hints: totals.hints, solutions: totals.solutions })],
    [t('report.quiz'), quizText(report)],
    [t('report.engine'), engineText(report)],
    [
      t('report.machine'),
      t('report.machine.facts', {
        platform: `${report.machine.platform} ${report.machine.arch}`,
        node: report.machine.node,
      }),
    ],
    [t('report.program'), `go-docker-lab ${report.program}`],
  ];
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [[{ text: label }, { text }]]));
}

function workedText({ began, ended, lang }: Report, time: (at: string) => string): string | undefined {
  if (began === undefined || ended === undefined) return undefined;
  const [from, to] = [time(began), time(ended)];
  return from === to ? from : speaker(lang)('report.from-to', { from, to });
}

function quizText({ totals, lang }: Report): string | undefined {
  const { tried, right, rightAtOnce } = totals.questions;
  return tried === 0 ? undefined : speaker(lang)('report.quiz.counts', { tried, right, atOnce: rightAtOnce });
}

function engineText({ engine, lang }: Report): string {
  const t = speaker(lang);
  if (!engine) return t('report.engine.none');
  return t('report.engine.facts', {
    name: engine.podman ? 'Podman' : 'Docker',
    version: engine.version,
    platform: `${engine.os}/${engine.architecture}`,
    cpus: engine.cpus,
    memory: formatBytes(engine.memory),
    builder: engine.builder,
    store: engine.imageStore,
  });
}

const standings: readonly ReportStanding[] = ['passed', 'failed', 'skipped', 'prepared', 'todo'];

/** Each lab with its steps by standing. */
function labTable({ labs, lang }: Report): Table {
  const t = speaker(lang);
  return {
    kind: 'table',
    caption: t('report.labs'),
    columns: [
      { title: t('report.lab') },
      { title: t('report.step.title') },
      ...standings.map((standing) => ({ title: t(`report.column.${standing}`), kind: 'amount' as const })),
    ],
    rows: labs.map((lab) => [
      { text: lab.id, code: true },
      { text: lab.title[lang] },
      ...standings.map((standing): Cell => {
        const count = lab.steps.filter((step) => step.standing === standing).length;
        return count === 0 ? { text: '0', tone: 'muted' } : { text: String(count) };
      }),
    ]),
  };
}
