import type { Report } from '../../session/report-schema.ts';
import type { Block, ReportDocument } from './document.ts';
import { learning } from './learning.ts';
import { measured } from './measured.ts';
import { overview } from './overview.ts';
import type { Rendered } from './signed.ts';
import { speaker } from './speak.ts';
import { steps } from './steps.ts';

/** The whole document, in the language of the report. */
export function composeDocument({ signed, fingerprint }: Rendered): ReportDocument {
  const { report } = signed;
  const title = speaker(report.lang)('report.title', { course: report.course.title[report.lang] });
  return {
    lang: report.lang,
    title,
    blocks: [
      ...overview(report),
      ...measured(report),
      ...learning(report),
      ...steps(report),
      ...proof(report, fingerprint),
    ],
  };
}

/** What the signature is worth, and what it is not. */
function proof({ lang }: Report, fingerprint: string): readonly Block[] {
  const t = speaker(lang);
  return [
    { kind: 'heading', level: 2, text: t('report.signature') },
    {
      kind: 'table',
      caption: t('report.signature.table'),
      columns: undefined,
      rows: [[{ text: t('report.fingerprint') }, { text: fingerprint, code: true }]],
    },
    { kind: 'paragraph', text: t('report.signature.proves') },
    { kind: 'paragraph', text: t('report.signature.not') },
    { kind: 'paragraph', text: t('report.signature.how') },
  ];
}
