import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../../test/helpers/sandbox.ts';
import { createFiles } from './files.ts';
import { createNetworkFile } from './network-file.ts';

test('what cannot be the settings file is told with a way out that helps', async () => {
  const { state: folder, tmp: temporary } = await sandbox();
  const file = createNetworkFile({ folder, files: createFiles({ temporary, platform: process.platform }) });
  const path = join(folder, 'network.yaml');
  expect(await file.read()).toBeUndefined();
  await mkdir(path);
  const folderInItsPlace = { what: { id: 'files.is-folder' }, next: { id: 'network.file.unusable.next' } };
  await expect(file.read()).rejects.toMatchObject(folderInItsPlace);
  await expect(file.write({ profile: 'direct' })).rejects.toMatchObject({ next: folderInItsPlace.next });
  await rm(path, { recursive: true });
  await writeFile(path, 'profile: direct\n');
  await truncate(path, 3 * 1024 ** 3);
  await expect(file.read()).rejects.toMatchObject({
    what: { id: 'network.file.large' },
    next: { id: 'network.file.next' },
  });
  await file.write({ profile: 'offline' });
  expect(await file.read()).toEqual({ profile: 'offline' });
});
