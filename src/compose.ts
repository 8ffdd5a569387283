import { randomBytes } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBuildBound } from './adapters/build-bound.ts';
import { createClock } from './adapters/clock.ts';
import type { Endpoint } from './adapters/docker/endpoint.ts';
import { createEngineConnection } from './adapters/engine-connection.ts';
import { createFiles } from './adapters/files.ts';
import { createHttp } from './adapters/http.ts';
import { createNetworkFile } from './adapters/network-file.ts';
import { createPresence } from './adapters/presence.ts';
import { createProcess } from './adapters/process.ts';
import { createPrograms } from './adapters/programs.ts';
import { createProgressFile } from './adapters/progress-file.ts';
import { findRunningSystem, readSystemFacts } from './adapters/running-system.ts';
import { createScanner } from './adapters/scanner.ts';
import { createSigner } from './adapters/signer.ts';
import { stateFolder, stateFolderVariable } from './adapters/state-folder.ts';
import { createWatcher } from './adapters/watcher.ts';
import { isOnWindowsDrive } from './adapters/windows-drive.ts';
import { createWorkspaceLock } from './adapters/workspace-lock.ts';
import type { App, GlobalFlags, Terminal } from './commands/app.ts';
import { callingWith } from './commands/own-command.ts';
import { createCourseBases } from './doctor/course-bases.ts';
import { createDoctor } from './doctor/doctor.ts';
import { ExplainedError } from './errors.ts';
import { callOwnCommands } from './i18n/own-commands.ts';
import type { MachineFacts } from './machine.ts';
import type { MirrorPlace } from './network/mirrored-bases.ts';
import { type Network, networkAlone, networkInForce } from './network/network.ts';
import type { Engine } from './ports/engine.ts';
import { loadCourse } from './runtime/load-course.ts';
import { labelKeys, ownerValue } from './runtime/world.ts';
import { detectShell } from './shell/detect.ts';

/** Builds the real adapters once: the only wiring. */
export function composeApp(machine: MachineFacts, flags: GlobalFlags): App {
  const { env, platform } = process;
  const builds = readBuildBound(env);
  // What programs read is the same on every system.
  const ownShell = detectShell(platform, env);
  const shell = flags.json ? 'posix' : ownShell;
  callOwnCommands(callingWith(machine.program, shell, flags));
  const clock = createClock();
  const runner = createProcess({ env, platform });
  const root = packageRoot();
  const scripts = join(root, 'dist', 'scripts');
  const courseFolder = flags.course === undefined ? join(root, 'labs') : resolve(flags.course);
  const workspace = resolve(flags.workspace ?? 'go-docker-demo');
  const folder = stateFolder({ platform, env, home: homedir() });
  const presence = createPresence({
    pid: process.pid,
    since: clock.now(),
    system: () => findRunningSystem(folder, readSystemFacts(platform)),
  });
  const files = createFiles({ temporary: tmpdir(), platform, folders: { state: folder, workspace } });
  const programs = createPrograms({ env, platform, shell: ownShell, signals: process });
  // Ctrl-C in the learner's editor or shell is meant for it, though we hear it too.
  machine.deafTo(() => programs.running);
  const ownLabels = () => ({
    [labelKeys.learner]: app.learner || 'default',
    [labelKeys.session]: app.session,
    [labelKeys.process]: presence.mark,
  });
  /** Who puts mirrors into a copy of an image: a container of this session's makes an image that is everybody's. */
  const mirroring = (engine: Engine): MirrorPlace => ({
    engine,
    files,
    container: { [labelKeys.owner]: ownerValue, [labelKeys.role]: 'reader', ...ownLabels() },
    image: { [labelKeys.owner]: ownerValue, [labelKeys.role]: 'base' },
  });
  const connectEngine = async (onEndpoint: (endpoint: Endpoint) => void): Promise<Engine> => {
    const docker = await import('./adapters/docker/engine.ts');
    // Whoever builds asks for base images first, and hears there what is wrong with the settings.
    const { proxy } = await app.network().catch((error: unknown): Partial<Network> => {
      if (error instanceof ExplainedError) return {};
      throw error;
    });
    return docker.connectEngine({
      process: runner,
      env,
      platform,
      temporary: tmpdir(),
      onEndpoint,
      labels: ownLabels(),
      queue: {
        presence,
        shared: app.learner !== '' || builds !== undefined,
        ...(builds === undefined ? {} : { bound: builds }),
      },
      ...(proxy ? { proxy } : {}),
      ...(flags.context === undefined ? {} : { context: flags.context }),
    });
  };
  const connection = createEngineConnection(connectEngine, { context: flags.context, env });
  const app: App = {
    flags,
    terminal: terminalFor(flags),
    lang: flags.lang ?? machine.lang,
    version: machine.version,
    clock,
    files,
    http: createHttp(),
    scanner: createScanner({ process: runner, temporary: tmpdir() }),
    watcher: createWatcher(),
    programs,
    signer: createSigner({ folder, platform }),
    shell,
    machine: { platform, arch: process.arch, node: process.versions.node },
    session: randomBytes(4).toString('hex'),
    presence,
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
      const { arch, pid } = process;
      const course = courseFolder;
      return createKits({ process: runner, files, env, platform, arch, pid, presence, node, root, course, scripts });
    },
    connect: connection.connect,
    forgetEngine: connection.forget,
    engineAt: connection.at,
    networkFile: createNetworkFile({ folder, files }),
    network: async (settings) =>
      settings ? networkAlone(settings, env) : networkInForce(await app.networkFile.read(), env),
    doctor: (course) =>
      createDoctor({
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
        workspace,
        scripts,
        bases: course.bases,
        ...(flags.context === undefined ? {} : { context: flags.context }),
        network: () => app.network(),
        connect: connection.connect,
        engineAt: connection.at,
      }),
    ...createCourseBases(() => app.network(), mirroring),
    progress: (course) =>
      createProgressFile({ folder, course: course.id, learner: app.learner, clock, platform, presence }),
    lockWorkspace: (locked) => {
      // Who only proves a course has theirs in the state folder.
      const chosenBy = locked === workspace ? 'workspace' : { variable: stateFolderVariable(platform) };
      return createWorkspaceLock(locked, { platform, presence }, chosenBy).take();
    },
  };
  return app;
}

/** The terminal or pipe in which we run, and how these flags want it used. */
function terminalFor(flags: GlobalFlags): Terminal {
  const { env, platform, stdin, stdout, stderr } = process;
  const answers = stdin.isTTY === true && stdout.isTTY === true;
  return {
    stdin,
    stdout,
    stderr,
    answers,
    interactive: answers && !flags.plain && env['TERM'] !== 'dumb' && !env['INK_SCREEN_READER'],
    spareRow: platform === 'win32',
    env: { TERM: env['TERM'], TMUX: env['TMUX'], STY: env['STY'] },
    signals: process,
    color: flags.color && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  };
}

/** The folder that holds labs, go-app and dist, from the bundle as from the sources. */
function packageRoot(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..');
}
