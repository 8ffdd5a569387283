import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const preload = join(import.meta.dirname, 'own-cost.cjs');

/** Runs a node program to its end, its output thrown away; what it cost, as own-cost.cjs tells it. */
export async function costOf(argv, options, file) {
  await rm(file, { force: true });
  await new Promise((resolve, reject) => {
    const env = { ...options.env, BENCH_COST: file };
    const child = spawn(process.execPath, ['--require', preload, ...argv], {
      ...options,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.resume();
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${argv.join(' ')} ended with ${code}: ${said}`));
    });
  });
  return JSON.parse(await readFile(file, 'utf8'));
}
