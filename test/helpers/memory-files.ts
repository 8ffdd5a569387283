import type { Files } from '../../src/ports/files.ts';

export interface MemoryFiles extends Files {
  /** Absolute path → content. */
  readonly held: Map<string, Uint8Array>;
  /** What a file holds, as text. */
  text(path: string): string | undefined;
  /** Called before everything that changes something; throws to have it not happen. */
  onChange: () => void;
}

/** Files in memory behind the real port, with forward slashes. */
export function memoryFiles(begin: Readonly<Record<string, string>> = {}): MemoryFiles {
  const held = new Map<string, Uint8Array>(
    Object.entries(begin).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  let scratches = 0;
  const below = (folder: string): readonly string[] =>
    [...held.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1))
      .sort();
  const files: MemoryFiles = {
    held,
    onChange: () => undefined,
    text: (path) => {
      const content = held.get(path);
      return content && new TextDecoder().decode(content);
    },
    read: async (path, most) => held.get(path)?.slice(0, most),
    readText: async (path) => files.text(path),
    async write(path, content) {
      files.onChange();
      held.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    async truncate(path, size) {
      files.onChange();
      held.set(path, held.get(path)?.slice(0, size) ?? new Uint8Array());
    },
    async copy(from, to, most) {
      const content = held.get(from);
      if (!content || content.length > most) return undefined;
      await files.write(to, content);
      return content.length;
    },
    async remove(path) {
      files.onChange();
      for (const inside of below(path)) held.delete(`${path}/${inside}`);
      held.delete(path);
    },
    exists: async (path) => held.has(path) || below(path).length > 0,
    isFolder: async (path) => !held.has(path) && below(path).length > 0,
    within: async (folder, path) => path === folder || path.startsWith(`${folder}/`),
    list: async (folder) => below(folder),
    async scratch(prefix) {
      scratches += 1;
      return `/tmp/${prefix}-${scratches}`;
    },
    free: async () => undefined,
  };
  return files;
}
