import { formatSeconds } from '../../i18n/format.ts';
import type { Report, ReportLab, ReportStanding } from '../../session/report-schema.ts';
import type { Block, Cell, Table, Tone } from './document.ts';
import { speaker } from './speak.ts';
import { timeText } from './times.ts';

const tones: Readonly<Partial<Record<ReportStanding, Tone>>> = {
  passed: 'good',
  failed: 'bad',
  todo: 'muted',
};

/** Lab by lab: each step, when it was done and with how much help, and what its checks found. */
export function steps(report: Report): readonly Block[] {
  const t = speaker(report.lang);
  return [
    { kind: 'heading', level: 2, text: t('report.steps') },
    ...report.labs.flatMap((lab) => [
      {
        kind: 'heading',
        level: 3,
        text: t('report.lab.heading', { lab: lab.id, title: lab.title[report.lang] }),
      } as const,
      ...labBlocks(report, lab),
    ]),
    ...elsewhere(report),
  ];
}

function labBlocks(report: Report, lab: ReportLab): readonly Block[] {
  const t = speaker(report.lang);
  if (lab.steps.every((step) => step.standing === 'todo' && !step.hints && !step.questions && !step.prediction))
    return [{ kind: 'paragraph', text: t('report.lab.open', { count: lab.steps.length }) }];
  return [stepTable(report, lab), ...checkTable(report, lab)];
}

function stepTable({ lang, machine }: Report, lab: ReportLab): Table {
  const t = speaker(lang);
  const helped = lab.steps.some((step) => step.hints !== undefined || step.solutionAt !== undefined);
  const time = (at: string | undefined): Cell => ({ text: at === undefined ? '' : timeText(at, machine.utcOffset) });
  return {
    kind: 'table',
    caption: t('report.lab.steps', { lab: lab.id }),
    columns: [
      { title: t('report.step') },
      { title: t('report.step.title') },
      { title: t('report.standing') },
      { title: t('report.when'), kind: 'time' },
      { title: t('report.took'), kind: 'amount' },
      ...(helped
        ? [
            { title: t('report.hints'), kind: 'amount' as const },
            { title: t('report.solution'), kind: 'time' as const },
          ]
        : []),
    ],
    rows: lab.steps.map((step) => [
      { text: step.id, code: true },
      { text: step.title[lang] },
      { text: t(`report.standing.${step.standing}`), ...toned(step.standing) },
      time(step.at),
      { text: step.seconds ? formatSeconds(step.seconds) : '' },
      ...(helped ? [{ text: step.hints === undefined ? '' : String(step.hints) }, time(step.solutionAt)] : []),
    ]),
  };
}

function checkTable({ lang }: Report, lab: ReportLab): readonly Table[] {
  const t = speaker(lang);
  const rows = lab.steps.flatMap((step) =>
    step.checks.map((check): Cell[] => [
      { text: step.id, code: true },
      { text: check.id, code: true },
      { text: t(`report.verdict.${check.verdict}`), ...toned(check.verdict) },
      { text: check.expected },
      { text: check.actual },
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('report.lab.checks', { lab: lab.id }),
      columns: [
        { title: t('report.step') },
        { title: t('report.check') },
        { title: t('report.verdict') },
        { title: t('report.expected') },
        { title: t('report.actual') },
      ],
      rows,
    },
  ];
}

function elsewhere({ elsewhere: found, lang, machine }: Report): readonly Block[] {
  if (found.length === 0) return [];
  const t = speaker(lang);
  return [
    { kind: 'heading', level: 3, text: t('report.elsewhere') },
    {
      kind: 'table',
      caption: t('report.elsewhere.table'),
      columns: [
        { title: t('report.step') },
        { title: t('report.standing') },
        { title: t('report.when'), kind: 'time' },
      ],
      rows: found.map(({ step, standing, at }) => [
        { text: step, code: true },
        { text: t(`report.standing.${standing}`), ...toned(standing) },
        { text: timeText(at, machine.utcOffset) },
      ]),
    },
  ];
}

function toned(standing: ReportStanding): { readonly tone?: Tone } {
  const tone = tones[standing];
  return tone ? { tone } : {};
}
