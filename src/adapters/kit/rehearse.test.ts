import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packKit, sealed, smallKit } from '../../../test/helpers/kit.ts';
import { createFiles } from '../files.ts';
import { openKit } from './open.ts';
import { expectRehearsal, rehearse } from './rehearse.ts';

it.each([
  [61, 'kit.check.no-root'],
  [62, 'kit.check.no-tool'],
  [63, 'kit.check.no-namespace'],
] as const)('says why it is not possible here: exit code %i', async (exitCode, id) => {
  const process = { run: async () => ({ exitCode, stdout: '', stderr: 'offline-engine: x', output: '', seconds: 0 }) };
  const settings = { process, platform: 'linux', scripts: '/s' } as const;
  await expect(expectRehearsal(settings)).rejects.toMatchObject({ what: { id } });
  await expect(expectRehearsal({ ...settings, platform: 'darwin' })).rejects.toMatchObject({
    what: { id: 'kit.check.no-linux' },
  });
});

it('a script that cannot run is no permission', async () => {
  const process = {
    run: async () => ({ exitCode: 2, stdout: '', stderr: 'sh: 0: cannot open', output: '', seconds: 0 }),
  };
  const settings = { process, platform: 'linux', scripts: '/s' } as const;
  await expect(expectRehearsal(settings)).rejects.toMatchObject({ raw: 'sh: 0: cannot open' });
});

it('the program of the kit speaks the language that was chosen', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'gdl-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'kit.tar');
  const node = { path: 'go-docker-lab/node/linux-amd64/node', mode: 0o755, bytes: Buffer.from('node') };
  const [facts, ...others] = smallKit();
  await writeFile(path, packKit(sealed([...(facts ? [facts] : []), node, ...others])));
  const said: string[] = [];
  const process = {
    async run(_: string, args: readonly string[]) {
      said.push(...args.slice(-4));
      return { exitCode: 0, stdout: '', stderr: '', output: '', seconds: 0 };
    },
  };
  const files = { ...createFiles({ temporary: folder, platform: 'linux' }), free: async () => undefined };
  const settings = { process, files, platform: 'linux' as const, ownPlatform: 'linux/amd64', pid: 1, scripts: '/s' };
  const request = { places: ['01-first'], lang: 'zh', onLine: () => undefined };
  expect(await rehearse(settings, await openKit(path, {}), request)).toBe(0);
  expect(said).toEqual([path, '01-first', '--lang', 'zh']);
});
