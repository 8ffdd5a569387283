import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { say } from '../i18n/message.ts';
import { shellLine } from '../shell/line.ts';
import { checkSchema, kindOf } from './registry.ts';
import { evidenceOf } from './test-evidence.ts';

const secret = { type: 'secret', image: 'leak', file: 'token.txt' } as const;

describe('where a secret is', () => {
  const places = [
    { where: 'layer', text: 'COPY token.txt /', path: '/token.txt' },
    { where: 'history', text: 'RUN |1 TOKEN=••• true' },
  ] as const;
  const judged = (found: string, seen: readonly (typeof places)[number][]) => {
    const check = checkSchema.parse({ kind: 'secret', image: 'leak', file: 'token.txt', found });
    return kindOf(check).judge(check, evidenceOf([[secret, { looked: true, places: seen }]]));
  };

  it.each([
    ['layer', true],
    ['history', true],
    ['environment', false],
    ['nowhere', false],
  ] as const)('found: %s → %s', (found, passed) => {
    expect(judged(found, places).passed).toBe(passed);
    expect(judged(found, []).passed).toBe(found === 'nowhere');
  });

  const token = String.raw`p@ss^ (w]o:r=#[\d)!{/7}+.*~?>>$'"&|é`;

  it.skipIf(process.platform === 'win32').each([
    ['as it stands', (bytes: Buffer) => bytes, '1'],
    ['packed', gzipSync, '1'],
    ['not at all', () => gzipSync('nothing'), '0'],
    ['but for a letter', () => Buffer.from(token.replace('w', 'W')), '0'],
    ['but for another character', () => Buffer.from(token.replace('@', 'a')), '0'],
  ])('can be looked for by hand in a layer that holds it %s', async (_name, packed, count) => {
    expect(await foundByHand(packed(Buffer.from(`a line\nmy ${token} is here\n`)))).toEqual({ count, stderr: '' });
  });

  it.skipIf(process.platform === 'win32')('can be looked for by hand with a gzip that only unpacks', async () => {
    const gzip = '#!/bin/sh\necho invalid magic >&2; exit 1\n';
    expect(await foundByHand(Buffer.from(token), gzip)).toEqual({ count: '1', stderr: '' });
  });

  async function foundByHand(layer: Buffer, gzip?: string) {
    const folder = await mkdtemp(join(tmpdir(), 'secret-test-'));
    await writeFile(join(folder, 'layer'), layer);
    await writeFile(join(folder, 'manifest.json'), '[]\n');
    await writeFile(join(folder, 'token.txt'), `\n  ${token} \r\n\n`);
    if (gzip) await writeFile(join(folder, 'gzip'), gzip, { mode: 0o755 });
    const check = checkSchema.parse({ kind: 'secret', image: 'leak', file: 'token.txt', found: 'layer' });
    const names = { image: () => 'x', container: () => 'x', curl: () => ({ argv: [] }) };
    const shown = shellLine('posix', kindOf(check).reproduce(check, names, 'posix') ?? { argv: [] });
    const line = `PATH="$PWD:$PATH"; docker() { tar -c layer manifest.json; }\n${shown}`;
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
    await rm(folder, { recursive: true });
    return { count: stdout.trim(), stderr };
  }

  it('is told with how it is written, where that is not as it stands', () => {
    const [layer, history] = places;
    const encoded = [{ ...layer, form: 'base64' } as const, history] as const;
    expect(judged('nowhere', encoded).passed).toBe(false);
    expect(say('en', judged('nowhere', encoded).actual)).toContain('/token.txt (COPY token.txt /) [base64]; in');
  });

  it('is told with the instruction and the path', () => {
    expect(say('en', judged('nowhere', places).actual)).toBe(
      'in a layer: /token.txt (COPY token.txt /); in the history: RUN |1 TOKEN=••• true',
    );
  });
});
