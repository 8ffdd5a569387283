/**
 * What the Go linker writes into every program about what it was built from. Source: Go's debug/buildinfo
 * and runtime/debug; the form with inline strings, Go 1.18 and newer.
 */
const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const alignment = 16;
const headerSize = 32;
const inlineStrings = 2;
const longestVersion = 256;
const longestModules = 1 << 20;
/** Around the text, 16 bytes each, by which the runtime finds it. */
const sentinel = 16;
const elf = Buffer.from('\x7fELF', 'latin1');

export interface BuildInfoReader {
  push(chunk: Buffer): void;
  /** Modules as `path@version`, the main one first; `undefined` when the file is no program of Go's. */
  modules(): readonly string[] | undefined;
}

/** Reads one file as it streams by, and keeps at most a megabyte of it. */
export function createBuildInfoReader(): BuildInfoReader {
  let kept: Buffer = Buffer.alloc(0);
  /** Place of `kept` in the file. */
  let base = 0;
  let state: 'begin' | 'search' | 'done' = 'begin';
  let found: readonly string[] | undefined;
  const search = (): void => {
    let from = 0;
    for (;;) {
      const index = kept.indexOf(magic, from);
      if (index < 0) {
        keep(Math.max(from, kept.length - magic.length + 1));
        return;
      }
      // The same letters stand in every program that reads build info; there they are not aligned or lead nowhere.
      const read = (base + index) % alignment === 0 ? readBuildInfo(kept.subarray(index)) : 'none';
      if (read === 'more') {
        keep(index);
        return;
      }
      if (read !== 'none') {
        found = read;
        state = 'done';
        kept = Buffer.alloc(0);
        return;
      }
      from = index + 1;
    }
  };
  const keep = (from: number): void => {
    base += from;
    kept = Buffer.from(kept.subarray(from));
  };
  return {
    push(chunk) {
      if (state === 'done') return;
      kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      if (state === 'begin') {
        if (kept.length < elf.length) return;
        state = kept.subarray(0, elf.length).equals(elf) ? 'search' : 'done';
      }
      if (state === 'search') search();
      else kept = Buffer.alloc(0);
    },
    modules: () => found,
  };
}

/** `more` when the text goes on behind these bytes, `none` when there is no build info in them. */
function readBuildInfo(bytes: Buffer): readonly string[] | 'more' | 'none' {
  if (bytes.length < headerSize) return 'more';
  if (((bytes[magic.length + 1] ?? 0) & inlineStrings) === 0) return 'none';
  const version = readString(bytes, headerSize, longestVersion);
  if (typeof version === 'string') return version;
  if (!/^(?:go\d|devel)/.test(version.text.toString('latin1'))) return 'none';
  const modules = readString(bytes, version.end, longestModules);
  if (typeof modules === 'string') return modules;
  return modulesIn(modules.text.subarray(sentinel, -sentinel).toString('utf8'));
}

/** A length as Go's varint, and so many bytes. */
function readString(
  bytes: Buffer,
  start: number,
  longest: number,
): { readonly text: Buffer; readonly end: number } | 'more' | 'none' {
  let length = 0;
  let at = start;
  for (let shift = 0; ; shift += 7, at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return 'more';
    length += (byte & 0x7f) * 2 ** shift;
    if (length > longest || shift > 28) return 'none';
    if (byte < 0x80) break;
  }
  const begin = at + 1;
  if (begin + length > bytes.length) return 'more';
  return { text: bytes.subarray(begin, begin + length), end: begin + length };
}

/** Lines of `mod`, `dep` and, for the one before, `=>`: a tab, the path, a tab, the version. */
function modulesIn(text: string): readonly string[] {
  const modules: string[] = [];
  for (const line of text.split('\n')) {
    const [word, path = '', version = ''] = line.split('\t');
    if (word === '=>') modules.pop();
    if (word === 'mod' || word === 'dep' || word === '=>') modules.push(version === '' ? path : `${path}@${version}`);
  }
  return [...new Set(modules)];
}
