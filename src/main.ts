import { readArguments } from './commands/cli.ts';
import { composeApp, readMachine } from './compose.ts';
import { BugError, ExplainedError, exitCodes } from './errors.ts';
import { msg, say } from './i18n/message.ts';
import { encodeError } from './render/json/encode.ts';
import { explain } from './render/plain/explain.ts';

/** argv → command → exit code. The only place that ends the process. */
async function main(): Promise<void> {
  const machine = readMachine();
  const argv = process.argv.slice(2);
  let exitCode: number;
  try {
    const request = readArguments(argv, machine.lang, machine.version);
    if (request.kind === 'help') {
      process.stdout.write(request.text);
      exitCode = exitCodes.ok;
    } else {
      const app = composeApp(machine, request.flags);
      exitCode = await request.perform(app);
      if (machine.interrupted.aborted) exitCode = exitCodes.interrupted;
    }
  } catch (error) {
    const interrupted = machine.interrupted.aborted;
    exitCode = interrupted ? exitCodes.interrupted : complain(error, argv, machine.lang);
  }
  // Output to a pipe is asynchronous: leave only when it has been taken.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  process.exit(exitCode);
}

function complain(error: unknown, argv: readonly string[], fallback: 'en' | 'zh'): number {
  const explained =
    error instanceof ExplainedError
      ? error
      : new BugError({
          what: msg('bug', { text: error instanceof Error ? error.message : String(error) }),
          raw: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
  const asked = argv[argv.indexOf('--lang') + 1];
  const lang = argv.includes('--lang') && (asked === 'en' || asked === 'zh') ? asked : fallback;
  if (argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(encodeError(lang, explained, new Date().toISOString()))}\n`);
  } else {
    process.stderr.write(`${explain(lang, explained, explained instanceof BugError)}\n`);
    if (explained.raw && !(explained instanceof BugError)) {
      process.stderr.write(`${say(lang, msg('raw-tail', { text: explained.raw.trim().split('\n').at(-1) ?? '' }))}\n`);
    }
  }
  return explained.exitCode;
}

await main();
