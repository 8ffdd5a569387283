/** Names that Windows keeps for devices, whatever ending they have. */
const devices = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;

/** Says whether every system can have a file by this relative path: Windows refuses some names that others take. */
export function isPortable(path: string): boolean {
  return path.split('/').every((name) => !devices.test(name) && !/[<>:"|?*\\\0-\x1f]|[. ]$/.test(name));
}

/** The first path that a disk without upper and lower case, or with accents written its own way, takes for an earlier one. */
export function findTwin(paths: Iterable<string>): string | undefined {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined && other !== path) return path;
    seen.set(folded, path);
  }
  return undefined;
}
