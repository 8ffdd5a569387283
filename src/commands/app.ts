import type { Course } from '../course/model.ts';
import type { CourseBases } from '../doctor/course-bases.ts';
import type { Lang } from '../i18n/message.ts';
import type { Network } from '../network/network.ts';
import type { Clock } from '../ports/clock.ts';
import type { Engine, Whereabouts } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Kits } from '../ports/kit.ts';
import type { NetworkFile, NetworkSettings } from '../ports/network-file.ts';
import type { Presence } from '../ports/presence.ts';
import type { Programs } from '../ports/programs.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import type { Scanner } from '../ports/scanner.ts';
import type { Signer } from '../ports/signer.ts';
import type { Watcher } from '../ports/watcher.ts';
import type { DoctorFace } from '../session/findings.ts';
import type { Shell } from '../shell/model.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly course?: string;
  readonly workspace?: string;
  readonly lang?: Lang;
  readonly context?: string;
  readonly learner?: string;
  readonly yes: boolean;
  readonly json: boolean;
  readonly plain: boolean;
  readonly color: boolean;
}

/** The terminal or pipe in which we run. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Both ends are a terminal that can move its cursor, and no screen reader is in use. */
  readonly interactive: boolean;
  /** A person is there to answer, even if only line by line. */
  readonly answers: boolean;
  readonly color: boolean;
  /** Windows consoles scroll when the last row is written to: leave it free. */
  readonly spareRow: boolean;
  /** What tells which terminal it is, and what stands between it and us. */
  readonly env: {
    readonly TERM?: string | undefined;
    readonly TMUX?: string | undefined;
    readonly STY?: string | undefined;
  };
  /** The process, as far as it tells of signals and the end. */
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
}

/** What a command works with; made once in compose. */
export interface App extends CourseBases {
  readonly flags: GlobalFlags;
  readonly terminal: Terminal;
  readonly lang: Lang;
  readonly version: string;
  readonly clock: Clock;
  readonly files: Files;
  readonly http: Http;
  /** The learner's own vulnerability scanner. */
  readonly scanner: Scanner;
  readonly watcher: Watcher;
  /** The learner's own editor and shell. */
  readonly programs: Programs;
  /** Signs reports with this account's own key. */
  readonly signer: Signer;
  /** The shell for which commands are written; with `--json` always a POSIX one. */
  readonly shell: Shell;
  readonly machine: { readonly platform: string; readonly arch: string; readonly node: string };
  /** Unique for this process. */
  readonly session: string;
  /** Tells this process from others on the same engine. */
  readonly presence: Presence;
  /** Empty for whoever gives no name. */
  readonly learner: string;
  /** Absolute: the folder we were started in. */
  readonly cwd: string;
  /** Absolute: the learner’s workspace. */
  readonly workspace: string;
  /** The workspace is on a drive of Windows, seen from WSL. */
  readonly onWindowsDrive: boolean;
  readonly stateFolder: string;
  /** Absolute: what `course new` copies. */
  readonly templates: string;
  /** A path as the learner would write it: relative to where they are when it lies below. */
  readonly shortPath: (path: string) => string;
  /** A path as given on the command line, made absolute. */
  readonly resolve: (path: string) => string;
  readonly join: (folder: string, path: string) => string;
  /** Aborted by Ctrl-C, SIGTERM and SIGHUP. */
  readonly interrupted: AbortSignal;
  loadCourse(): Promise<Course>;
  /** The offline kit; loaded at first use. */
  kits(): Promise<Kits>;
  /** Throws a MachineError when there is no usable engine. */
  connect(signal?: AbortSignal): Promise<Engine>;
  /** Looks at the engine anew at the next `connect`: something about it was changed. */
  forgetEngine(): void;
  readonly engineAt: Whereabouts;
  /** Where `network` keeps what the user chose. */
  readonly networkFile: NetworkFile;
  /** How what is missing may be fetched, or would be with these settings alone. Throws a MachineError when the file is wrong. */
  network(settings?: NetworkSettings): Promise<Network>;
  doctor(course: Course): DoctorFace;
  progress(course: Course): ProgressStore;
  /**
   * Takes a workspace for this process and gives the function that lets go of it. Throws a MachineError
   * naming the holder when another of us is at work there.
   */
  lockWorkspace(folder: string): Promise<() => Promise<void>>;
}

/** Prints a line to standard output. */
export function print(app: App, text: string): void {
  app.terminal.stdout.write(`${text}\n`);
}
