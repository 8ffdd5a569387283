import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edited, type KitEntry, packKit, sealed, smallKit } from '../../../test/helpers/kit.ts';
import { MachineError } from '../../errors.ts';
import { say } from '../../i18n/message.ts';
import { settingsPath } from './format.ts';
import { openKit } from './open.ts';

let folder = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'gdl-kit-')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function opened(content: Buffer) {
  const path = join(folder, 'kit.tar');
  await writeFile(path, content);
  return openKit(path, {});
}

/** One bit of the content of an entry, changed behind its header. */
function flipped(entries: readonly KitEntry[], path: string): Buffer {
  const bytes = packKit(entries);
  const before = entries.slice(
    0,
    entries.findIndex((entry) => entry.path === path),
  );
  const at = packKit(before).length - 1024 + 512;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

const layer = smallKit().find(({ path }) => path.startsWith('images/layers/'))?.path ?? '';
const extra = (entry: Partial<KitEntry>): Buffer =>
  packKit(
    sealed([...smallKit(), { path: 'go-docker-lab/more', mode: 0o644, bytes: Buffer.from('more'), ...entry }]).toSorted(
      (one) => (one.path === 'go-docker-lab/manifest.json' ? 1 : 0),
    ),
  );

describe('openKit', () => {
  it('gives what a sound kit holds', async () => {
    const kit = await opened(packKit(smallKit()));
    expect(kit.facts.course.id).toBe('tiny');
    expect(kit.images).toMatchObject([{ reference: 'tiny:1', platform: 'linux/amd64', bytes: 1024 }]);
    expect(kit.bytes).toBe(packKit(smallKit()).length);
  });

  it.each([['localhost:5000/a/b__c-d.e:1'], ['[::1]:5000/a:1'], ['ghcr.io/x/y:V1.0_a'], ['alpine']])(
    'takes the name %s, and our stand-in of it',
    async (name) => {
      const standIns = name.includes(':5000') ? [] : [`go-docker-lab/base/${name}`];
      for (const reference of [name, ...standIns]) {
        const kit = edited(
          edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({
            ...facts,
            images: (facts['images'] as object[]).map((image) => ({ ...image, base: name, reference })),
          })),
          'go-docker-lab/manifest.json',
          (manifest) => ({
            ...manifest,
            images: (manifest['images'] as object[]).map((image) => ({
              ...image,
              settings: settingsPath(0, name, 'linux/amd64'),
            })),
          }),
        ).map((entry) =>
          entry.path.startsWith('images/01-') ? { ...entry, path: settingsPath(0, name, 'linux/amd64') } : entry,
        );
        expect((await opened(packKit(sealed(kit)))).images).toMatchObject([{ reference }]);
      }
    },
  );

  const whole = packKit(smallKit());
  const pinned = `alpine:3.22@sha256:${'1'.repeat(64)}`;
  const cases: readonly (readonly [name: string, content: Buffer, sentence: string])[] = [
    ['an empty file', Buffer.alloc(0), 'is no kit of go-docker-lab'],
    ['some text', Buffer.from('no kit\n'.repeat(500)), 'is no kit of go-docker-lab'],
    ['another tar', packKit([{ path: 'a', mode: 0o644, bytes: Buffer.from('a') }]), 'is no kit of go-docker-lab'],
    ['zeros', Buffer.alloc(10_240), 'is no kit of go-docker-lab'],
    ['its first half', whole.subarray(0, whole.length / 2), 'breaks off after'],
    ['all but its last byte', whole.subarray(0, -1), 'breaks off after'],
    ['all but its end', whole.subarray(0, -1024), 'breaks off after'],
    ['no manifest', packKit(smallKit().slice(0, -1)), 'breaks off after'],
    ['a byte more', Buffer.concat([whole, Buffer.from('x')]), 'has something behind its end'],
    ['an older kit behind it', Buffer.concat([whole, whole]), 'has something behind its end'],
    ...[layer, 'go-docker-lab/start', 'images/01-tiny_1-amd64.json'].map(
      (path) => [`a bit of ${path}`, flipped(smallKit(), path), `damaged: ${path} is not what was written`] as const,
    ),
    ['a bit of kit.json', flipped(smallKit(), 'go-docker-lab/kit.json'), 'damaged: go-docker-lab/kit.json'],
    ['a bit of manifest.json', flipped(smallKit(), 'go-docker-lab/manifest.json'), 'go-docker-lab/manifest.json'],
    ['an entry too many', packKit([...smallKit().slice(0, 2), ...smallKit().slice(1)]), 'start is in it twice'],
    [
      'a layer that is not there',
      packKit(sealed(smallKit().filter(({ path }) => path !== layer))),
      `damaged: ${layer} is not what was written`,
    ],
    ['an entry that is not in the manifest', packKit(smallKit().filter(({ path }) => path !== layer)), 'is damaged'],
    ['..', extra({ path: 'go-docker-lab/../../outside' }), '../../outside in it leads out of the folder'],
    ['an absolute path', extra({ path: '/etc/outside' }), '/etc/outside in it leads out of the folder'],
    ['a drive', extra({ path: 'C:/outside' }), 'C:/outside in it leads out of the folder'],
    ['a backslash', extra({ path: '..\\outside' }), 'leads out of the folder'],
    ['a symbolic link', extra({ type: '2' }), 'go-docker-lab/more in it is a link'],
    ['a hard link', extra({ type: '1' }), 'go-docker-lab/more in it is a link'],
    ['a device', extra({ type: '3' }), 'go-docker-lab/more in it is a link, a folder or a device'],
    ['a name twice but for its case', extra({ path: 'go-docker-lab/START' }), 'START is in it twice'],
    [
      'a newer format',
      packKit(
        sealed(edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({ ...facts, format: 2, runner: '9.1.0' }))),
      ),
      'was made by a newer go-docker-lab (9.1.0)',
    ],
    [
      'a key that is not known',
      packKit(sealed(edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({ ...facts, more: 1 })))),
      'damaged: go-docker-lab/kit.json',
    ],
    ...(['runner', 'course'] as const).map(
      (key) =>
        [
          `what a terminal would obey in its ${key}`,
          packKit(
            sealed(
              edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({
                ...facts,
                [key]: key === 'runner' ? '9\u001B[2J' : { ...(facts['course'] as object), id: 'a\nSound: b' },
              })),
            ),
          ),
          'damaged: go-docker-lab/kit.json',
        ] as const,
    ),
    [
      'lines in the version of a newer one',
      packKit(edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({ ...facts, format: 2, runner: '9\n10' }))),
      'damaged: go-docker-lab/kit.json',
    ],
    ...[
      ['tiny:1', 'go-docker-demo_ann:better'],
      ['tiny:1', 'go-docker-lab/base/other:1'],
      ...['a::b//..', 'tiny..x:1', '-tiny:1', 'tiny/:1', 'tiny:1\n'].map((name) => [name, name] as const),
    ].map(
      ([base, reference]) =>
        [
          `an image ${base} with the name ${JSON.stringify(reference)}`,
          packKit(
            sealed(
              edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({
                ...facts,
                images: (facts['images'] as object[]).map((image) => ({ ...image, base, reference })),
              })),
            ),
          ),
          'damaged: go-docker-lab/kit.json',
        ] as const,
    ),
    [
      'an image by its digest, which no engine could be given',
      packKit(
        sealed(
          edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({
            ...facts,
            images: (facts['images'] as object[]).map((image) => ({ ...image, base: pinned, reference: pinned })),
          })),
        ),
      ),
      `has an image by its digest, ${pinned}: no engine can be given it`,
    ],
    [
      'settings that are not those of the image',
      packKit(
        sealed(
          edited(smallKit(), 'go-docker-lab/manifest.json', ({ images }) => ({
            images: (images as object[]).map((image) => ({ ...image, id: `sha256:${'0'.repeat(64)}` })),
          })),
        ),
      ),
      'damaged: go-docker-lab/manifest.json',
    ],
  ];

  it.each(cases)('refuses %s', async (_, content, sentence) => {
    const error: unknown = await opened(content).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(MachineError);
    if (!(error instanceof MachineError) || !error.next) return;
    expect(say('en', error.what)).toContain(sentence);
    expect(say('en', error.next)).toContain('Nothing was changed.');
  });

  it('refuses a path that is too long for a header by never having written it', () => {
    expect(() => packKit([{ path: 'x'.repeat(300), mode: 0o644, bytes: Buffer.alloc(0) }])).toThrow('too long');
  });
});
