import { InterruptedError, MachineError, UserError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import type { EngineInfo } from '../ports/engine.ts';
import { htmlReport } from '../render/report/html.ts';
import { jsonReport, jsonReportLine } from '../render/report/json.ts';
import { markdownReport, markdownText } from '../render/report/markdown.ts';
import { type ReportFormat, reportFormats } from '../render/report/payload.ts';
import { type Rendered, sealed, signedBytes } from '../render/report/signed.ts';
import { reportOf } from '../session/report.ts';
import type { Report } from '../session/report-schema.ts';
import { type App, print } from './app.ts';
import { connectOrStop } from './connect.ts';
import { fingerprintOf } from './fingerprint.ts';
import { printNotices } from './notices.ts';
import { verifyReport } from './report-verify.ts';
import { mayWrite } from './target-file.ts';

export interface ReportOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force: boolean;
}

/** `report` and `report verify FILE`. */
export async function report(app: App, words: readonly string[], options: ReportOptions): Promise<number> {
  const [what, file] = words;
  if (what === undefined) return writeReport(app, options);
  if (what !== 'verify' || file === undefined) {
    throw new UserError({ what: msg('report.words', { text: words.join(' ') }), next: msg('report.words.next') });
  }
  const [option] = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : name,
  );
  if (option !== undefined)
    throw new UserError({
      what: msg('report.verify-option', { option: `--${option}` }),
      next: msg('report.words.next'),
    });
  return verifyReport(app, file);
}

async function writeReport(app: App, options: ReportOptions): Promise<number> {
  const format = formatOf(app, options);
  const path = options.output === undefined ? undefined : app.resolve(options.output);
  if (path !== undefined) await mayWrite(app, path, options.force);
  const rendered = await makeReport(app);
  if (path === undefined) {
    show(app, format, rendered);
    return 0;
  }
  await app.files.write(path, textOf(format, rendered));
  print(
    app,
    app.flags.json
      ? JSON.stringify({ v: 1, type: 'report.written', path, format })
      : say(app.lang, msg('report.written', { path: app.shortPath(path) })),
  );
  return 0;
}

/** On standard output. A person at a terminal is spared the signed data of Markdown, which nobody reads. */
function show(app: App, format: ReportFormat, rendered: Rendered): void {
  const { stdout, stderr } = app.terminal;
  if (format === 'md' && stdout.isTTY) {
    stdout.write(markdownText(rendered));
    stderr.write(`\n${say(app.lang, msg('report.shown'))}\n`);
    return;
  }
  stdout.write(app.flags.json ? jsonReportLine(rendered) : textOf(format, rendered));
}

/** What was asked for, else what the file's name tells. */
function formatOf(app: App, { format, output }: ReportOptions): ReportFormat {
  const known = reportFormats.find((one) => one === format);
  if (format !== undefined && !known)
    throw new UserError({ what: msg('report.format', { format }), next: msg('report.format.next') });
  if (output === undefined) {
    if (!app.flags.json) return known ?? 'md';
    if (known === undefined || known === 'json') return 'json';
    throw new UserError({ what: msg('report.json-only'), next: msg('report.json-only.next') });
  }
  const ending = /\.([A-Za-z]+)$/.exec(output)?.[1]?.toLowerCase();
  const told =
    known ??
    { md: 'md' as const, markdown: 'md' as const, html: 'html' as const, htm: 'html' as const, json: 'json' as const }[
      ending ?? ''
    ];
  if (!told) throw new UserError({ what: msg('report.ending', { path: output }), next: msg('report.ending.next') });
  return told;
}

function textOf(format: ReportFormat, rendered: Rendered): string {
  switch (format) {
    case 'md':
      return markdownReport(rendered);
    case 'html':
      return htmlReport(rendered);
    case 'json':
      return jsonReport(rendered);
  }
}

async function makeReport(app: App): Promise<Rendered> {
  const course = await app.loadCourse();
  const { progress, notices } = await app.progress(course).load();
  printNotices(app, notices);
  const engine = await engineFacts(app);
  const now = app.clock.now();
  const made = reportOf({
    course,
    progress,
    // As the workshop does: the language that the learner chose in it.
    lang: app.flags.lang ?? progress.lang ?? app.lang,
    now: new Date(now).toISOString(),
    version: app.version,
    learner: app.learner,
    machine: { ...app.machine, utcOffset: -new Date(now).getTimezoneOffset() },
    ...(engine ? { engine } : {}),
  });
  const { publicKey, signature } = await app.signer.sign(signedBytes(made));
  return { signed: sealed(made, { publicKey, signature }), fingerprint: fingerprintOf(publicKey) };
}

/** A report does not need an engine, so it does not wait for one for long. */
const engineMilliseconds = 3000;

async function engineFacts(app: App): Promise<Report['engine'] | undefined> {
  const answered = new AbortController();
  try {
    const late = app.clock.wait(engineMilliseconds, answered.signal).then(() => undefined);
    const engine = await Promise.race([connectOrStop(app), late]);
    return engine && factsOf(engine.info);
  } catch (error) {
    if (error instanceof InterruptedError || !(error instanceof MachineError)) throw error;
    return undefined;
  } finally {
    answered.abort();
  }
}

/** No endpoint and no context: they name machines and people. */
function factsOf({ version, os, architecture, cpus, memory, imageStore, rung, podman }: EngineInfo): Report['engine'] {
  return { version, os, architecture, cpus, memory, imageStore, builder: rung, podman };
}
