/** Files below the workspace and the state folder. Paths are absolute. Errors are MachineErrors with the cause (read-only, full, no permission). */
export interface Files {
  /** At most the first `most` bytes of a plain file; all of it when left out. */
  read(path: string, most?: number): Promise<Uint8Array | undefined>;
  readText(path: string): Promise<string | undefined>;
  /** Creates parent folders; written beside and renamed, so a crash leaves the old or the new. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Cuts off what comes after the first `size` bytes of a file that has more; needs no space on the disk. */
  truncate(path: string, size: number): Promise<void>;
  /** Copies a plain file with its permissions; its size, or `undefined` when it is larger than `most` bytes or gone. */
  copy(from: string, to: string, most: number): Promise<number | undefined>;
  /** Removes a file or folder; absent is fine. */
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  isFolder(path: string): Promise<boolean>;
  /** Whether a path, with every link on its way followed, lies in a folder. It need not exist yet. */
  within(folder: string, path: string): Promise<boolean>;
  /** All files below, relative with forward slashes, sorted. Absent folder: empty. */
  list(folder: string): Promise<readonly string[]>;
  /** A new empty folder that only this session uses. Throws a MachineError where there is no folder for such. */
  scratch(prefix: string): Promise<string>;
  /** Bytes that this account may still write on the file system of that path, which need not exist yet; `undefined` where the system does not tell. */
  free(path: string): Promise<number | undefined>;
}
