import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../helpers/cli.ts';
import { exec, needEngine, on, type TestEngine } from '../../helpers/engines.ts';
import { type Sandbox, sandbox } from '../../helpers/sandbox.ts';
import { eventsOf, wireEvents } from '../../helpers/wire.ts';

/** The three ways in which an engine is chosen, each by itself, and which of them beats which. */
export function waysSuite(engine: TestEngine): void {
  describe('an engine is chosen', () => {
    const variables = variablesOf(engine);

    test('by DOCKER_HOST', async (context) => {
      needEngine(context, engine);
      const chosen = on(engine, await sandbox());
      // The engine that a bare `docker` finds has it from nowhere yet.
      const host = podmanHost(engine) ?? (await hostOf(engine));
      const box = { ...chosen, env: { ...chosen.env, [variables.host]: host } };
      expect(await found(box)).toMatchObject({ status: 'ok' });
      // Of which Podman's own command knows nothing.
      expect(await found({ ...box, env: { ...box.env, DOCKER_CONTEXT: 'no-such' } })).toMatchObject({ status: 'ok' });
    });

    test('by DOCKER_CONTEXT', async (context) => {
      needEngine(context, engine);
      const box = await withContext(engine);
      const chosen = { ...box, env: { ...box.env, [variables.context]: 'way' } };
      expect(await found(chosen)).toMatchObject({ status: 'ok', found: expect.stringContaining('way') });
      const none = { ...box, env: { ...box.env, [variables.context]: 'no-such' } };
      expect(await found(none)).toMatchObject({ status: 'missing', found: expect.stringContaining('no-such') });
    });

    test('by --context, which beats the others', async (context) => {
      needEngine(context, engine);
      const box = await withContext(engine);
      const nowhere = { [variables.host]: 'unix:///nowhere.sock', [variables.context]: 'no-such' };
      const chosen = { ...box, env: { ...box.env, ...nowhere } };
      expect(await found(chosen, '--context', 'way')).toMatchObject({
        status: 'ok',
        found: expect.stringContaining('way'),
      });
      expect(await found(chosen)).toMatchObject({ status: 'missing' });
      expect(await found(box, '--context', 'no-such')).toMatchObject({ status: 'missing' });
    });

    test('and builds, runs and answers by each of them', async (context) => {
      needEngine(context, engine);
      const box = await withContext(engine);
      const course = join(import.meta.dirname, '../../fixtures/courses/quick');
      const args = ['run', '--json', '--course', course, '--learner', 'ways'];
      const ways: readonly [Record<string, string>, readonly string[]][] = [
        [engine.env, []],
        [{ [variables.context]: 'way' }, []],
        [{}, ['--context', 'way']],
      ];
      for (const [env, flags] of ways) {
        const { stdout, stderr, exitCode } = await runCli([...args, ...flags], {
          ...box,
          env: { ...box.env, ...env },
          timeout: 120_000,
        });
        expect(exitCode, `${JSON.stringify(env)} ${flags.join(' ')}\n${stderr}`).toBe(0);
        expect(wireEvents(stdout).at(-1)).toMatchObject({ type: 'course.finished', failed: 0, skipped: 0, passed: 4 });
      }
      await runCli(['clean', '--keep-bases', '--course', course, '--learner', 'ways', '--yes'], {
        ...box,
        env: { ...box.env, ...engine.env },
        timeout: 60_000,
      });
    });
  });
}

/** The variables by which the docker command of this engine is told where to look: Podman's own has others. */
function variablesOf(engine: TestEngine): { readonly host: string; readonly context: string } {
  return podmanHost(engine)
    ? { host: 'CONTAINER_HOST', context: 'CONTAINER_CONNECTION' }
    : { host: 'DOCKER_HOST', context: 'DOCKER_CONTEXT' };
}

/** Where Podman's own command finds the engine; absent for any other. */
function podmanHost({ env }: TestEngine): string | undefined {
  return env['CONTAINER_HOST'] || undefined;
}

/** Where the docker command finds it. */
async function hostOf({ env }: TestEngine): Promise<string> {
  if (env['DOCKER_HOST']) return env['DOCKER_HOST'];
  const inspected = await exec('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], { env });
  return inspected.stdout.trim();
}

/** What doctor finds of the engine. */
async function found(box: Sandbox, ...flags: readonly string[]) {
  const { stdout } = await runCli(['doctor', '--json', ...flags], { ...box, timeout: 60_000 });
  return eventsOf(wireEvents(stdout), 'finding.made').find(({ id }) => id === 'engine');
}

/** A sandbox whose docker configuration has the engine as the context `way`, and nothing else that leads to it. */
async function withContext(engine: TestEngine): Promise<Sandbox> {
  const box = await sandbox();
  const config = join(box.home, '.docker');
  if (engine.env['DOCKER_CONFIG']) await cp(engine.env['DOCKER_CONFIG'], config, { recursive: true });
  const tls = engine.env['DOCKER_CERT_PATH'];
  const files = tls ? `,ca=${tls}/ca.pem,cert=${tls}/cert.pem,key=${tls}/key.pem` : '';
  const podman = podmanHost(engine);
  const host = await hostOf(engine);
  const env = { ...box.env, PATH: engine.env['PATH'] ?? box.env['PATH'] ?? '', DOCKER_CONFIG: config };
  const make = podman
    ? ['system', 'connection', 'add', 'way', podman]
    : ['context', 'create', 'way', '--docker', `host=${host}${files}`];
  const made = await exec('docker', make, { env });
  expect(made.exitCode, made.stderr).toBe(0);
  return { ...box, env };
}
