import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../checks/evidence.ts';
import { countFiles, hasShell } from './count-files.ts';

const at = (path: string, mode = 0o755, kind: FileFacts['kind'] = 'file', modules?: readonly string[]): FileFacts => ({
  path,
  kind,
  mode,
  uid: 0,
  gid: 0,
  size: 1,
  ...(modules ? { modules } : {}),
});

const files: readonly FileFacts[] = [
  at('/bin', 0o755, 'directory'),
  at('/bin/busybox'),
  at('/sbin/apk'),
  at('/usr/bin/apt', 0o755, 'link'),
  at('/usr/bin/apt-get'),
  at('/usr/bin/dpkg', 0o644),
  at('/usr/bin/dpkg-query'),
  at('/usr/local/bin/pip3.12'),
  at('/usr/share/doc/apt', 0o755, 'directory'),
  at('/etc/apt', 0o755),
  at('/opt/node/bin/npm', 0o777, 'link'),
  at('/usr/bin/passwd', 0o4755),
  at('/usr/bin/wall', 0o2755),
  at('/var/mail', 0o2775, 'directory'),
  at('/a', 0o755, 'file', ['example.com/a@(devel)', 'example.com/x@v1.0.0']),
  at('/b', 0o755, 'file', ['example.com/b@(devel)', 'example.com/x@v1.0.0', 'example.com/x@v2.0.0']),
];

describe('countFiles', () => {
  it.each([
    ['files', 11],
    ['executables', 10],
    ['package-managers', 5],
    ['setuid', 2],
    ['go-modules', 4],
  ] as const)('%s', (figure, count) => {
    expect(countFiles(files, figure)).toBe(count);
    expect(countFiles([], figure)).toBe(0);
  });

  it('sees a shell in a bin folder only', () => {
    expect(hasShell(files)).toBe(true);
    expect(hasShell([at('/usr/share/sh'), at('/bin/shred')])).toBe(false);
  });
});
