import type { CourseError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { Files } from './files.ts';

/** An image of a kit, told by what is the same on every engine that has it. */
export interface KitImage {
  /** What the course builds FROM: `golang:1.26`. */
  readonly base: string;
  /** The name that it has on an engine: the public one, or that of a local stand-in. */
  readonly reference: string;
  /** For example `linux/amd64`. */
  readonly platform: string;
  /** As its settings have it; empty where they have none. */
  readonly created: string;
  /** Digests of its unpacked layers, the lowest first. */
  readonly layers: readonly string[];
}

/** Node.js in a kit. */
export interface KitNode {
  /** Where it runs, such as `linux/amd64`. */
  readonly platform: string;
  /** Where it lies in the kit. */
  readonly path: string;
  /** As it says itself; `null` when it could not be asked, for it is for another platform than the maker's. */
  readonly version: string | null;
}

/** A Node.js that is to go into a kit; `path` is absolute. */
export type NodeProgram = KitNode;

/** What a kit is; its first entry. */
export interface KitFacts {
  /** The version of the file's format. */
  readonly format: number;
  /** The version of the program that made it, and that is in it. */
  readonly runner: string;
  readonly course: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly node: readonly KitNode[];
  readonly platforms: readonly string[];
  readonly images: readonly KitImage[];
}

/** An image of a kit that was verified. */
export interface StoredImage extends KitImage {
  /** The digest of its settings: its id on an engine with the classic image store. */
  readonly id: string;
  /** Bytes of its layers, unpacked. */
  readonly bytes: number;
}

/** A kit whose every byte was verified. */
export interface OpenKit {
  readonly path: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** The sum of the whole file, in hex. */
  readonly sha256: string;
  readonly facts: KitFacts;
  readonly images: readonly StoredImage[];
}

/** Where the work stands: bytes done, of how many when that is known. */
export interface KitProgress {
  readonly phase: 'reading' | 'writing' | 'verifying' | 'loading';
  readonly done: number;
  readonly total?: number;
  /** The name of an image, or the path of another entry. */
  readonly entry: string;
  /** Which image of how many, from 1 on. */
  readonly image?: { readonly number: number; readonly of: number };
}

export interface KitOptions {
  readonly onProgress?: (progress: KitProgress) => void;
  readonly signal?: AbortSignal;
}

/** What the course builds FROM, before anything of ours is put into it. */
export interface KitBase {
  /** The public name. */
  readonly name: string;
  /** Whether the local image is the public one, the same from the user's mirror, or a stand-in of ours. */
  readonly source: 'public' | 'mirror' | 'stand-in' | 'missing';
  /** The local image. */
  readonly image: string;
  /** The names under which the public image can be pulled, the best first; none when offline. */
  readonly sources: readonly string[];
}

/** What decides whether a kit can hold a course. */
export interface KitCourse {
  /** The folder of its program, beside the course. */
  readonly app: string;
  /** What it builds FROM. */
  readonly bases: readonly string[];
}

export interface MakeRequest {
  /** Absolute. What is there is replaced. */
  readonly path: string;
  readonly engine: Engine;
  readonly bases: readonly KitBase[];
  readonly platforms: readonly string[];
  readonly nodes: readonly NodeProgram[];
  readonly runner: string;
  readonly course: { readonly id: string; readonly version: string; readonly app: string };
}

export interface MadeKit {
  readonly bytes: number;
  readonly sha256: string;
  readonly facts: KitFacts;
  /** Bytes that an interrupted run had written already. */
  readonly resumed: number;
}

/** A course rehearsed from a kit alone. */
export interface RehearseRequest {
  readonly kit: OpenKit;
  /** Labs or steps; the whole course when empty. */
  readonly places: readonly string[];
  /** In which its program speaks. */
  readonly lang: string;
  /** One line of the events of the kit's own program. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface Kits {
  /**
   * The Node.js of this machine, and those of others: platform → absolute path of the program. Throws a UserError for
   * what is no program for its platform.
   */
  nodes(given: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<readonly NodeProgram[]>;
  /** What `facts.course.sha256` of a kit of the course in force would be; `app`: the folder of its program. */
  courseSum(app: string): Promise<string>;
  /** Why no kit can hold the course in force; none when one can. */
  obstacles(course: KitCourse): Promise<readonly CourseError[]>;
  /**
   * Writes a kit of a course without obstacles beside the file and renames at the end; goes on where an interrupted
   * run stopped. Throws a MachineError that names the image that cannot be had, or what is wrong with the disk.
   */
  make(request: MakeRequest, options: KitOptions): Promise<MadeKit>;
  /** Throws a UserError when that is no file. */
  expect(path: string): Promise<void>;
  /** Verifies all of a kit. Throws a MachineError for what is none, and for one that is damaged. */
  open(path: string, options: KitOptions): Promise<OpenKit>;
  /** What lies in a kit, by paths with forward slashes. */
  files(kit: OpenKit): Pick<Files, 'list' | 'read'>;
  /** Hands one image to an engine under its name. Throws a MachineError when the engine does not take it. */
  load(kit: OpenKit, image: StoredImage, engine: Engine, options: KitOptions): Promise<void>;
  /** Whether this image stands under its name on the engine, or another one does, or none. */
  look(image: KitImage, engine: Engine, signal?: AbortSignal): Promise<'same' | 'other' | 'absent'>;
  /** Bytes that the engine may still write, and where; `undefined` when it is not on this machine. */
  space(engine: Engine, signal?: AbortSignal): Promise<{ readonly path: string; readonly free: number } | undefined>;
  /** Throws a MachineError where `rehearse` is not possible, whatever the kit is. */
  expectRehearsal(signal?: AbortSignal): Promise<void>;
  /**
   * Runs a course with the program, the Node.js and the images of a kit and nothing else, on an engine of its own
   * without a way out; nothing of it stays. Gives the exit code of the run. Throws a MachineError where that is not
   * possible, and when there is a route after all.
   */
  rehearse(request: RehearseRequest): Promise<number>;
}
