import type { FileFacts } from '../checks/evidence.ts';

/** Who a container's program is, as the kernel sees it. */
export interface ImageUser {
  readonly uid: number;
  readonly gids: ReadonlySet<number>;
}

/**
 * The user of an image's settings (`app`, `app:staff`, `10001`, `10001:0`, empty for root), looked up in the image's
 * own /etc/passwd and /etc/group as the engine does. `undefined` for a name that they do not hold: such a
 * container does not even start.
 */
export function resolveUser(user: string, passwd: string, group: string): ImageUser | undefined {
  const [name = '', groupName = ''] = user.split(':');
  const entry = rowsOf(passwd).find(([known, , uid]) => (name === '' ? uid === '0' : known === name || uid === name));
  const uid = entry ? idOf(entry[2]) : name === '' ? 0 : idOf(name);
  if (uid === undefined) return undefined;
  if (groupName !== '') {
    const row = rowsOf(group).find(([known, , gid]) => known === groupName || gid === groupName);
    const gid = row ? idOf(row[2]) : idOf(groupName);
    return gid === undefined ? undefined : { uid, gids: new Set([gid]) };
  }
  // Without a group the user has its own, root's when nobody knows it, and all that list it.
  const gids = new Set([idOf(entry?.[3]) ?? 0]);
  for (const [, , gid, members = ''] of rowsOf(group)) {
    const found = idOf(gid);
    if (entry?.[0] !== undefined && found !== undefined && members.split(',').includes(entry[0])) gids.add(found);
  }
  return { uid, gids };
}

function rowsOf(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.trim().split(':'));
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Whether the permissions let a user write: the owner's for the owner, else the group's, else everybody's. Root may always. */
export function mayWrite({ mode, uid, gid }: FileFacts, user: ImageUser): boolean {
  if (user.uid === 0) return true;
  if (user.uid === uid) return (mode & 0o200) !== 0;
  return (mode & (user.gids.has(gid) ? 0o020 : 0o002)) !== 0;
}
