import { join } from 'node:path';
import type { NetworkFile } from '../network/network.ts';
import type { Files } from '../ports/files.ts';

/** The settings file in the state folder; only looked into when it is there. */
export function createNetworkFile(settings: { readonly folder: string; readonly files: Files }): NetworkFile {
  const path = join(settings.folder, 'network.yaml');
  return {
    path,
    async read() {
      const text = await settings.files.readText(path);
      if (text === undefined) return undefined;
      const { parseSettings } = await import('../network/settings.ts');
      return parseSettings(path, text);
    },
    async write(chosen) {
      const { settingsText } = await import('../network/settings.ts');
      await settings.files.write(path, settingsText(chosen));
    },
  };
}
