import { type Lang, sayAnywhere } from '../../i18n/message.ts';
import { stepKey } from '../../session/outline.ts';
import type { SessionState } from '../../session/state.ts';

/** The whole session as JUnit XML: a suite for each lab, a case for each check. */
export function junitReport(state: SessionState, lang: Lang): string {
  const suites = state.outline.labs.map((lab) => {
    const cases: string[] = [];
    const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
    let time = 0;
    for (const step of lab.steps) {
      const key = stepKey({ lab: lab.id, step: step.id });
      const current = state.steps[key];
      if (!current || !('run' in current)) continue;
      if ('seconds' in current) time += current.seconds;
      for (const check of current.run.checks) {
        counts.tests += 1;
        const open = `    <testcase classname="${escapeXml(key)}" name="${escapeXml(check.id)}"`;
        if (check.verdict === 'passed') cases.push(`${open}/>`);
        else if (check.verdict === 'skipped') {
          counts.skipped += 1;
          cases.push(`${open}><skipped message="${escapeXml(sayAnywhere(lang, check.actual))}"/></testcase>`);
        } else {
          counts.failures += 1;
          const text = [sayAnywhere(lang, check.expected), sayAnywhere(lang, check.actual), check.reproduce ?? ''].join(
            '\n',
          );
          cases.push(
            `${open}><failure message="${escapeXml(sayAnywhere(lang, check.actual))}">${escapeXml(text)}</failure></testcase>`,
          );
        }
      }
      if (current.phase === 'broken') {
        counts.tests += 1;
        counts.errors += 1;
        cases.push(
          `    <testcase classname="${escapeXml(key)}" name="run"><error message="${escapeXml(sayAnywhere(lang, current.error.what))}"/></testcase>`,
        );
      }
    }
    const { tests, failures, errors, skipped } = counts;
    const head = `  <testsuite name="${escapeXml(lab.id)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${time.toFixed(3)}">`;
    return tests === 0 ? '' : [head, ...cases, '  </testsuite>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(state.outline.course)}">`,
    ...suites.filter(Boolean),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Escapes what XML 1.0 reserves and drops the control characters that it forbids. */
function escapeXml(text: string): string {
  return [...text]
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
