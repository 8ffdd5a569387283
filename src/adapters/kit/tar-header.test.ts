import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeHeader, encodeHeader, fitsHeader, padding, tarEnd } from './tar-header.ts';

describe('a header', () => {
  it.each([
    'a',
    'go-docker-lab/labs/02-better/Dockerfile',
    `${'folder/'.repeat(20)}${'x'.repeat(90)}`,
    `go-docker-lab/${'x'.repeat(100)}`,
    '中文/文件',
  ])('of %s says what was put into it', (path) => {
    const block = encodeHeader({ path, mode: 0o755, size: 123_456_789 });
    expect(decodeHeader(block)).toEqual({ path, mode: 0o755, size: 123_456_789, type: '0' });
  });

  it.each([`x/${'x'.repeat(101)}`, `${'x'.repeat(156)}/x`, `x/${'名'.repeat(34)}`])('has no room for %s', (path) => {
    expect(fitsHeader(path)).toBe(false);
    expect(() => encodeHeader({ path, mode: 0o644, size: 0 })).toThrow('too long');
  });

  it('is understood by tar', ({ skip }) => {
    const content = Buffer.from('hello');
    const path = `${'folder/'.repeat(20)}file`;
    const input = Buffer.concat([
      encodeHeader({ path, mode: 0o644, size: content.length }),
      content,
      Buffer.alloc(padding(content.length)),
      tarEnd,
    ]);
    const listed = spawnSync('tar', ['-tvf', '-'], { input });
    if (listed.error) skip('there is no tar');
    expect(listed.stdout.toString()).toMatch(new RegExp(`^-rw-r--r-- .* 5 .* ${path}\n$`));
  });

  it('of more than 8 GiB is understood, too', ({ skip }) => {
    const size = 9_000_000_000;
    const block = encodeHeader({ path: 'a', mode: 0o644, size });
    expect(decodeHeader(block)).toMatchObject({ size });
    const listed = spawnSync('tar', ['-tvf', '-'], { input: block });
    if (listed.error) skip('there is no tar');
    expect(listed.stdout.toString()).toContain(` ${size} `);
  });

  it('with a changed byte is none', () => {
    const block = encodeHeader({ path: 'a', mode: 0o644, size: 1 });
    block[3] = 1;
    expect(decodeHeader(block)).toBeUndefined();
  });
});
