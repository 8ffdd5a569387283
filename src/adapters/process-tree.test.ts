import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProcess } from './process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tree-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const waits = ['-e', 'console.log("up"); setInterval(() => {}, 1000)'];

/** Notes how it was called and does what Windows' own would do, as far as one process goes. */
async function fakeTaskkill(): Promise<void> {
  const path = join(folder, 'taskkill');
  await writeFile(path, `#!/bin/sh\necho "$@" >> '${folder}/calls'\nkill -9 "$2"\n`);
  await chmod(path, 0o755);
}

describe.skipIf(process.platform === 'win32')('a child on Windows', () => {
  const runner = () => createProcess({ env: { PATH: `${folder}:/usr/bin:/bin` }, platform: 'win32' });

  it('ends with its whole tree by taskkill', async () => {
    await fakeTaskkill();
    const abort = new AbortController();
    const result = await runner().run(process.execPath, waits, { signal: abort.signal, onOutput: () => abort.abort() });
    expect(result).toMatchObject({ exitCode: 130, stdout: 'up\n' });
    expect(await readFile(join(folder, 'calls'), 'utf8')).toMatch(/^\/PID \d+ \/T \/F\n$/);
  });

  it('ends by itself where there is no taskkill', async () => {
    const abort = new AbortController();
    const options = { signal: abort.signal, onOutput: () => abort.abort() };
    expect((await runner().run(process.execPath, waits, options)).exitCode).toBe(130);
  });

  it('ends when we end', async () => {
    await fakeTaskkill();
    const contents = `import { track } from './process-tree.ts';
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      track(child.pid, false, { PATH: ${JSON.stringify(`${folder}:/usr/bin:/bin`)} });
      process.exit(0);`;
    const stdin = { contents, resolveDir: import.meta.dirname, loader: 'ts' } as const;
    const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'esm', write: false });
    const script = outputFiles[0]?.text ?? '';
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await new Promise((resolve) => parent.on('close', resolve));
    await vi.waitFor(async () => expect(await readFile(join(folder, 'calls'), 'utf8')).toMatch(/\/T \/F/), 5000);
  });

  it('is missing when it is not on the PATH, which cmd would say in its own words', async () => {
    expect(await runner().run('docker', ['version'])).toMatchObject({ exitCode: 127, stderr: 'docker: not found\n' });
  });
});
