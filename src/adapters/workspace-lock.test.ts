import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presenceOf } from '../../test/helpers/presence.ts';
import { createWorkspaceLock } from './workspace-lock.ts';

let folder: string;
let workspace: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-lock-'));
  workspace = join(folder, '工作 坊');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const settings = { platform: process.platform, presence: presenceOf() };
const take = (): Promise<() => Promise<void>> => createWorkspaceLock(workspace, settings).take();

async function heldBy(pid: number, mark: string | undefined = presenceOf(pid).mark, host = hostname()): Promise<void> {
  await mkdir(join(workspace, '.go-docker-lab'), { recursive: true });
  const holder = { pid, host, since: Date.now(), token: 'theirs', ...(mark === '' ? {} : { mark }) };
  await writeFile(createWorkspaceLock(workspace, settings).path, JSON.stringify(holder));
}

/** No process has it here; it may well live elsewhere. */
const noPid = 2 ** 22 + 1;

describe('workspace lock', () => {
  it('lets one in at a time, and names the holder', async () => {
    const { path } = createWorkspaceLock(workspace, settings);
    expect(path).toBe(join(workspace, '.go-docker-lab', 'lock'));
    const release = await take();
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
    await expect(take()).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'workspace.locked', params: { pid: process.pid } },
      next: { id: 'workspace.locked.next', params: { path } },
    });
    await release();
    await release();
    await (await take())();
  });

  it('leaves nothing behind that was not there, and what was there as it was', async () => {
    await (await take())();
    expect(await readdir(folder)).toEqual([]);
    await mkdir(workspace);
    await (await take())();
    expect(await readdir(workspace)).toEqual([]);
    const release = await take();
    await writeFile(join(workspace, 'Dockerfile'), 'FROM scratch');
    await release();
    expect(await readdir(workspace)).toEqual(['Dockerfile']);
  });

  it('keeps workspaces apart', async () => {
    const other = createWorkspaceLock(join(folder, 'other'), settings);
    const releases = await Promise.all([take(), other.take()]);
    for (const release of releases) await release();
  });

  it('takes over from a process that was killed, and not before', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await heldBy(child.pid ?? 0);
    await expect(take()).rejects.toMatchObject({ what: { params: { pid: child.pid } } });
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await (await take())();
  });

  it('takes over from before the last start of this machine', async () => {
    await heldBy(process.pid, presenceOf(process.pid, { boot: 'b01d' }, 1).mark);
    await (await take())();
  });

  it.each([
    ['another machine', presenceOf(noPid, { boot: 'c0' }).mark, 'other'],
    ['a machine of the same name', presenceOf(noPid, { boot: 'c0' }).mark, hostname()],
    ['another container on this one', presenceOf(noPid, { namespace: 'a2' }).mark, hostname()],
    ['an older version, which left no mark', '', hostname()],
  ])('never takes over from %s', async (_, mark, host) => {
    await heldBy(noPid, mark, host);
    await expect(take()).rejects.toMatchObject({
      what: { id: 'workspace.locked-elsewhere', params: { pid: noPid, host } },
    });
  });

  it('lets exactly one of many take over', async () => {
    await heldBy(2 ** 22 - 1);
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, take));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('says why a workspace cannot be used', async () => {
    await writeFile(workspace, 'a file');
    await expect(take()).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'files.not-folder' },
      next: { id: 'files.move.next' },
    });
  });
});

// Root can mount, and ignores permissions; everyone else is kept out by them.
const isRoot = process.getuid?.() === 0;
describe.skipIf(process.platform === 'win32')('a workspace that cannot be written', () => {
  it('is one without permission', async (context) => {
    if (isRoot) context.skip('root may write everywhere');
    await mkdir(workspace, { mode: 0o555 });
    await expect(take()).rejects.toMatchObject({ exitCode: 3, what: { id: 'files.denied' } });
    await chmod(workspace, 0o755);
  });

  it('is one on a read-only disk', async (context) => {
    if (!isRoot || process.platform !== 'linux') context.skip('only root can mount a disk');
    await mkdir(workspace);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', workspace]);
    try {
      await expect(take()).rejects.toMatchObject({ exitCode: 3, what: { id: 'files.read-only' } });
    } finally {
      execFileSync('umount', [workspace]);
    }
  });
});
