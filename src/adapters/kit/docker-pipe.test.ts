import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import { msg } from '../../i18n/message.ts';
import { createDockerPipe } from './docker-pipe.ts';

const failed = { what: msg('kit.load-failed', { name: 'x' }), next: msg('kit.load-failed.next') };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-pipe-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A pipe to a `docker` that is this script. */
async function pipe(script: string) {
  await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'docker'), 0o755);
  return createDockerPipe({ env: { PATH: `${folder}:/usr/bin:/bin`, GONE: undefined }, platform: 'linux' });
}

describe.skipIf(process.platform === 'win32')('the docker command with bytes', () => {
  it.each([
    ['default', '--host unix:///x save image\n'],
    ['mine', '--context mine save image\n'],
  ])('stays on the engine that was found: %s', async (context, said) => {
    const { info } = fakeEngine({}, { context, endpoint: 'unix:///x' });
    const chunks: Buffer[] = [];
    for await (const chunk of (await pipe('echo "$@"')).read(info, ['save', 'image'], failed)) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(said);
  });

  it('says what was to be done, and what docker said', async () => {
    const { info } = fakeEngine();
    const refusing = await pipe('echo "invalid diffID for layer 1" >&2; exit 1');
    await expect(refusing.write(info, ['load'], one(), failed)).rejects.toMatchObject({
      ...failed,
      raw: 'invalid diffID for layer 1',
    });
  });
});

async function* one() {
  yield Buffer.from('x');
}
