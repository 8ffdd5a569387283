// The engine that the benchmarks run on, and what they leave there.
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether there is an engine to run the course on; the reason when not. */
export async function engineVersion() {
  try {
    return { version: (await run('docker', ['version', '--format', '{{.Server.Version}}'])).stdout.trim() };
  } catch (error) {
    return {
      missing: String(error.stderr || error.message)
        .trim()
        .split('\n')
        .at(-1),
    };
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const kinds = [
  [
    ['ps', '-aq'],
    ['rm', '-f'],
  ],
  [
    ['network', 'ls', '-q'],
    ['network', 'rm'],
  ],
  [
    ['images', '-aq', '--no-trunc'],
    ['rmi', '-f'],
  ],
];

/** Removes what was made on the engine, by the label of this learner and no other. */
export async function removeTraces(learner) {
  const filter = ['--filter', `label=go-docker-lab.learner=${learner}`];
  for (const [list, remove] of kinds) {
    const { stdout } = await run('docker', [...list, ...filter]);
    const ids = [...new Set(stdout.split('\n').filter(Boolean))];
    if (ids.length > 0) await run('docker', [...remove, ...ids], { maxBuffer: 16e6 }).catch(() => undefined);
  }
}
