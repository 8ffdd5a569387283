import { exitCodes, MachineError, UserError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { type Examined, examineReport } from '../render/report/examine.ts';
import { timeText, zoneText } from '../render/report/times.ts';
import { type App, print } from './app.ts';
import { fingerprintOf } from './fingerprint.ts';

/** A report of a whole course in all detail has some 200 kB. */
const mostBytes = 16 * 1024 * 1024;

/** `report verify FILE`: 0 sound, 1 altered, 2 not a report. */
export async function verifyReport(app: App, file: string): Promise<number> {
  const path = app.resolve(file);
  const bytes = await app.files.read(path, mostBytes).catch((error: unknown) => {
    throw notOne(error);
  });
  if (!bytes) throw new UserError({ what: msg('report.absent', { path: file }), next: msg('report.not-one.next') });
  const found = examineReport(bytes, {
    version: app.version,
    verify: (signed, publicKey, signature) => app.signer.verify(signed, publicKey, signature),
    fingerprintOf,
  });
  switch (found.verdict) {
    case 'none':
      throw new UserError({ what: msg('report.not-one', { path: file }), next: msg('report.not-one.next') });
    case 'newer':
      throw new UserError({ what: msg('report.newer', { path: file, v: found.v }), next: msg('report.newer.next') });
    case 'altered':
      tellAltered(app, found);
      return exitCodes.checkFailed;
    case 'sound':
      tellSound(app, found);
      return exitCodes.ok;
  }
}

/** A folder or a pipe is no report either: another name is what helps, not another machine. */
function notOne(error: unknown): unknown {
  if (!(error instanceof MachineError) || !['files.is-folder', 'files.not-plain'].includes(error.what.id)) return error;
  return new UserError({ what: error.what, next: msg('report.not-one.next'), cause: error });
}

function tellAltered(app: App, { what, line }: Extract<Examined, { verdict: 'altered' }>): void {
  if (app.flags.json) {
    print(
      app,
      JSON.stringify({ v: 1, type: 'report.verified', sound: false, altered: what, ...(line ? { line } : {}) }),
    );
    return;
  }
  print(app, say(app.lang, msg(`report.altered.${what}`)));
  if (line !== undefined) print(app, say(app.lang, msg('report.altered.line', { line })));
}

function tellSound(app: App, { compared, rendered }: Extract<Examined, { verdict: 'sound' }>): void {
  const { signed, fingerprint } = rendered;
  const { report } = signed;
  if (app.flags.json) {
    print(app, JSON.stringify({ v: 1, type: 'report.verified', sound: true, compared, fingerprint, report }));
    return;
  }
  const { course, machine } = report;
  const made = `${timeText(report.madeAt, machine.utcOffset)} ${zoneText(machine.utcOffset)}`;
  const lines = [
    compared === 'document'
      ? msg('report.sound')
      : msg('report.sound.data', { made: report.program, mine: app.version }),
    msg('report.says.about', { course: course.title[app.lang], version: course.version, made }),
    ...(report.learner === undefined ? [] : [msg('report.says.learner', { learner: report.learner })]),
    msg('report.says.key', { fingerprint }),
    msg('report.says.proves'),
    msg('report.says.not'),
  ];
  for (const line of lines) print(app, say(app.lang, line));
}
