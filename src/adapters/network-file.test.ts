import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../../test/helpers/sandbox.ts';
import { createFiles } from './files.ts';
import { createNetworkFile } from './network-file.ts';

test('what cannot be the settings file is told with a way out that helps', async () => {
  const { state: folder, tmp: temporary, cwd: workspace } = await sandbox();
  const file = createNetworkFile({
    folder,
    files: createFiles({ temporary, platform: process.platform, folders: { state: folder, workspace } }),
  });
  const path = join(folder, 'network.yaml');
  expect(await file.read()).toBeUndefined();
  await mkdir(path);
  const folderInItsPlace = { what: { id: 'files.is-folder' }, next: { id: 'network.file.unusable.next' } };
  await expect(file.read()).rejects.toMatchObject(folderInItsPlace);
  await expect(file.write({ profile: 'direct' })).rejects.toMatchObject({ next: { id: 'files.move.variable.next' } });
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

test('a state folder that cannot be written is told with its variable, not with the command just typed', async () => {
  const { state, tmp: temporary, cwd: workspace } = await sandbox();
  const folder = join(state, 'go-docker-lab');
  await writeFile(folder, '');
  const files = createFiles({ temporary, platform: 'linux', folders: { state: folder, workspace } });
  await expect(createNetworkFile({ folder, files }).write({ profile: 'direct' })).rejects.toMatchObject({
    what: { id: 'files.not-folder' },
    next: { id: 'files.move.variable.next', params: { variable: 'XDG_STATE_HOME' } },
  });
});
