import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import { msg } from '../../i18n/message.ts';
import { createDockerPipe } from './docker-pipe.ts';

const cut = { what: msg('kit.cut', { name: 'x' }), next: msg('kit.load-cut.next') };
const refused = { what: msg('kit.load-failed', { name: 'x' }), next: msg('kit.load-failed.next') };
const failed = { ...refused, cut };
/** As the docker command tells it of a connection of its own. */
const told = (said: string): string =>
  `error during connect: command [ssh -- far docker system dial-stdio] has exited with exit status 255: stderr=${said}`;
const dropped = told('kex_exchange_identification: read: Connection reset by peer');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-pipe-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A pipe to a `docker` that is this script. */
async function pipe(script: string) {
  await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'docker'), 0o755);
  return createDockerPipe({
    env: { PATH: `${folder}:/usr/bin:/bin`, GONE: undefined },
    platform: 'linux',
    waits: [1, 1],
  });
}

/** A docker that fails so often with these words, and then does what the script does. */
const failing = (times: number, said: string, script: string): string => `
n=$(cat ${folder}/asked 2>/dev/null || echo 0)
echo $((n + 1)) >${folder}/asked
[ "$n" -ge ${times} ] || { echo '${said}' >&2; exit 1; }
${script}`;
const asked = async (): Promise<number> => Number(await readFile(join(folder, 'asked'), 'utf8'));

describe.skipIf(process.platform === 'win32')('the docker command with bytes', () => {
  it.each([
    ['default', '--host unix:///x save image\n'],
    ['mine', '--context mine save image\n'],
  ])('stays on the engine that was found: %s', async (context, said) => {
    const { info } = fakeEngine({}, { context, endpoint: 'unix:///x' });
    expect(await all((await pipe('echo "$@"')).read(info, ['save', 'image'], failed))).toBe(said);
  });

  it('says what was to be done, and what docker said', async () => {
    const { info } = fakeEngine();
    const refusing = await pipe('echo "invalid diffID for layer 1" >&2; exit 1');
    await expect(refusing.write(info, ['load'], one, failed)).rejects.toMatchObject({
      ...refused,
      raw: 'invalid diffID for layer 1',
    });
  });

  it('sends what it feeds again from its beginning when sshd dropped the connection', async () => {
    const { info } = fakeEngine({}, far);
    const patient = await pipe(failing(2, dropped, `cat >${folder}/fed`));
    await patient.write(info, ['load'], one, failed);
    expect(await readFile(join(folder, 'fed'), 'utf8')).toBe('x');
    expect(await asked()).toBe(3);
  });

  it.each(['write |1: broken pipe', 'write |1: file already closed'])(
    '%s: sends it again when ssh ended meanwhile, and tells of that in the end',
    async (why) => {
      const { info } = fakeEngine({}, far);
      const said = `error during connect: Post "http://docker.example.com/v1.45/images/load": ${why}`;
      await (await pipe(failing(1, said, 'cat >/dev/null'))).write(info, ['load'], one, failed);
      expect(await asked()).toBe(2);
      await rm(join(folder, 'asked'));
      await expect((await pipe(failing(9, said, ''))).write(info, ['load'], one, failed)).rejects.toMatchObject(cut);
      expect(await asked()).toBe(3);
    },
  );

  it('asks again for what it reads, as long as nothing of it came', async () => {
    const { info } = fakeEngine({}, far);
    expect(await all((await pipe(failing(1, dropped, 'echo image'))).read(info, ['save'], failed))).toBe('image\n');
    const late = await pipe(`echo half; ${failing(9, dropped, '')}`);
    await rm(join(folder, 'asked'));
    await expect(all(late.read(info, ['save'], failed))).rejects.toMatchObject({ exitCode: 3 });
    expect(await asked()).toBe(1);
  });

  it('gives up in the end, and says why', async () => {
    const { info } = fakeEngine({}, far);
    const hopeless = await pipe(failing(9, dropped, ''));
    await expect(hopeless.write(info, ['load'], one, failed)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'endpoint.silent', params: { why: { id: 'endpoint.why.dropped' } } },
    });
    expect(await asked()).toBe(3);
  });

  it.each([
    ['ssh://far', told('client_loop: send disconnect: Broken pipe')],
    [
      'tcp://far:2376',
      'error during connect: Post "https://far:2376/v1.45/images/load": use of closed network connection',
    ],
    ['tcp://far:2376', 'unexpected EOF'],
  ])('tells of a connection to %s that broke off in the middle, and does nothing again: %s', async (endpoint, said) => {
    const { info } = fakeEngine({}, { endpoint });
    const broken = await pipe(failing(9, said, ''));
    await expect(broken.write(info, ['load'], one, failed)).rejects.toMatchObject({ ...cut, exitCode: 3 });
    expect(await asked()).toBe(1);
  });
});

const far = { endpoint: 'ssh://far' };

async function all(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* one() {
  yield Buffer.from('x');
}
