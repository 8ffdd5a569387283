import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { baseImage, docker, defaultEngine as engine, exec, needEngine } from '../helpers/engines.ts';
import { root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';

const programs = [
  ['go-app', 'go-app'],
  ['the TLS endpoint', 'labs/support/tls-endpoint'],
  ['the program of the capstone', 'labs/06-capstone/start/capstone'],
] as const;

test.for(programs)(
  'the unit tests of %s pass inside a builder container',
  { timeout: 180_000 },
  async ([, folder], context) => {
    needEngine(context, engine);
    const box = await sandbox();
    await cp(join(root, folder), join(box.tmp, 'app'), { recursive: true });
    const base = await baseImage(engine, 'golang:1.26-alpine');
    // Copied in, not mounted: the engine may be on another machine.
    const id = await docker(
      engine,
      'create',
      '--network',
      'none',
      '-w',
      '/src',
      base,
      'sh',
      '-c',
      'go vet ./... && go test -count=1 ./...',
    );
    onTestFinished(async () => {
      await docker(engine, 'rm', '-f', id);
    });
    await docker(engine, 'cp', `${join(box.tmp, 'app')}/.`, `${id}:/src`);
    const result = await exec('docker', ['start', '-a', id], { env: engine.env });
    expect(result.exitCode, `${result.stdout}${result.stderr}`).toBe(0);
    expect(result.stdout).toMatch(/^ok\s/m);
  },
);
