import { EventEmitter } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detectShell } from '../shell/detect.ts';
import { createPrograms } from './programs.ts';

let folder: string;
let heard: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'programs-')));
  heard = join(folder, 'heard.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A tiny editor that notes what it was given, then does what it is told. */
async function program(name: string, then = ''): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  const note = `{ args: process.argv.slice(2), cwd: process.cwd(), kept: process.env.KEPT, gone: process.env.USER }`;
  const script = `require('fs').writeFileSync(${JSON.stringify(heard)}, JSON.stringify(${note}));\n${then}\n`;
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
  return path;
}

function programs(env: Record<string, string>, platform: NodeJS.Platform = 'linux', signals = new EventEmitter()) {
  return createPrograms({ env, platform, shell: detectShell(platform, env), signals });
}

const said = async (): Promise<{ args: string[]; cwd: string; kept?: string; gone?: string }> =>
  JSON.parse(await readFile(heard, 'utf8'));

// The fixtures are scripts that a POSIX system starts by their first line.
describe.skipIf(process.platform === 'win32')('openEditor', () => {
  it('prefers VISUAL, and hands over arguments, the environment and any file name', async () => {
    const editor = await program('my editor/vim');
    const made = programs({ VISUAL: `"${editor}" -c 'set nu'`, EDITOR: 'not-this', KEPT: 'kept' });
    const file = join(folder, '第一 步', 'Docker "file" $HOME *');
    expect(made.editorName()).toBe('vim');
    expect(await made.openEditor(file, 12)).toEqual({ exitCode: 0 });
    expect(await said()).toEqual({ args: ['-c', 'set nu', '+12', file], cwd: process.cwd(), kept: 'kept' });
  });

  it.each(['', '   '])('takes EDITOR when VISUAL is "%s"', async (VISUAL) => {
    const made = programs({ VISUAL, EDITOR: `${await program('编辑器')} --wait` });
    expect(made.editorName()).toBe('编辑器');
    await made.openEditor('/a b', 3);
    expect((await said()).args).toEqual(['--wait', '/a b']);
  });

  it('takes a path with spaces that nobody quoted', async () => {
    const made = programs({ EDITOR: await program('my editor/code') });
    await made.openEditor('/a', 3);
    expect((await said()).args).toEqual(['--goto', '/a:3']);
  });

  it('finds the usual editors on PATH, in their order', async () => {
    await program('bin/vi');
    expect(programs({ PATH: `/nowhere::${join(folder, 'bin')}` }).editorName()).toBe('vi');
    await program('more/vim');
    await mkdir(join(folder, 'bin', 'nano'));
    const made = programs({ PATH: `${join(folder, 'bin')}:${join(folder, 'more')}` });
    expect(made.editorName()).toBe('vim');
    expect(await made.openEditor('/a', 1)).toEqual({ exitCode: 0 });
    expect((await said()).args).toEqual(['+1', '/a']);
  });

  it('says which program is missing', async () => {
    expect(await programs({ EDITOR: 'no-such-editor -x', PATH: folder }).openEditor('/a')).toEqual({
      missing: 'no-such-editor',
    });
    const path = join(folder, 'gone', 'vim');
    expect(await programs({ VISUAL: path }).openEditor('/a')).toEqual({ missing: path });
    const none = programs({ PATH: folder });
    expect(none.editorName()).toBeUndefined();
    expect(await none.openEditor('/a')).toEqual({ missing: 'nano, vim, vi' });
  });

  it('explains an editor that is there and cannot be started', async () => {
    const path = join(folder, 'plain.txt');
    await writeFile(path, 'text', { mode: 0o644 });
    await expect(programs({ EDITOR: path }).openEditor('/a')).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'files.denied', params: { path } },
    });
  });

  it('gives the exit code or the signal that ended it', async () => {
    const failing = await program('failing', 'process.exit(7)');
    expect(await programs({ EDITOR: failing }).openEditor('/a')).toEqual({ exitCode: 7 });
    const killed = await program('killed', 'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)');
    expect(await programs({ EDITOR: killed }).openEditor('/a')).toEqual({ exitCode: 143, signal: 'SIGTERM' });
  });

  it('listens to Ctrl-C only while a program has the terminal', async () => {
    const signals = new EventEmitter();
    const end = join(folder, 'end');
    const waiting = `setInterval(() => { if (require('fs').existsSync(${JSON.stringify(end)})) process.exit(0) }, 5)`;
    const made = programs({ EDITOR: await program('waiting', waiting) }, 'linux', signals);
    expect(made.running).toBe(false);
    const ended = made.openEditor('/a');
    await vi.waitFor(said, 5000);
    expect(made.running).toBe(true);
    expect(signals.emit('SIGINT')).toBe(true);
    expect(signals.emit('SIGQUIT')).toBe(true);
    await writeFile(end, '');
    expect(await ended).toEqual({ exitCode: 0 });
    expect(made.running).toBe(false);
    expect(signals.eventNames()).toEqual([]);
  });
});

describe('editorName on Windows', () => {
  it('comes without folder and ending', () => {
    expect(programs({ EDITOR: '"C:\\Program Files\\x\\x.exe" -n' }, 'win32').editorName()).toBe('x');
    expect(programs({}, 'win32').editorName()).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('openShell', () => {
  it('opens the shell in a folder', async () => {
    const inside = join(folder, '工作 坊');
    await mkdir(inside);
    const shell = await program('my shell', 'process.exit(3)');
    expect(await programs({ SHELL: shell }).openShell(inside)).toEqual({ exitCode: 3 });
    expect(await said()).toMatchObject({ args: [], cwd: inside });
  });

  it.each([
    [{ PROMPT: '$P$G' }, '"missing":"cmd"'],
    [{ PROMPT: '$P$G', COMSPEC: 'COMSPEC' }, '"exitCode":3'],
    [{ PSModulePath: 'D:\\me\\WindowsPowerShell\\Modules' }, '"missing":"powershell"'],
    [{ MSYSTEM: 'MINGW64' }, '"missing":"bash"'],
    [{ MSYSTEM: 'MINGW64', SHELL: 'COMSPEC' }, '"exitCode":3'],
  ])('opens the shell of Windows in which we were started: %o', async (env, expected) => {
    const chosen = await program('chosen', 'process.exit(3)');
    const given = Object.entries(env).map(([name, value]) => [name, value === 'COMSPEC' ? chosen : value]);
    const result = await programs({ Path: 'C:\\nothing', ...Object.fromEntries(given) }, 'win32').openShell(folder);
    expect(JSON.stringify(result)).toContain(expected);
  });

  it('says that the shell is missing, and that the folder is', async () => {
    expect(await programs({ SHELL: '/no/such/shell' }).openShell(folder)).toEqual({ missing: '/no/such/shell' });
    await expect(programs({ SHELL: '/bin/sh' }).openShell(join(folder, 'no'))).rejects.toMatchObject({
      what: { id: 'files.other', params: { code: 'ENOENT', path: join(folder, 'no') } },
    });
  });
});
