import { randomBytes } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClock } from './adapters/clock.ts';
import { createFiles } from './adapters/files.ts';
import { createHttp } from './adapters/http.ts';
import { createProcess } from './adapters/process.ts';
import { createPrograms } from './adapters/programs.ts';
import { createProgressFile } from './adapters/progress-file.ts';
import { createScanner } from './adapters/scanner.ts';
import { createSigner } from './adapters/signer.ts';
import { stateFolder } from './adapters/state-folder.ts';
import { createWatcher } from './adapters/watcher.ts';
import { createWorkspaceLock } from './adapters/workspace-lock.ts';
import type { App, GlobalFlags } from './commands/app.ts';
import { createDoctor, lookForBases, resolveBaseImages } from './doctor/doctor.ts';
import { mirrorOf } from './doctor/machine.ts';
import { MachineError } from './errors.ts';
import { type Lang, msg } from './i18n/message.ts';
import type { Engine } from './ports/engine.ts';
import { loadCourse } from './runtime/load-course.ts';
import { labelKeys } from './runtime/world.ts';

declare const GO_DOCKER_LAB_VERSION: string | undefined;

/** What is known before the arguments are read. */
export interface MachineFacts {
  readonly lang: Lang;
  readonly version: string;
  readonly interrupted: AbortSignal;
  /** Interrupts from within. */
  readonly stop: () => void;
  /** SIGINT is not ours while this holds. */
  readonly deafTo: (others: () => boolean) => void;
}

export function readMachine({ onSecondSignal }: { readonly onSecondSignal: () => void }): MachineFacts {
  const { env } = process;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  const abort = new AbortController();
  let deaf = (): boolean => false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The first stops and cleans up; who asks again does not want to wait for that.
    process.on(signal, () => {
      if (signal === 'SIGINT' && deaf()) return;
      if (abort.signal.aborted) onSecondSignal();
      else abort.abort();
    });
  }
  // A reader that went away (`| head`) is the end of the work, not a mistake.
  process.stdout.on('error', () => abort.abort());
  // Nobody can be told that nobody can be told.
  process.stderr.on('error', () => undefined);
  // A terminal that was closed over us fails every call on it; what is left to do is to clean up.
  process.stdin.on('error', () => abort.abort());
  return {
    lang: /^zh/i.test(locale) ? 'zh' : 'en',
    version: typeof GO_DOCKER_LAB_VERSION === 'string' ? GO_DOCKER_LAB_VERSION : '0.0.0-dev',
    interrupted: abort.signal,
    stop: () => abort.abort(),
    deafTo: (others) => {
      deaf = others;
    },
  };
}

/** Builds the real adapters once: the only wiring. */
export function composeApp(machine: MachineFacts, flags: GlobalFlags): App {
  const { env, platform, stdin, stdout, stderr } = process;
  const clock = createClock();
  const files = createFiles({ temporary: tmpdir() });
  const runner = createProcess({ env, platform });
  const root = packageRoot();
  const courseFolder = flags.course === undefined ? join(root, 'labs') : resolve(flags.course);
  const folder = stateFolder({ platform, env, home: homedir() });
  const programs = createPrograms({ env, platform, signals: process });
  // Ctrl-C in the learner's editor or shell is meant for it, though we hear it too.
  machine.deafTo(() => programs.running);
  const answers = stdin.isTTY === true && stdout.isTTY === true;
  let connected: Promise<Engine> | undefined;
  const connect = async (): Promise<Engine> => {
    const { connectEngine } = await import('./adapters/docker/engine.ts');
    return connectEngine({
      process: runner,
      env,
      platform,
      labels: { [labelKeys.learner]: app.learner || 'default', [labelKeys.session]: app.session },
      ...(flags.context === undefined ? {} : { context: flags.context }),
    });
  };
  const app: App = {
    flags,
    terminal: {
      stdin,
      stdout,
      stderr,
      answers,
      interactive: answers && !flags.plain && env['TERM'] !== 'dumb' && !env['INK_SCREEN_READER'],
      spareRow: platform === 'win32',
      env: { TERM: env['TERM'], TMUX: env['TMUX'], STY: env['STY'] },
      signals: process,
      color: flags.color && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    },
    lang: flags.lang ?? machine.lang,
    version: machine.version,
    clock,
    files,
    http: createHttp(),
    scanner: createScanner({ process: runner, temporary: tmpdir() }),
    watcher: createWatcher(),
    programs,
    signer: createSigner({ folder }),
    machine: { platform, arch: process.arch, node: process.versions.node },
    session: randomBytes(4).toString('hex'),
    learner: flags.learner ?? '',
    cwd: process.cwd(),
    workspace: resolve(flags.workspace ?? 'go-docker-demo'),
    stateFolder: folder,
    templates: join(root, 'dist', 'templates', 'course'),
    shortPath: (path) => {
      const short = relative(process.cwd(), path);
      return short === '' || short.startsWith('..') || isAbsolute(short) ? path : `.${sep}${short}`;
    },
    resolve: (path) => resolve(path),
    join,
    interrupted: machine.interrupted,
    loadCourse: () => loadCourse(files, { course: courseFolder, join }),
    connect: () => {
      connected ??= withinBound(connect()).catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      return connected;
    },
    forgetEngine: () => {
      connected = undefined;
    },
    doctor: (course) => createDoctor(doctorMachine(course.bases)),
    resolveBases: (course, engine, signal) => resolveBaseImages(engine, course.bases, signal, mirrorOf(env)),
    lookForBases: (names, engine, signal) => lookForBases(engine, names, signal, mirrorOf(env)),
    progress: (course) => createProgressFile({ folder, course: course.id, clock }),
    lockWorkspace: (workspace) => createWorkspaceLock(workspace).take(),
  };
  function doctorMachine(bases: readonly string[]) {
    return {
      process: runner,
      files,
      http: app.http,
      clock,
      env,
      platform,
      arch: process.arch,
      nodeVersion: process.versions.node,
      root: typeof process.getuid === 'function' && process.getuid() === 0,
      stateFolder: folder,
      workspace: app.workspace,
      scripts: join(root, 'dist', 'scripts'),
      bases,
      ...(flags.context === undefined ? {} : { context: flags.context }),
      connect: app.connect,
    };
  }
  return app;
}

/** An engine that accepts a connection and never answers must not hold anyone. */
const connectMilliseconds = 15_000;

function withinBound(connecting: Promise<Engine>): Promise<Engine> {
  const late = new Promise<never>((_, reject) => {
    const fail = (): void => reject(new MachineError({ what: msg('engine.silent'), next: msg('engine.silent.next') }));
    setTimeout(fail, connectMilliseconds).unref();
  });
  return Promise.race([connecting, late]);
}

/** The folder that holds labs, go-app and dist, from the bundle as from the sources. */
function packageRoot(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..');
}
