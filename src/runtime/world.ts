import type { Figure, Names } from '../checks/kind.ts';
import type { Course } from '../course/model.ts';
import type { Lang } from '../i18n/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Engine } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Presence } from '../ports/presence.ts';
import type { Scanner } from '../ports/scanner.ts';
import type { DoctorFace } from '../session/findings.ts';
import type { Shell } from '../shell/model.ts';
import { curlLine } from './reach.ts';

/** The label keys on everything that we make on an engine. */
export const labelKeys = {
  owner: 'go-docker-lab.owner',
  course: 'go-docker-lab.course',
  lab: 'go-docker-lab.lab',
  step: 'go-docker-lab.step',
  learner: 'go-docker-lab.learner',
  session: 'go-docker-lab.session',
  /** The mark of the process, by which others can tell whether it still lives. */
  process: 'go-docker-lab.process',
  /** What a thing is for: `container` on what a step runs. Images have `image`, which their containers would inherit. */
  role: 'go-docker-lab.role',
  /** The name under which a build was made: whatever is built FROM it inherits the label, but not the name. */
  image: 'go-docker-lab.image',
} as const;

export const ownerValue = 'go-docker-lab';

/** The learner's desk: the course and their files. All that can be judged without an engine needs no more. */
export interface Desk {
  readonly course: Course;
  readonly files: Files;
  readonly clock: Clock;
  /** Absolute path of the folder in which docker runs. */
  readonly workspace: string;
  /** Joins a workspace-relative path with forward slashes to the workspace. */
  readonly resolve: (path: string) => string;
  readonly lang: () => Lang;
  /** The shell for which commands are written. */
  readonly shell: Shell;
  /** Looks at the machine as doctor does; needs no engine. */
  readonly examine: DoctorFace['examine'];
}

/** Everything that a session works with; made once. */
export interface World extends Desk {
  readonly engine: Engine;
  readonly http: Http;
  readonly scanner: Scanner;
  /** Prefix of images and containers: the course's name, and the learner's when given. */
  readonly prefix: string;
  readonly learner: string;
  /** Unique for this process. */
  readonly session: string;
  /** Tells which other sessions on the engine live. */
  readonly presence: Presence;
  /** Public base image → the local image in its place. */
  readonly bases: Readonly<Record<string, string>>;
  readonly memory: SessionMemory;
}

/** What a session remembers of what it did on the engine. */
export interface SessionMemory {
  /** Container short name → monotonic milliseconds at its `docker run`. */
  readonly started: Map<string, number>;
  /** `container:port` → host port. */
  readonly ports: Map<string, number>;
  /** Image name → the id that this session built under it. */
  readonly built: Map<string, string>;
  /** `image/figure` → value. */
  readonly figures: Map<string, Figure>;
}

export function emptyMemory(): SessionMemory {
  return { started: new Map(), ports: new Map(), built: new Map(), figures: new Map() };
}

/** Replaces `${name}`, and `${stamp}` by the stamp given. */
export function expand(world: World, text: string, stamp: string): string {
  return text.replaceAll('${name}', world.prefix).replaceAll('${stamp}', stamp);
}

/** `go-docker-demo:bad` → `bad`; `undefined` for a name that is not the learner's. */
export function shortImage(world: World, reference: string): string | undefined {
  return reference.startsWith(`${world.prefix}:`) ? reference.slice(world.prefix.length + 1) : undefined;
}

export function shortContainer(world: World, name: string): string | undefined {
  return name.startsWith(`${world.prefix}-`) ? name.slice(world.prefix.length + 1) : undefined;
}

export function namesOf(world: World): Names {
  return {
    image: (short) => `${world.prefix}:${short}`,
    container: (short) => `${world.prefix}-${short}`,
    curl: ({ container, port, path, ...request }) => curlLine(world, urlOf(world, container, port, path), request),
  };
}

/** The URL at which a container's port answers on the engine's machine, as far as is known. */
export function urlOf({ memory }: World, container: string, port: number, path: string): string {
  return `http://127.0.0.1:${memory.ports.get(`${container}:${port}`) ?? port}${path}`;
}

export function stepLabels(world: World, lab: string, step: string): Record<string, string> {
  return {
    [labelKeys.owner]: ownerValue,
    [labelKeys.course]: world.course.id,
    [labelKeys.lab]: lab,
    [labelKeys.step]: step,
    [labelKeys.learner]: world.learner,
    [labelKeys.session]: world.session,
    [labelKeys.process]: world.presence.mark,
  };
}
