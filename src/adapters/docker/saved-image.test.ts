import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { SecretPlace } from '../../checks/evidence.ts';
import { findersOf } from './needle.ts';
import { searchSavedImage } from './saved-image.ts';

const secret = 'tok-3f9a61c2';

type Files = Readonly<Record<string, string | Buffer | { readonly link: string }>>;

async function tar(files: Files): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === 'object' && 'link' in content)
      archive.entry({ name, type: 'symlink', linkname: content.link });
    else archive.entry({ name }, content);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** In chunks of an odd size, so that everything is cut somewhere. */
function chunked(bytes: Buffer, size = 333): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

interface Made {
  readonly layers: readonly Files[];
  readonly history?: readonly object[];
  readonly config?: object;
  readonly pack?: (layer: Buffer) => Buffer;
}

const config = (made: Made): string =>
  JSON.stringify({
    architecture: 'amd64',
    config: made.config ?? {},
    history: made.history ?? made.layers.map((_, index) => ({ created_by: `COPY ${index}` })),
    rootfs: { type: 'layers', diff_ids: made.layers.map((_, index) => `sha256:${index}`) },
  });

/** What engines with the graph driver add for each layer: the settings once more. */
const layerNote = (id: string): string =>
  JSON.stringify({ id, container_config: { Env: null }, config: { Env: [`TOKEN=${secret}`] }, os: 'linux' });

/** As Docker before 25 saves it. */
async function dockerArchive(made: Made): Promise<Files> {
  const layers = await Promise.all(made.layers.map(tar));
  const id = (index: number): string => createHash('sha256').update(`${index}`).digest('hex');
  return {
    ...Object.fromEntries(
      layers.flatMap((layer, index) => [
        [`${id(index)}/json`, layerNote(id(index))],
        [`${id(index)}/layer.tar`, layer],
      ]),
    ),
    'config.json': config(made),
    'manifest.json': JSON.stringify([
      { Config: 'config.json', RepoTags: ['x:y'], Layers: layers.map((_, index) => `${id(index)}/layer.tar`) },
    ]),
  };
}

/** As an OCI layout, the way of the containerd store: blobs first, their meaning after. */
async function ociLayout(made: Made): Promise<Files> {
  const blobs: Record<string, Buffer> = {};
  const put = (bytes: Buffer): { digest: string } => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    blobs[`blobs/sha256/${hex}`] = bytes;
    return { digest: `sha256:${hex}` };
  };
  const layers = (await Promise.all(made.layers.map(tar))).map((layer) => put((made.pack ?? ((one) => one))(layer)));
  const manifest = put(Buffer.from(JSON.stringify({ config: put(Buffer.from(config(made))), layers })));
  const index = put(Buffer.from(JSON.stringify({ manifests: [manifest] })));
  return {
    ...blobs,
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({ manifests: [index] }),
  };
}

async function search(files: Files | Promise<Files>, size?: number): Promise<readonly SecretPlace[]> {
  return searchSavedImage(chunked(await tar(await files), size), Buffer.from(secret));
}

describe.each([
  ['docker-archive', dockerArchive],
  ['OCI layout', ociLayout],
  ['OCI layout with gzip', (made: Made) => ociLayout({ ...made, pack: gzipSync })],
])('a secret in an image saved as %s', (_name, save) => {
  it('is found in a file, also one that a later layer deletes', async () => {
    const layers: Files[] = [{ 'bin/sh': 'x' }, { 'root/token.txt': `a ${secret}\n` }, { 'root/.wh.token.txt': '' }];
    expect(await search(save({ layers }))).toEqual([{ where: 'layer', text: 'COPY 1', path: '/root/token.txt' }]);
  });

  it('is found wherever the chunks cut it', async () => {
    const content = `${'x'.repeat(70_000)}${secret}${'y'.repeat(70_000)}`;
    for (const size of [1, 7, 65_536]) {
      const places = await search(save({ layers: [{ a: content }] }), size === 1 ? 997 : size);
      expect(places).toEqual([{ where: 'layer', text: 'COPY 0', path: '/a' }]);
    }
  });

  it('is found in a name and in where a link points, and never told', async () => {
    const places = await search(save({ layers: [{ [`cache/${secret}`]: '', l: { link: `/x/${secret}` } }] }));
    expect(places).toEqual([
      { where: 'layer', text: 'COPY 0', path: '/cache/•••' },
      { where: 'layer', text: 'COPY 0', path: '/l' },
    ]);
  });

  it('is found in the history, the environment and the other settings, and never told', async () => {
    const made: Made = {
      layers: [{ a: 'x' }, { b: 'y' }],
      history: [
        { created_by: 'ADD base' },
        { created_by: `ENV TOKEN=${secret}`, empty_layer: true },
        { created_by: `RUN |1 TOKEN=${secret} /bin/sh -c true # buildkit` },
      ],
      config: { Env: ['PATH=/bin', `TOKEN=${secret}`], Labels: { token: `"${secret}"` }, Cmd: ['x', secret] },
    };
    expect(await search(save(made))).toEqual([
      { where: 'history', text: 'ENV TOKEN=•••' },
      { where: 'history', text: 'RUN |1 TOKEN=••• /bin/sh -c true # buildkit' },
      { where: 'environment', text: 'TOKEN' },
      { where: 'settings', text: 'Labels.token' },
      { where: 'settings', text: 'Cmd.1' },
    ]);
  });

  it('tells the instruction of a layer though others made none', async () => {
    const history = [{ created_by: 'ENV A=1', empty_layer: true }, { created_by: 'COPY token.txt /' }];
    expect(await search(save({ layers: [{ a: secret }], history }))).toMatchObject([{ text: 'COPY token.txt /' }]);
  });

  it.each([0, 1, 2, 3, 4])('is found as base64 with %d characters before it, and never told', async (count) => {
    const before = 'abcd'.slice(0, count);
    // As `base64` writes a file, and in the middle of something longer.
    for (const after of ['', '\n', '-and-more']) {
      const encoded = Buffer.from(`${before}${secret}${after}`).toString('base64');
      const made: Made = {
        layers: [{ 'root/t': `x: ${encoded}\n`, [`x/${encoded}`]: 'y' }],
        history: [{ created_by: `RUN echo ${encoded} | base64 -d > /x` }],
        config: { Env: [`T=${encoded}`], Labels: { t: `"${encoded}"` } },
      };
      const places = await search(save(made));
      expect(places.map(({ where, form }) => [where, form])).toEqual(
        ['layer', 'layer', 'history', 'environment', 'settings'].map((where) => [where, 'base64']),
      );
      // A character that the secret shares with what stands beside it tells some of its bits.
      const shown = `${before === '' ? '' : '[\\w+/]+'}•••${after === '' ? '' : '[\\w+/]+=*'}`;
      expect(places[0]?.path).toMatch(/^\/root\/t$/);
      expect(places[1]?.path).toMatch(new RegExp(`^/x/${shown}$`));
      expect(places[2]?.text).toMatch(new RegExp(`^RUN echo ${shown} \\| base64 -d > /x$`));
    }
  });

  it.each([
    ['base64', Buffer.from('??>>tok?>~3f').toString('base64url')],
    ['hex', Buffer.from('??>>tok?>~3f').toString('hex')],
    ['hex', Buffer.from('??>>tok?>~3f').toString('hex').toUpperCase()],
    ['percent-encoding', encodeURIComponent('??>>tok?>~3f')],
  ])('is found as %s, as in %s', async (form, written) => {
    const image = await tar(await save({ layers: [{ 'root/t': `a=${written}&b` }, { b: 'y' }] }));
    const places = await searchSavedImage(chunked(image), Buffer.from('??>>tok?>~3f'));
    expect(places).toEqual([{ where: 'layer', text: 'COPY 0', path: '/root/t', form }]);
  });

  it('is told as it stands where a file holds it encoded too', async () => {
    const encoded = Buffer.from(secret).toString('hex');
    const layers: Files[] = [{ [secret]: encoded, [encoded]: secret, [`only-${encoded}`]: btoa(secret) }];
    const places = await search(save({ layers }));
    expect(places.map(({ form }) => form)).toEqual([undefined, undefined, 'hex']);
  });

  it('is found nowhere when it is nowhere', async () => {
    expect(await search(save({ layers: [{ a: `${secret.slice(0, -1)}3` }, {}] }))).toEqual([]);
  });
});

describe('a percent-encoded secret', () => {
  const plain = Buffer.from('p@ss (w/o)!*~7');
  const noUtf8 = Buffer.concat([Buffer.from([0xff, 0xc3]), Buffer.from('(word)/7')]);

  it.each([
    ['encodeURIComponent writes it', plain, 'p%40ss%20(w%2Fo)!*~7'],
    ['encodeURIComponent writes it, in lower case', plain, 'p%40ss%20(w%2fo)!*~7'],
    ['encodeURIComponent writes it, with + for a blank', plain, 'p%40ss+(w%2Fo)!*~7'],
    ['RFC 3986 has it', plain, 'p%40ss%20%28w%2Fo%29%21%2A~7'],
    ['it stands in a path', plain, 'p%40ss%20%28w/o%29%21%2A~7'],
    ['a form sends it', plain, 'p%40ss+%28w%2Fo%29%21*%7E7'],
    ['a form sends it, in lower case', plain, 'p%40ss+%28w%2fo%29%21*%7e7'],
    ['what is no UTF-8', noUtf8, '%FF%C3(word)%2F7'],
  ])('is found as %s, and never told', async (_as, bytes, encoded) => {
    const history = [{ created_by: `curl https://u:${encoded}@h` }];
    const image = await tar(await ociLayout({ layers: [{ a: `a=${encoded}&b` }], history }));
    const [text, form] = ['curl https://u:•••@h', 'percent-encoding'];
    expect(await searchSavedImage(chunked(image), bytes)).toEqual([
      { where: 'layer', text, path: '/a', form },
      { where: 'history', text, form },
    ]);
  });

  it('is not told beside one that stands as it is', async () => {
    const history = [{ created_by: 'curl https://u:p%40ss(word)!7@h && echo p@ss(word)!7' }];
    const image = await tar(await ociLayout({ layers: [{ a: 'x' }], history }));
    expect(await searchSavedImage(chunked(image), Buffer.from('p@ss(word)!7'))).toEqual([
      { where: 'history', text: 'curl https://u:•••@h && echo •••' },
    ]);
  });
});

describe('an archive', () => {
  it('may link a layer that comes twice', async () => {
    const files = await dockerArchive({ layers: [{ a: secret }] });
    const [first = ''] = Object.keys(files).filter((name) => name.endsWith('layer.tar'));
    const manifest = JSON.stringify([{ Config: 'config.json', Layers: ['second/layer.tar'] }]);
    const linked = { ...files, 'second/layer.tar': { link: `../${first}` }, 'manifest.json': manifest };
    expect(await search(linked)).toEqual([{ where: 'layer', text: 'COPY 0', path: '/a' }]);
  });

  it('may hold what belongs to no image: an attestation, a layer of another platform', async () => {
    const files = await ociLayout({ layers: [{ a: 'x' }] });
    const others = {
      'blobs/sha256/99': layerNote('9'.repeat(64)),
      'blobs/sha256/aa': JSON.stringify({ predicate: { args: { TOKEN: secret } } }),
      'blobs/sha256/bb': await tar({ b: secret }),
      'blobs/sha256/cc': `not even JSON: ${secret}`,
    };
    expect(await search({ ...others, ...files })).toEqual([
      { where: 'elsewhere', text: 'blobs/sha256/aa' },
      { where: 'layer', text: '', path: '/b' },
      { where: 'elsewhere', text: 'blobs/sha256/cc' },
    ]);
  });

  it('may hold an attestation that is written like an image', async () => {
    const files = await ociLayout({ layers: [{ a: 'x' }] });
    const [first] = (JSON.parse(String(files['index.json'])) as { manifests: unknown[] }).manifests;
    const statement = {
      'blobs/sha256/a0': JSON.stringify({ config: { digest: 'sha256:a1' }, layers: [{ digest: 'sha256:a2' }] }),
      'blobs/sha256/a1': JSON.stringify({ architecture: 'unknown', config: {}, rootfs: { diff_ids: ['sha256:a2'] } }),
      'blobs/sha256/a2': JSON.stringify({ predicate: { args: { TOKEN: secret } } }),
      'index.json': JSON.stringify({ manifests: [first, { digest: 'sha256:a0' }] }),
    };
    expect(await search({ ...files, ...statement })).toEqual([{ where: 'elsewhere', text: 'blobs/sha256/a2' }]);
  });

  it('is refused when a layer is missing, when nothing says what it is, and when it breaks off', async () => {
    const files = await dockerArchive({ layers: [{ a: 'x' }] });
    const { 'manifest.json': _, ...unnamed } = files;
    await expect(search(unnamed)).rejects.toMatchObject({ what: { id: 'engine.save-incomplete' } });
    const missing = Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith('layer.tar')));
    await expect(search(missing)).rejects.toMatchObject({ what: { id: 'engine.save-incomplete' } });
    const whole = await tar(files);
    await expect(searchSavedImage(chunked(whole.subarray(0, 3000)), Buffer.from(secret))).rejects.toThrow();
  });

  it.each([
    ['docker-archive', dockerArchive],
    ['OCI layout', ociLayout],
  ])('is refused when its settings are too long to be read: %s', async (_name, save) => {
    const made: Made = { layers: [{ a: 'x' }], config: { Labels: { long: 'x'.repeat(4 * 1024 * 1024) } } };
    await expect(search(save(made), 65_536)).rejects.toMatchObject({ what: { id: 'engine.save-too-long' } });
  });

  it('is refused when its gzip is damaged', async () => {
    const damaged = (layer: Buffer): Buffer => gzipSync(layer).subarray(0, 40);
    await expect(search(ociLayout({ layers: [{ a: 'x'.repeat(999) }], pack: damaged }))).rejects.toThrow();
  });

  it('with zstd is refused where it cannot be unpacked', async () => {
    const zstd = (): Buffer => Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(600)]);
    await expect(search(ociLayout({ layers: [{ a: secret }], pack: zstd }))).rejects.toThrow();
  });
});

describe('a finder', () => {
  const [first, second] = [{ bytes: Buffer.from('abcabd') }, { bytes: Buffer.from('cabxyzxyz') }];
  const finders = findersOf([first, second]);
  const found = (text: string, size: number) => {
    const find = finders();
    let last: ReturnType<typeof find>;
    for (let at = 0; at < text.length; at += size) last = find(Buffer.from(text.slice(at, at + size)));
    return last;
  };

  it('finds across any number of chunks, and only what is there', () => {
    for (let size = 1; size < 25; size += 1) {
      expect(found('xxabcabcabdyy', size)).toBe(first);
      expect(found('abcabcabxyzxyz', size)).toBe(second);
      expect(found('abcabcab dabcab cabxyzxy', size)).toBeUndefined();
    }
  });

  it('finds what a search without skipping finds', () => {
    const letter = fc.constantFrom('a', 'b', 'c');
    const needle = fc.string({ unit: letter, minLength: 2, maxLength: 6 });
    const text = fc.string({ unit: letter, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(needle, { minLength: 1, maxLength: 4 }),
        text,
        fc.integer({ min: 1, max: 12 }),
        (words, all, size) => {
          const find = findersOf(words.map((word) => ({ bytes: Buffer.from(word) })))();
          let last: unknown;
          for (let at = 0; at < all.length; at += size) last = find(Buffer.from(all.slice(at, at + size)));
          expect(last !== undefined).toBe(words.some((word) => all.includes(word)));
        },
      ),
    );
  });
});
