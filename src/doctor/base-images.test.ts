import { describe, expect, test } from 'vitest';
import { MachineError } from '../errors.ts';
import { say } from '../i18n/message.ts';
import { findBases, resolveBaseImages, standInNames } from './base-images.ts';
import { fakeEngine, having } from './testing/fake-machine.ts';

const names = ['golang:1.26', 'alpine:3.22'];
const mirror = '127.0.0.1:5000/library';

describe('resolveBaseImages', () => {
  test('what is present under its public name is not mapped', async () => {
    const engine = fakeEngine(having(...names, ...names.map((name) => `go-docker-lab/base/${name}`)));
    expect(await resolveBaseImages(engine, names)).toEqual({ mapping: {}, standIns: [] });
  });

  test('the mirror comes before a stand-in, and only when it was named', async () => {
    const engine = fakeEngine(having('golang:1.26', `${mirror}/alpine:3.22`, 'go-docker-lab/base/alpine:3.22'));
    expect(await resolveBaseImages(engine, names, undefined, mirror)).toEqual({
      mapping: { 'alpine:3.22': `${mirror}/alpine:3.22` },
      standIns: [],
    });
    expect(await resolveBaseImages(engine, names)).toEqual({
      mapping: { 'alpine:3.22': 'go-docker-lab/base/alpine:3.22' },
      standIns: ['alpine:3.22'],
    });
  });

  test.each(['127.0.0.1:5000/x:1', 'registry.example/x:1', 'localhost/x:1'])(
    'nothing takes the place of %s, which names its registry',
    async (name) => {
      const engine = fakeEngine(having(`${mirror}/${name}`, `go-docker-lab/base/${name}`));
      expect(await findBases(engine, [name], undefined, mirror)).toEqual([
        { name, source: 'missing', image: name, sources: [name] },
      ]);
    },
  );

  test('names everything that is missing, and the next move', async () => {
    const error: unknown = await resolveBaseImages(fakeEngine(), names).catch((reason: unknown) => reason);
    if (!(error instanceof MachineError) || !error.next) throw new Error('it should have failed');
    expect(say('en', error.what)).toBe('These base images are missing: golang:1.26, alpine:3.22.');
    expect(say('en', error.next)).toContain('go-docker-lab doctor --fix');
    expect(error.exitCode).toBe(3);
  });

  test('an engine that does not answer is not taken for an empty one', async () => {
    const engine = fakeEngine({ image: { exitCode: 1, stderr: 'Cannot connect to the Docker daemon at unix:///x.' } });
    await expect(resolveBaseImages(engine, names)).rejects.toMatchObject({ what: { id: 'diagnose.unreachable' } });
    const strange = fakeEngine({ image: { exitCode: 1, stderr: 'whatever' } });
    await expect(resolveBaseImages(strange, names)).rejects.toMatchObject({
      what: { id: 'engine.failed' },
      raw: 'whatever',
    });
  });

  test('an image that Podman does not know is missing too', async () => {
    const engine = fakeEngine({ image: { exitCode: 125, stderr: 'Error: alpine:3.22: image not known' } });
    await expect(resolveBaseImages(engine, names)).rejects.toMatchObject({ what: { id: 'doctor.bases.missing' } });
  });
});

test('the stand-ins that are offered are those that the script can make', async () => {
  const { readFile } = await import('node:fs/promises');
  const script = await readFile(new URL('scripts/make-base.sh', import.meta.url), 'utf8');
  const known = /^ {4}(\S+:\S+(?: \| \S+)*)\) ;;$/m.exec(script)?.[1]?.split(' | ') ?? [];
  expect(known.toSorted()).toEqual(standInNames.toSorted());
});
