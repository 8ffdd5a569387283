import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProcess } from './process.ts';

const runner = createProcess({
  env: { PATH: process.env['PATH'], KEPT: 'kept', GONE: undefined },
  platform: process.platform,
});
const node = (script: string, options = {}) => runner.run(process.execPath, ['-e', script], options);

describe('process', () => {
  it('gives both streams, the exit code and the time', async () => {
    const seen: [string, string][] = [];
    const result = await node('console.log("out"); console.error("err"); process.exitCode = 3', {
      onOutput: (text: string, stream: string) => seen.push([stream, text]),
    });
    expect(result).toMatchObject({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(result.output).toHaveLength(8);
    expect(result.seconds).toBeGreaterThan(0);
    expect(seen).toContainEqual(['stdout', 'out\n']);
    expect(seen).toContainEqual(['stderr', 'err\n']);
  });

  it('hands over arguments as they are: nothing is expanded', async () => {
    const words = ['$HOME', '*', '; exit 1', '`id`', 'a b', '"', ''];
    const result = await runner.run(process.execPath, [
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...words,
    ]);
    expect(JSON.parse(result.stdout)).toEqual(words);
  });

  it('gives its own environment, and what is added', async () => {
    const result = await node('console.log(process.env.KEPT, process.env.ADDED, process.env.GONE, process.env.USER)', {
      env: { ADDED: 'added' },
    });
    expect(result.stdout).toBe('kept added undefined undefined\n');
  });

  it('feeds input, and an empty one when there is none', async () => {
    const echo = 'process.stdin.pipe(process.stdout)';
    expect((await node(echo, { input: '编译' })).stdout).toBe('编译');
    expect((await node(echo)).stdout).toBe('');
  });

  it('takes control sequences out of everything', async () => {
    const result = await node('process.stdout.write("a\\x1b[2Jb\\r\\nc\\x1b[31md")');
    expect(result.stdout).toBe('ab\nc\x1b[31md');
    expect(result.output).toBe(result.stdout);
  });

  it('keeps characters whole that two chunks share', async () => {
    const result = await node(
      'const b = Buffer.from("编译"); process.stdout.write(b.subarray(0, 2)); setTimeout(() => process.stdout.write(b.subarray(2)), 50)',
    );
    expect(result.stdout).toBe('编译');
  });

  it('calls a missing program 127 and a missing folder 126', async () => {
    const missing = await runner.run('no-such-program-of-ours', []);
    expect(missing).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('no-such-program-of-ours') });
    expect((await node('1', { cwd: '/no/such/folder' })).exitCode).toBe(126);
    expect((await runner.run('/etc/passwd', [])).exitCode).toBe(126);
  });

  it('gives a signal as the shells do', async () => {
    expect((await node('process.kill(process.pid, "SIGKILL")')).exitCode).toBe(137);
  });

  it('keeps the head of a long output, and its tail', async () => {
    const result = await node(
      'const line = "x".repeat(1023) + "\\n"; for (let i = 0; i < 10 * 1024; i++) process.stdout.write(line); process.stdout.write("the end")',
    );
    expect(result.stdout).toHaveLength(8 * 1024 * 1024);
    expect(result.output).toHaveLength(64 * 1024);
    expect(result.output.endsWith('the end')).toBe(true);
  });

  it('stops when asked', async () => {
    const abort = new AbortController();
    const result = await node(
      'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); console.log("up"); setInterval(() => {}, 1000)',
      {
        signal: abort.signal,
        onOutput: () => abort.abort(),
      },
    );
    expect(result).toMatchObject({ exitCode: 130, stdout: 'up\nbye\n' });
    expect((await node('console.log("never")', { signal: abort.signal })).stdout).toBe('');
  });

  it('kills what will not stop, with its children', { timeout: 20_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'process-test-'));
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';
    const script = `${stubborn} const child = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(`${stubborn} console.log(process.pid)`)}], { stdio: "inherit" })`;
    const abort = new AbortController();
    let grandchild = 0;
    const result = await node(script, {
      cwd: folder,
      signal: abort.signal,
      onOutput: (text: string) => {
        grandchild = Number(text);
        abort.abort();
      },
    });
    expect(result.exitCode).toBe(130);
    expect(result.seconds).toBeGreaterThan(2.9);
    // Soon dead, or a zombie where nobody buries orphans: it closes its output a moment before.
    const state = () => runner.run('ps', ['-o', 'stat=', '-p', String(grandchild)]);
    await expect.poll(async () => (await state()).stdout, { timeout: 5000 }).toMatch(/^(?:Z.*\n)?$/);
    await rm(folder, { recursive: true });
  });
});
