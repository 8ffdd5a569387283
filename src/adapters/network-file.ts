import { join } from 'node:path';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Files } from '../ports/files.ts';
import type { NetworkFile } from '../ports/network-file.ts';

/** Bytes; what is larger was not written by us nor by hand. */
const largest = 64 * 1024;

/** The settings file in the state folder; only looked into when it is there. */
export function createNetworkFile(settings: { readonly folder: string; readonly files: Files }): NetworkFile {
  const { folder, files } = settings;
  const path = join(folder, 'network.yaml');
  return {
    path,
    async read() {
      const bytes = await files.read(path, largest + 1).catch((error: unknown) => {
        throw explained(error);
      });
      if (bytes === undefined) return undefined;
      if (bytes.length > largest)
        throw new MachineError({ what: msg('network.file.large', { path }), next: msg('network.file.next') });
      const { parseSettings } = await import('../network/settings.ts');
      return parseSettings(path, new TextDecoder().decode(bytes));
    },
    async write(chosen) {
      const { settingsText } = await import('../network/settings.ts');
      await files.write(path, settingsText(chosen));
    },
  };
}

/** Something else in the file's place is told as a wrong file is; it makes way for a new one. */
function explained(error: unknown): unknown {
  if (!(error instanceof MachineError) || !['files.is-folder', 'files.not-plain'].includes(error.what.id)) return error;
  const { what, raw } = error;
  const next = msg('network.file.unusable.next');
  return new MachineError({ what, next, cause: error, ...(raw === undefined ? {} : { raw }) });
}
