import { randomBytes } from 'node:crypto';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calledBy } from './adapters/called-by.ts';
import { createClock } from './adapters/clock.ts';
import { createFiles } from './adapters/files.ts';
import { createHttp } from './adapters/http.ts';
import { createNetworkFile } from './adapters/network-file.ts';
import { watchOutput } from './adapters/output.ts';
import { createPresence } from './adapters/presence.ts';
import { createProcess } from './adapters/process.ts';
import { createPrograms } from './adapters/programs.ts';
import { createProgressFile } from './adapters/progress-file.ts';
import { createScanner } from './adapters/scanner.ts';
import { createSigner } from './adapters/signer.ts';
import { stateFolder, stateFolderVariable } from './adapters/state-folder.ts';
import { createWatcher } from './adapters/watcher.ts';
import { isOnWindowsDrive } from './adapters/windows-drive.ts';
import { createWorkspaceLock } from './adapters/workspace-lock.ts';
import type { App, GlobalFlags } from './commands/app.ts';
import { callingWith } from './commands/own-command.ts';
import { createDoctor, findBases, lookForBases, resolveBaseImages } from './doctor/doctor.ts';
import { ExplainedError, MachineError, UserError } from './errors.ts';
import { type Lang, msg } from './i18n/message.ts';
import { callOwnCommands } from './i18n/own-commands.ts';
import { type MirrorPlace, withMirrors } from './network/mirrored-bases.ts';
import { type Network, networkAlone, networkInForce } from './network/network.ts';
import type { Engine } from './ports/engine.ts';
import { loadCourse } from './runtime/load-course.ts';
import { labelKeys, ownerValue } from './runtime/world.ts';
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

export function readMachine({ onSecondSignal }: { readonly onSecondSignal: () => void }): MachineFacts {
  const { env } = process;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  const program = calledBy(env);
  callOwnCommands(callingWith(program, detectShell(process.platform, {}), {}));
  const abort = new AbortController();
  let deaf = (): boolean => false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    // The first stops and cleans up; who asks again does not want to wait for that.
    process.on(signal, () => {
      if (signal === 'SIGINT' && deaf()) return;
      if (abort.signal.aborted) onSecondSignal();
      else abort.abort();
    });
  }
  // Work that nobody will see is not gone on with.
  const lostOutput = watchOutput(process.stdout, () => abort.abort());
  // Nobody can be told that nobody can be told.
  process.stderr.on('error', () => undefined);
  // A terminal that was closed over us fails every call on it; what is left to do is to clean up.
  process.stdin.on('error', () => abort.abort());
  return {
    lang: /^zh/i.test(locale) ? 'zh' : 'en',
    program,
    version: typeof GO_DOCKER_LAB_VERSION === 'string' ? GO_DOCKER_LAB_VERSION : '0.0.0-dev',
    interrupted: abort.signal,
    lostOutput,
    stop: () => abort.abort(),
    deafTo: (others) => {
      deaf = others;
    },
  };
}

/** Builds the real adapters once: the only wiring. */
export function composeApp(machine: MachineFacts, flags: GlobalFlags): App {
  const { env, platform, stdin, stdout, stderr } = process;
  const builds = readBound(env[buildsVariable]);
  const shell = detectShell(platform, env);
  callOwnCommands(callingWith(machine.program, shell, flags));
  const clock = createClock();
  const runner = createProcess({ env, platform });
  const root = packageRoot();
  const courseFolder = flags.course === undefined ? join(root, 'labs') : resolve(flags.course);
  const workspace = resolve(flags.workspace ?? 'go-docker-demo');
  const folder = stateFolder({ platform, env, home: homedir() });
  const files = createFiles({ temporary: tmpdir(), platform, folders: { state: folder, workspace } });
  const programs = createPrograms({ env, platform, shell, signals: process });
  // Ctrl-C in the learner's editor or shell is meant for it, though we hear it too.
  machine.deafTo(() => programs.running);
  const answers = stdin.isTTY === true && stdout.isTTY === true;
  let connected: Promise<Engine> | undefined;
  const ownLabels = () => ({
    [labelKeys.learner]: app.learner || 'default',
    [labelKeys.session]: app.session,
    [labelKeys.process]: app.presence.mark,
  });
  /** Who puts mirrors into a copy of an image: a container of this session's makes an image that is everybody's. */
  const mirroring = (engine: Engine): MirrorPlace => ({
    engine,
    files,
    container: { [labelKeys.owner]: ownerValue, [labelKeys.role]: 'reader', ...ownLabels() },
    image: { [labelKeys.owner]: ownerValue, [labelKeys.role]: 'base' },
  });
  const connect = async (): Promise<Engine> => {
    const { connectEngine } = await import('./adapters/docker/engine.ts');
    // Whoever builds asks for base images first, and hears there what is wrong with the settings.
    const { proxy } = await app.network().catch((error: unknown): Partial<Network> => {
      if (error instanceof ExplainedError) return {};
      throw error;
    });
    return connectEngine({
      process: runner,
      env,
      platform,
      temporary: tmpdir(),
      labels: ownLabels(),
      queue: {
        presence: app.presence,
        shared: app.learner !== '' || builds !== undefined,
        ...(builds === undefined ? {} : { bound: builds }),
      },
      ...(proxy ? { proxy } : {}),
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
    signer: createSigner({ folder, platform }),
    shell: flags.json ? 'posix' : shell,
    machine: { platform, arch: process.arch, node: process.versions.node },
    session: randomBytes(4).toString('hex'),
    presence: createPresence({ pid: process.pid, hostname: hostname(), platform, since: clock.now() }),
    // Who gives no name is called that on the engine, and so are their things.
    learner: flags.learner === undefined || flags.learner === 'default' ? '' : flags.learner,
    cwd: process.cwd(),
    workspace,
    onWindowsDrive: isOnWindowsDrive({ platform, env }, workspace),
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
    kits: async () => {
      const { createKits } = await import('./adapters/kit/kits.ts');
      const node = { path: process.execPath, version: process.version };
      const scripts = join(root, 'dist', 'scripts');
      const { arch, pid } = process;
      return createKits({
        process: runner,
        files,
        env,
        platform,
        arch,
        pid,
        node,
        root,
        course: courseFolder,
        scripts,
      });
    },
    connect: () => {
      connected ??= withinBound(connect(), flags.context ?? env['DOCKER_HOST']).catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      return connected;
    },
    forgetEngine: () => {
      connected = undefined;
    },
    networkFile: createNetworkFile({ folder, files }),
    network: async (settings) =>
      settings ? networkAlone(settings, env) : networkInForce(await app.networkFile.read(), env),
    doctor: (course) => createDoctor(doctorMachine(course.bases)),
    async resolveBases({ bases }, engine, signal) {
      const network = await app.network();
      const found = await resolveBaseImages(engine, bases, signal, network.registry);
      return { ...found, mapping: await withMirrors(mirroring(engine), bases, found.mapping, network, signal) };
    },
    async lookForBases(names, engine, signal) {
      const network = await app.network();
      const found = await lookForBases(engine, names, signal, network.registry);
      const here = names.filter((name) => found.missing.every((base) => base.name !== name));
      return {
        ...found,
        mapping: await withMirrors(mirroring(engine), here, found.mapping, network, signal),
        missing:
          network.profile === 'offline' ? found.missing.map(({ name }) => ({ name, sources: [] })) : found.missing,
      };
    },
    async kitBases({ bases }, engine, signal) {
      const { registry, profile } = await app.network();
      const found = await findBases(engine, bases, signal, registry);
      return profile === 'offline' ? found.map((base) => ({ ...base, sources: [] })) : found;
    },
    progress: (course) => createProgressFile({ folder, course: course.id, learner: app.learner, clock, platform }),
    lockWorkspace: (locked) => {
      // Who only proves a course has theirs in the state folder.
      const chosenBy = locked === workspace ? 'workspace' : { variable: stateFolderVariable(platform) };
      return createWorkspaceLock(locked, platform, chosenBy).take();
    },
  };
  function doctorMachine(bases: readonly string[]) {
    return {
      process: runner,
      files,
      http: app.http,
      clock,
      env,
      platform,
      shell: app.shell,
      arch: process.arch,
      nodeVersion: process.versions.node,
      root: typeof process.getuid === 'function' && process.getuid() === 0,
      stateFolder: folder,
      workspace: app.workspace,
      scripts: join(root, 'dist', 'scripts'),
      bases,
      ...(flags.context === undefined ? {} : { context: flags.context }),
      network: () => app.network(),
      connect: app.connect,
    };
  }
  return app;
}

/** How many builds may run on a shared engine at the same time. */
const buildsVariable = 'GO_DOCKER_LAB_BUILDS';

function readBound(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,3}$/.test(value)) return Number(value);
  throw new UserError({
    what: msg('queue.bad-bound', { variable: buildsVariable, value }),
    next: msg('queue.bad-bound.next'),
  });
}

/** An engine that accepts a connection and never answers must not hold anyone. */
const connectMilliseconds = 15_000;

function withinBound(connecting: Promise<Engine>, chosen: string | undefined): Promise<Engine> {
  const late = new Promise<never>((_, reject) => {
    const seconds = connectMilliseconds / 1000;
    const why = chosen
      ? { what: msg('endpoint.slow', { endpoint: chosen, seconds }), next: msg('endpoint.slow.next') }
      : { what: msg('engine.silent'), next: msg('engine.silent.next') };
    const fail = (): void => reject(new MachineError(why));
    setTimeout(fail, connectMilliseconds).unref();
  });
  return Promise.race([connecting, late]);
}

/** The folder that holds labs, go-app and dist, from the bundle as from the sources. */
function packageRoot(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..');
}
