import { type FigureName, figureNames } from '../../checks/figures.ts';
import type { Report, ReportImage } from '../../session/report-schema.ts';
import { figureLabel, figureText, isAmount } from '../text/figures.ts';
import type { Bar, Block, Cell } from './document.ts';
import { speaker } from './speak.ts';
import { timeText } from './times.ts';

/** The figures that are drawn as well. */
const charted: readonly FigureName[] = ['size', 'build-seconds', 'first-ok-seconds', 'memory'];

/** Figures by image, drawn where there are two to compare, and what the engine calls the images. */
export function measured(report: Report): readonly Block[] {
  const { images, lang } = report;
  if (images.length === 0) return [];
  const t = speaker(lang);
  return [
    { kind: 'heading', level: 2, text: t('report.figures') },
    { kind: 'paragraph', text: t('report.figures.intro') },
    ...figureTable(report),
    ...charted.flatMap((figure): Block[] => {
      const bars = images.flatMap((image) => barOf(report, image, figure));
      return bars.length < 2 ? [] : [{ kind: 'bars', title: figureLabel(lang, figure), bars }];
    }),
    ...imageTable(report),
  ];
}

function figureTable({ images, lang }: Report): readonly Block[] {
  const t = speaker(lang);
  const figures = figureNames.filter((name) => images.some((image) => figureOf(image, name) !== undefined));
  const shown = images.filter((image) => image.figures.length > 0);
  if (shown.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('report.figures.table'),
      columns: [
        { title: t('report.image') },
        ...figures.map((figure) => ({
          title: figureLabel(lang, figure),
          ...(isAmount(figure) ? { kind: 'amount' as const } : {}),
        })),
      ],
      rows: shown.map((image) => [
        { text: image.image, code: true },
        ...figures.map((figure): Cell => {
          const value = figureOf(image, figure);
          return value === undefined ? { text: '–', tone: 'muted' } : { text: figureText(lang, figure, value) };
        }),
      ]),
    },
  ];
}

function barOf({ lang }: Report, image: ReportImage, figure: FigureName): Bar[] {
  const value = figureOf(image, figure);
  return typeof value === 'number' ? [{ label: image.image, value, text: figureText(lang, figure, value) }] : [];
}

function imageTable({ images, lang, machine }: Report): readonly Block[] {
  const t = speaker(lang);
  const rows = images.flatMap((image): Cell[][] =>
    image.id === undefined
      ? []
      : [
          [
            { text: image.image, code: true },
            { text: image.id, code: true },
            { text: image.builtAt === undefined ? '' : timeText(image.builtAt, machine.utcOffset) },
          ],
        ],
  );
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: t('report.images') },
    {
      kind: 'table',
      caption: t('report.images.table'),
      columns: [
        { title: t('report.image') },
        { title: t('report.image.id') },
        { title: t('report.built'), kind: 'time' },
      ],
      rows,
    },
  ];
}

function figureOf(image: ReportImage, name: FigureName): number | string | boolean | undefined {
  return image.figures.find((one) => one.figure === name)?.value;
}
