import { languageOf, readArguments } from './commands/cli.ts';
import { composeApp } from './compose.ts';
import { BugError, ExplainedError, exitCodes, explained } from './errors.ts';
import { type Lang, msg, say } from './i18n/message.ts';
import { readMachine } from './machine.ts';
import { encodeError } from './render/json/encode.ts';
import { explain } from './render/plain/explain.ts';

/** How long a command may clean up after itself when something broke that nobody expected. */
const cleanUpMilliseconds = 15_000;

/** argv → command → exit code. The only place that ends the process. */
async function main(): Promise<void> {
  const machine = readMachine(process, { onSecondSignal: () => process.exit(exitCodes.interrupted) });
  const argv = process.argv.slice(2);
  const lang = languageOf(argv, machine.lang);
  let exitCode: number;
  try {
    const request = readArguments(argv, lang, machine.version);
    if (request.kind === 'help') {
      process.stdout.write(request.text);
      exitCode = exitCodes.ok;
    } else {
      exitCode = await guarded(request.perform(composeApp(machine, request.flags)), machine.stop);
      if (machine.interrupted.aborted && !request.endsByInterrupt) exitCode = exitCodes.interrupted;
    }
  } catch (error) {
    const expected = error instanceof ExplainedError && !(error instanceof BugError);
    const interrupted = machine.interrupted.aborted && (expected || !(error instanceof Crash));
    exitCode = interrupted ? exitCodes.interrupted : complain(error instanceof Crash ? error.cause : error, argv, lang);
  }
  await taken(process.stdout);
  const lost = machine.lostOutput();
  if (lost) {
    complainInWords(lost, lang);
    await taken(process.stderr);
    exitCode = lost.exitCode;
  }
  process.exit(exitCode);
}

/** Output to a pipe is asynchronous: leave only when it has been taken, and an error of it been told, a moment later. */
function taken(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => setImmediate(resolve)));
}

/** What was thrown where nobody could catch it. */
class Crash extends Error {}

/** A crash anywhere stops the command, which removes what it started, and is then told as a mistake of ours. */
async function guarded(work: Promise<number>, stop: () => void): Promise<number> {
  const crashed = new Promise<never>((_, reject) => {
    const fail = (cause: unknown): void => reject(new Crash('crash', { cause }));
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
  });
  try {
    return await Promise.race([work, crashed]);
  } catch (error) {
    if (error instanceof Crash) {
      stop();
      const late = new Promise((resolve) => setTimeout(resolve, cleanUpMilliseconds).unref());
      await Promise.race([work.catch(() => undefined), late]);
    }
    throw error;
  }
}

function complain(error: unknown, argv: readonly string[], lang: Lang): number {
  const told = explained(error);
  if (argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(encodeError(lang, told, new Date().toISOString()))}\n`);
  } else {
    complainInWords(told, lang);
  }
  return told.exitCode;
}

function complainInWords(explained: ExplainedError, lang: Lang): void {
  process.stderr.write(`${explain(lang, explained, explained instanceof BugError)}\n`);
  if (explained.raw && !(explained instanceof BugError)) {
    process.stderr.write(`${say(lang, msg('raw-tail', { text: explained.raw.trim().split('\n').at(-1) ?? '' }))}\n`);
  }
}

await main();
