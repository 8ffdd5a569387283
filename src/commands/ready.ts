import { createInterface } from 'node:readline/promises';
import type { Course } from '../course/model.ts';
import { InterruptedError, MachineError } from '../errors.ts';
import { formatSeconds } from '../i18n/format.ts';
import { msg, say } from '../i18n/message.ts';
import { encodeFinding } from '../render/json/encode.ts';
import type { WireEvent } from '../render/json/wire.ts';
import { findingLines } from '../render/text/finding.ts';
import type { DoctorFace, Finding, Fix } from '../session/findings.ts';
import { shellPrompt } from '../shell/line.ts';
import { type App, print } from './app.ts';
import { connectOrStop } from './connect.ts';

/** How findings and fixes are told: as text, or as NDJSON. */
function teller(app: App) {
  const at = (): string => new Date(app.clock.now()).toISOString();
  const event = (wire: WireEvent): void => print(app, JSON.stringify(wire));
  return {
    finding(finding: Finding): void {
      if (app.flags.json) event(encodeFinding(app.lang, finding, at()));
      else print(app, findingLines(app.lang, finding));
    },
    fixOffered(fix: Fix): void {
      if (app.flags.json) return;
      print(app, `\n${say(app.lang, msg('plain.offered', { title: fix.title }))}`);
      for (const command of fix.commands) print(app, `  ${shellPrompt(app.shell)}${command}`);
    },
    fixStarted(fix: Fix): void {
      if (app.flags.json) event({ v: 1, at: at(), type: 'fix.started', id: fix.id, commands: [...fix.commands] });
      else {
        print(app, say(app.lang, msg('plain.fixing', { title: fix.title })));
        for (const command of fix.commands) print(app, `  ${shellPrompt(app.shell)}${command}`);
      }
    },
    fixFinished(fix: Fix, seconds: number): void {
      if (app.flags.json) event({ v: 1, at: at(), type: 'fix.finished', id: fix.id, seconds });
      else print(app, `  ${say(app.lang, msg('plain.fixed', { time: formatSeconds(seconds) }))}`);
    },
  };
}

/**
 * Examines the machine and, when allowed, applies what can be fixed.
 * Returns the last findings; what still is missing is the caller's to judge.
 */
export async function examineAndFix(app: App, course: Course, fix: boolean): Promise<readonly Finding[]> {
  const doctor = app.doctor(course);
  const tell = teller(app);
  let findings = await doctor.examine((finding) => tell.finding(finding), app.interrupted);
  const tried = new Set<string>();
  for (;;) {
    const next = findings.find(
      (finding) => finding.status === 'missing' && finding.fix && !tried.has(finding.fix.id),
    )?.fix;
    if (!next || app.interrupted.aborted) return findings;
    tried.add(next.id);
    if (!fix || !(await agreed(app, next))) {
      tell.fixOffered(next);
      continue;
    }
    await applyFix(app, doctor, next, tell);
    app.forgetEngine();
    findings = await doctor.examine(() => undefined, app.interrupted);
  }
}

async function applyFix(app: App, doctor: DoctorFace, fix: Fix, tell: ReturnType<typeof teller>): Promise<void> {
  tell.fixStarted(fix);
  const begun = app.clock.monotonic();
  const seconds = (): number => (app.clock.monotonic() - begun) / 1000;
  await doctor.apply(
    fix,
    ({ text }) => {
      const stamped = text
        .trimEnd()
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => `  ${seconds().toFixed(0).padStart(4)} s  ${line}\n`)
        .join('');
      (app.flags.json ? app.terminal.stderr : app.terminal.stdout).write(stamped);
    },
    app.interrupted,
  );
  tell.fixFinished(fix, seconds());
}

/** `--yes` agrees to everything; a person is asked; nobody there means no. */
async function agreed(app: App, fix: Fix): Promise<boolean> {
  if (app.flags.yes) return true;
  if (!app.terminal.answers || app.flags.json) return false;
  for (const command of fix.commands) print(app, `  ${shellPrompt(app.shell)}${command}`);
  const asking = createInterface({ input: app.terminal.stdin, output: app.terminal.stdout });
  // Ctrl-C at the question and the end of input both close it.
  let stopped = false;
  const closed = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
  asking.once('SIGINT', () => {
    stopped = true;
    asking.close();
  });
  const asked = asking.question(say(app.lang, msg('plain.ask', { title: fix.title }))).catch(() => '');
  const interrupted = new Promise<string>((resolve) =>
    app.interrupted.addEventListener('abort', () => resolve(''), { once: true }),
  );
  try {
    const answer = await Promise.race([asked, closed, interrupted]);
    if (stopped || app.interrupted.aborted) throw new InterruptedError({ what: msg('interrupted') });
    return /^(y|yes|是|好)$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

/** Makes sure that everything needed is there, or throws a MachineError that says what is not. */
export async function ensureReady(app: App, course: Course): Promise<void> {
  try {
    const engine = await connectOrStop(app);
    await app.resolveBases(course, engine, app.interrupted);
    return;
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
  }
  const findings = await examineAndFix(app, course, app.flags.yes || app.terminal.answers);
  if (app.interrupted.aborted) throw new InterruptedError({ what: msg('interrupted') });
  const missing = findings.filter((finding) => finding.status === 'missing');
  const first = missing[0];
  if (!first) return;
  // One fix may cure several findings.
  const fixes = new Map(missing.flatMap(({ fix }) => (fix ? [[fix.id, fix.commands] as const] : [])));
  const commands = [...fixes.values()].flat();
  throw new MachineError({
    what: msg('machine.not-ready', { what: first.found }),
    next:
      commands.length > 0 && !app.flags.yes
        ? msg('machine.not-ready.fix', { commands: commands.join(' ; ') })
        : (first.next ?? msg('machine.not-ready.doctor')),
    ...(first.raw === undefined ? {} : { raw: first.raw }),
  });
}
