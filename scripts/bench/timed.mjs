import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { peakMemory } from './environment.mjs';

/** Runs a program with its output in a file, and looks at its memory on the way. */
export function timed(file, args, options, output) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const sink = createWriteStream(output);
    child.stdout.pipe(sink, { end: false });
    child.stderr.pipe(file === 'sh' ? sink : process.stderr, { end: false });
    let peak = 0;
    const look = () => {
      peak = Math.max(peak, peakMemory(child.pid) ?? 0);
    };
    const looking = setInterval(look, 100);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(looking);
      const seconds = (performance.now() - begun) / 1000;
      sink.end(() => resolve({ seconds, code, peak }));
    });
  });
}
