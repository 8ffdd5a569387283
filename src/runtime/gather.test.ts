import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { stepRun } from '../../test/helpers/step-run.ts';
import type { SecretPlace } from '../checks/evidence.ts';
import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { gather } from './gather.ts';

const request = { type: 'secret', image: 'leak', file: 'token.txt' } as const;

/** A world whose workspace holds this token, and whose engine tells what it was asked for. */
function runWith(token: string | undefined, places: readonly SecretPlace[] | 'no image' = []) {
  const { world } = fakeWorld(miniCourse);
  const asked: string[] = [];
  const engine: typeof world.engine = {
    ...world.engine,
    async search(reference, secret) {
      asked.push(`${reference} ${new TextDecoder().decode(secret)}`);
      return places === 'no image' ? undefined : places;
    },
  };
  const files: typeof world.files = {
    ...world.files,
    read: async () => (token === undefined ? undefined : new TextEncoder().encode(token)),
  };
  const run = stepRun({ world: { ...world, engine, files } });
  return { run, asked, found: gather(run, [request], 1).then((evidence) => evidence.get(request)) };
}

describe('a file', () => {
  const wanted = { type: 'file', file: 'cmd' } as const;
  const reading = (what: Message) => {
    const { run } = runWith('');
    const read = async (): Promise<never> => {
      throw new MachineError({ what });
    };
    const files = { ...run.world.files, read };
    return gather({ ...run, world: { ...run.world, files } }, [wanted], 1);
  };

  it('is not there where a folder stands in its place', async () => {
    expect((await reading(msg('files.is-folder', { path: '/ws/cmd' }))).get(wanted)).toBeUndefined();
  });

  it('breaks the run when it cannot be read', async () => {
    await expect(reading(msg('files.denied', { path: '/ws/cmd' }))).rejects.toThrow(MachineError);
  });
});

describe('paths of an image', () => {
  it('are read side by side, never more than three at a time', async () => {
    const { run } = runWith('');
    let reading = 0;
    let most = 0;
    const path: typeof run.world.engine.path = async (_, wanted) => {
      most = Math.max(most, ++reading);
      await new Promise((resolve) => setImmediate(resolve));
      reading -= 1;
      return wanted === '/4'
        ? undefined
        : { path: wanted, kind: 'file', mode: 0, uid: 0, gid: 0, size: 0, head: new Uint8Array() };
    };
    const requests = Array.from(
      { length: 8 },
      (_, index) => ({ type: 'image-path', image: 'web', path: `/${index}` }) as const,
    );
    const evidence = await gather(
      { ...run, world: { ...run.world, engine: { ...run.world.engine, path } } },
      requests,
      1,
    );
    expect(requests.map((request) => evidence.get(request)?.path)).toEqual([
      '/0',
      '/1',
      '/2',
      '/3',
      undefined,
      '/5',
      '/6',
      '/7',
    ]);
    expect(most).toBe(3);
  });
});

describe('a scan', () => {
  const wanted = { type: 'scan', image: 'web' } as const;
  const scanned = (image: string, count: number) => ({
    exitCode: 0,
    output: '',
    stdout: '',
    seconds: 1,
    scanned: { image, count },
  });

  it('is that of this step, whatever an earlier one has found', async () => {
    const { run } = runWith('');
    run.world.memory.figures.set('web/vulnerabilities', { image: 'web', figure: 'vulnerabilities', value: 7 });
    expect((await gather(run, [wanted], 1)).get(wanted)).toBeUndefined();
    run.results.push(scanned('web', 0), scanned('other', 3));
    expect((await gather(run, [wanted], 1)).get(wanted)).toBe(0);
  });
});

describe('a secret', () => {
  it('is looked for without the spaces around it', async () => {
    const places: readonly SecretPlace[] = [{ where: 'environment', text: 'TOKEN' }];
    const { asked, found } = runWith('\r\n tok 12345 \t\n\n', places);
    expect(await found).toEqual({ looked: true, places });
    expect(asked).toEqual(['mini:leak tok 12345']);
  });

  it.each(['', ' \n', '1234567\n', '       x       ', 'é'.repeat(7)])(
    'is refused when it is too short: %j',
    async (token) => {
      const { asked, found } = runWith(token);
      expect(await found).toEqual({ looked: false, why: 'too-short' });
      expect(asked).toEqual([]);
    },
  );

  it('of eight characters is enough', async () => {
    expect(await runWith('12345678').found).toEqual({ looked: true, places: [] });
  });

  it('is not there without its file, or without the image', async () => {
    expect(await runWith(undefined).found).toEqual({ looked: false, why: 'no-file' });
    expect(await runWith('tok-12345678', 'no image').found).toEqual({ looked: false, why: 'no-image' });
  });
});
