import { calledBy } from './adapters/called-by.ts';
import { watchOutput } from './adapters/output.ts';
import { callingWith } from './commands/own-command.ts';
import type { MachineError } from './errors.ts';
import type { Lang } from './i18n/message.ts';
import { callOwnCommands } from './i18n/own-commands.ts';
import { detectShell } from './shell/detect.ts';

declare const GO_DOCKER_LAB_VERSION: string | undefined;

/** What is known before the arguments are read. */
export interface MachineFacts {
  readonly lang: Lang;
  readonly version: string;
  /** The words by which the program was called. */
  readonly program: readonly string[];
  readonly interrupted: AbortSignal;
  /** Why standard output could not be written, though somebody reads it. */
  readonly lostOutput: () => MachineError | undefined;
  /** Interrupts from within. */
  readonly stop: () => void;
  /** SIGINT is not ours while this holds. */
  readonly deafTo: (others: () => boolean) => void;
}

/** The process as far as this looks at it. */
type Host = Pick<NodeJS.Process, 'env' | 'platform' | 'stdin' | 'stdout' | 'stderr' | 'on'>;

/** Reads what is known before the arguments are, and listens from then on for signals and for what breaks. */
export function readMachine(host: Host, { onSecondSignal }: { readonly onSecondSignal: () => void }): MachineFacts {
  const program = calledBy(host.env);
  callOwnCommands(callingWith(program, detectShell(host.platform, {}), {}));
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  let deaf = (): boolean => false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    // The first stops and cleans up; who asks again does not want to wait for that.
    host.on(signal, () => {
      if (signal === 'SIGINT' && deaf()) return;
      if (abort.signal.aborted) onSecondSignal();
      else stop();
    });
  }
  // Work that nobody will see is not gone on with.
  const lostOutput = watchOutput(host.stdout, stop);
  // Nobody can be told that nobody can be told.
  host.stderr.on('error', () => undefined);
  // A terminal that was closed over us fails every call on it; what is left to do is to clean up.
  host.stdin.on('error', stop);
  return {
    lang: languageIn(host.env),
    program,
    version: typeof GO_DOCKER_LAB_VERSION === 'string' ? GO_DOCKER_LAB_VERSION : '0.0.0-dev',
    interrupted: abort.signal,
    lostOutput,
    stop,
    deafTo: (others) => {
      deaf = others;
    },
  };
}

/** The language of the user's locale, where it is one of ours. */
function languageIn(env: NodeJS.ProcessEnv): Lang {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(locale) ? 'zh' : 'en';
}
