import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../checks/evidence.ts';
import { mayWrite, resolveUser } from './image-user.ts';

const passwd = 'root:x:0:0:root:/root:/bin/sh\napp:x:10001:20001::/app:/sbin/nologin\nbroken\nodd:x:nan:1::/:/x\n';
const group = 'root:x:0:\napp:x:20001:\nstaff:x:50:other,app\nwheel:x:10:root\n';

describe('resolveUser', () => {
  it.each([
    ['', 0, [0, 10]],
    ['root', 0, [0, 10]],
    ['app', 10001, [20001, 50]],
    ['10001', 10001, [20001, 50]],
    ['app:staff', 10001, [50]],
    ['app:4711', 10001, [4711]],
    ['10001:0', 10001, [0]],
    // Nobody of that number is known: the group is root's.
    ['65532', 65532, [0]],
    ['65532:65532', 65532, [65532]],
    [':staff', 0, [50]],
  ])('%s', (user, uid, gids) => {
    const found = resolveUser(user, passwd, group);
    expect(found && { uid: found.uid, gids: [...found.gids] }).toEqual({ uid, gids });
  });

  it.each(['ghost', 'app:ghosts', 'odd', 'broken'])('does not know %s', (user) => {
    expect(resolveUser(user, passwd, group)).toBeUndefined();
  });

  it('needs no files for root and for numbers', () => {
    expect(resolveUser('', '', '')).toEqual({ uid: 0, gids: new Set([0]) });
    expect(resolveUser('1000:1000', '', '')).toEqual({ uid: 1000, gids: new Set([1000]) });
    expect(resolveUser('app', '', '')).toBeUndefined();
  });
});

describe('mayWrite', () => {
  const user = { uid: 1000, gids: new Set([50]) };
  const at = (mode: number, uid: number, gid: number): FileFacts => ({
    path: '/a',
    kind: 'file',
    mode,
    uid,
    gid,
    size: 0,
  });

  it.each([
    [at(0o644, 1000, 0), true],
    [at(0o644, 0, 50), false],
    [at(0o664, 0, 50), true],
    [at(0o664, 0, 51), false],
    [at(0o1777, 0, 0), true],
    // The first that fits decides, even when the next would allow more.
    [at(0o066, 1000, 50), false],
    [at(0o602, 0, 50), false],
  ])('%o → %s', (file, may) => {
    expect(mayWrite(file, user)).toBe(may);
    expect(mayWrite(file, { uid: 0, gids: new Set([0]) })).toBe(true);
  });
});
