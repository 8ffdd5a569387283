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

const base64 = (text: string): Buffer => Buffer.from(Buffer.from(text).toString('base64'));

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

  it.skipIf(process.platform === 'win32').each([
    ['as it stands', (bytes: Buffer) => bytes, '1'],
    ['packed', gzipSync, '1'],
    ['as base64', () => base64('token-1234\n'), '1'],
    ['as base64 of something longer', () => gzipSync(base64('x:token-1234 and more')), '1'],
    ['as base64 of something else', () => base64('..token-1234'), '1'],
    ['not at all', () => gzipSync('nothing'), '0'],
  ])('can be looked for by hand in a layer that holds it %s', async (_name, packed, count) => {
    const folder = await mkdtemp(join(tmpdir(), 'secret-test-'));
    const layer = packed(Buffer.from('a line\nmy token-1234 is here\n'));
    await writeFile(join(folder, 'layer'), layer);
    await writeFile(join(folder, 'manifest.json'), '[]\n');
    await writeFile(join(folder, 'token.txt'), '\n  token-1234 \r\n\n');
    const check = checkSchema.parse({ kind: 'secret', image: 'leak', file: 'token.txt', found: 'layer' });
    const names = { image: () => 'x', container: () => 'x', curl: () => ({ argv: [] }) };
    const shown = shellLine('posix', kindOf(check).reproduce(check, names, 'posix') ?? { argv: [] });
    const line = `docker() { tar -c layer manifest.json; }\n${shown}`;
    const { stdout } = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
    await rm(folder, { recursive: true });
    expect(stdout.trim()).toBe(count);
  });

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
