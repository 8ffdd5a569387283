import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../helpers/cli.ts';
import { baseImage, docker, needEngine, on, type TestEngine } from '../../helpers/engines.ts';
import { miniCourse } from '../../helpers/paths.ts';
import { startRegistry } from '../../helpers/registry.ts';
import { sandbox } from '../../helpers/sandbox.ts';

const base = 'alpine:3.22';

/** A mirror is judged by what the engine gets from it, wherever the engine is. */
export function mirrorSuite(engine: TestEngine): void {
  const remote = /^(ssh|tcp):/.test(engine.env['DOCKER_HOST'] ?? '');
  const rootless = engine.name === 'rootless';
  // Podman cannot be asked; rootless Docker has a 127.0.0.1 that no test gets at.
  const asked = !rootless && !['podman', 'podman-cli'].includes(engine.name);

  describe('a mirror', () => {
    test('on the engine’s own 127.0.0.1 works, and on another one’s does not', async (context) => {
      needEngine(context, engine);
      const box = on(engine, await sandbox());
      const folder = await mkdtemp(join(tmpdir(), 'gdl-mirrors-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const here = await startRegistry(join(folder, 'here'));
      onTestFinished(() => here.stop());
      const network = (...args: readonly string[]) =>
        runCli(['network', ...args, '--course', miniCourse('quick')], { ...box, timeout: 60_000 });

      const empty = await network('mirror', here.address);
      expect(empty.exitCode).toBe(3);
      expect(empty.stderr).toContain(
        remote
          ? `${here.address} does not answer the engine on `
          : rootless
            ? `${here.address} answers this computer, but not the engine.`
            : `${here.address} answers, but lacks ${base}.`,
      );
      if (!asked) return;

      const there = remote ? await startRegistry(join(folder, 'there'), await networkOf(engine)) : here;
      if (remote) onTestFinished(() => there.stop());
      const image = `${there.address}/library/${base}`;
      await docker(engine, 'tag', await baseImage(engine, base), image);
      await docker(engine, 'push', '-q', image);
      await docker(engine, 'rmi', image);
      const set = await network('mirror', `${there.address}/library`);
      expect(set).toMatchObject({ exitCode: 0, stderr: '' });
      expect(set.stdout).toContain(`✓ registry ${there.address}/library answers, and has ${base}.`);
      // The rest is used in builds over there, which nobody here can try.
      const rest = await network('mirror', `${there.address}/library`, '--goproxy', 'http://nobody.invalid');
      expect(rest.exitCode).toBe(remote ? 0 : 3);
      if (remote) expect(rest.stdout).toMatch(/\? GOPROXY http:\/\/nobody\.invalid .* asked from this computer; on /);
      const doctor = await runCli(['doctor', '--course', miniCourse('quick')], { ...box, timeout: 60_000 });
      expect(doctor.stdout).toContain(`${there.address}/library answers.`);
    });
  });
}

/** The process whose network is the engine's machine's. */
async function networkOf({ folder = '' }: TestEngine): Promise<number> {
  return Number(await readFile(join(folder, 'dockerd.pid'), 'utf8'));
}
