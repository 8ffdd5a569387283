import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { listArchive, readEntry } from './archive.ts';
import { createDemultiplexer } from './demultiplex.ts';

type Entry = Parameters<ReturnType<typeof pack>['entry']>[0] & { readonly content?: string };

function archive(...entries: readonly Entry[]): AsyncIterable<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, content ?? '');
  tar.finalize();
  return tar as unknown as AsyncIterable<Buffer>;
}

const added: readonly Entry[] = [
  { name: '.dockerenv' },
  { name: 'dev/', type: 'directory' },
  { name: 'dev/console', type: 'character-device' },
  { name: 'etc/', type: 'directory' },
  { name: 'etc/hosts' },
  { name: 'etc/mtab', type: 'symlink', linkname: '/proc/mounts' },
  { name: 'etc/resolv.conf' },
  { name: 'proc/', type: 'directory' },
  { name: 'sys/', type: 'directory' },
];

describe('listArchive', () => {
  it('gives what the image holds and not what the engine adds', async () => {
    const files = await listArchive(
      archive(
        ...added,
        { name: './bin/', type: 'directory', mode: 0o755 },
        { name: 'bin/a', mode: 0o4755, content: 'abc' },
        { name: 'bin/b', type: 'link', linkname: 'bin/a', mode: 0o4755 },
        { name: 'bin/c', type: 'symlink', linkname: 'a', mode: 0o777 },
        { name: 'fifo', type: 'fifo', mode: 0o600 },
        { name: 'device/x', content: 'x', mode: 0o644 },
      ),
    );
    expect(files).toEqual([
      { path: '/bin', kind: 'directory', mode: 0o755, uid: 0, gid: 0, size: 0 },
      { path: '/bin/a', kind: 'file', mode: 0o4755, uid: 0, gid: 0, size: 3 },
      { path: '/bin/b', kind: 'file', mode: 0o4755, uid: 0, gid: 0, size: 3 },
      { path: '/bin/c', kind: 'link', mode: 0o777, uid: 0, gid: 0, size: 0 },
      { path: '/fifo', kind: 'other', mode: 0o600, uid: 0, gid: 0, size: 0 },
      { path: '/device/x', kind: 'file', mode: 0o644, uid: 0, gid: 0, size: 1 },
    ]);
  });

  it('keeps an /etc that holds something of the image', async () => {
    const files = await listArchive(archive(...added, { name: 'etc/passwd', content: 'x' }));
    expect(files.map(({ path }) => path)).toEqual(['/etc', '/etc/passwd']);
  });

  it('fails on an archive that breaks off', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of archive({ name: 'a', content: 'x'.repeat(5000) })) chunks.push(chunk);
    await expect(listArchive(Readable.from([Buffer.concat(chunks).subarray(0, 2000)]))).rejects.toThrow();
  });
});

describe('readEntry', () => {
  it('gives the first entry and 64 KiB of it, however much follows', async () => {
    const entry = await readEntry(
      archive({ name: 'big', content: 'x'.repeat(200_000), mode: 0o644 }, { name: 'next' }),
    );
    expect(entry?.facts).toMatchObject({ path: '/big', kind: 'file', mode: 0o644, size: 200_000 });
    expect(entry?.facts.head).toHaveLength(65_536);
    expect(entry?.link).toBeUndefined();
  });

  it('tells where a link points', async () => {
    const entry = await readEntry(archive({ name: 'l', type: 'symlink', linkname: '../x' }));
    expect(entry).toMatchObject({ link: '../x', facts: { kind: 'link' } });
  });

  it('gives nothing for an empty archive', async () => expect(await readEntry(archive())).toBeUndefined());
});

describe('demultiplexer', () => {
  const frame = (stream: number, text: string): Buffer => {
    const body = Buffer.from(text);
    const head = Buffer.alloc(8);
    head.writeUInt8(stream, 0);
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const read = (chunks: readonly Buffer[]): [number, string][] => {
    const demultiplexer = createDemultiplexer();
    return chunks
      .flatMap((chunk) => demultiplexer.push(chunk))
      .map(({ stream, bytes }) => [stream, Buffer.from(bytes).toString()]);
  };

  it('splits the streams, wherever the chunks end', () => {
    const all = Buffer.concat([frame(1, 'out'), frame(2, 'err'), frame(1, ''), frame(1, 'more')]);
    const expected = [
      [1, 'out'],
      [2, 'err'],
      [1, ''],
      [1, 'more'],
    ];
    expect(read([all])).toEqual(expected);
    expect(read([...all].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it('hands on a stream that is not multiplexed', () => {
    expect(read([Buffer.from('plain text, '), Buffer.from('more')])).toEqual([
      [1, 'plain text, '],
      [1, 'more'],
    ]);
  });
});
