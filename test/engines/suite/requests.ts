import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../helpers/cli.ts';
import { baseImage, docker, exec, forget, needEngine, on, snapshot, type TestEngine } from '../../helpers/engines.ts';
import { miniCourse } from '../../helpers/paths.ts';
import { sandbox } from '../../helpers/sandbox.ts';
import { eventsOf, wireEvents } from '../../helpers/wire.ts';

const course = ['--course', miniCourse('quick')];

/** Requests go to where the port really is, and the lines that are shown for it do the same. */
export function requestsSuite(engine: TestEngine): void {
  const remote = /^(ssh|tcp):/.test(engine.env['DOCKER_HOST'] ?? '');
  const shown = remote
    ? /^(ssh .*curl|docker run --rm --network host \S+ wget) .*http:\/\/127\.0\.0\.1/
    : /^curl -i http/;

  describe('requests', () => {
    test('get their answer, go by the shown line too, and the engine is as it was', async (context) => {
      needEngine(context, engine);
      const box = on(engine, await sandbox());
      // What an earlier run that failed has left.
      await forget(engine, 'requests');
      const before = await snapshot(engine);
      const mine = ['--learner', 'requests'];
      const run = (...args: readonly string[]) => runCli(args, { ...box, timeout: 180_000 });
      const { stdout, stderr, exitCode } = await run('run', '--json', ...course, ...mine);
      expect(exitCode, stderr).toBe(0);
      const events = wireEvents(stdout);
      const commands = eventsOf(events, 'action.started').map((event) => event.shown ?? '');
      expect(commands.filter((line) => shown.test(line))).toHaveLength(1);
      const answer = eventsOf(events, 'check.judged').find(({ kind }) => kind === 'http');
      expect(answer).toMatchObject({ verdict: 'passed', reproduce: expect.stringMatching(shown) });
      const told = eventsOf(events, 'notice.given').some(({ notice }) => notice.includes('another machine'));
      expect(told).toBe(remote);
      // Time to the first answer: what a relay adds stays far below what a start takes that somebody notices.
      const first = eventsOf(events, 'figure.measured').find(({ figure }) => figure === 'first-ok-seconds');
      expect(first?.value).toBeLessThan(20);

      // By hand: the container of the lesson, then the very line.
      const port = /127\.0\.0\.1:(\d+)/.exec(answer?.reproduce ?? '')?.[1] ?? '';
      await docker(
        engine,
        'run',
        '-d',
        '--name',
        'by-hand',
        '-p',
        `127.0.0.1:${port}:8080`,
        'mini-quick_requests:quick',
      );
      try {
        await expect
          .poll(
            async () => {
              const hand = await exec('sh', ['-c', answer?.reproduce ?? 'false'], { env: box.env });
              return `${hand.stdout}${hand.stderr}`;
            },
            { timeout: 30_000, interval: 500 },
          )
          .toSatisfy((said: string) => /HTTP\/1\.[01] 200/.test(said) && /^hello$/m.test(said));
      } finally {
        await docker(engine, 'rm', '-fv', 'by-hand');
      }

      const cleaned = await run('clean', '--keep-bases', '--yes', ...course, ...mine);
      expect(cleaned.exitCode, cleaned.stderr).toBe(0);
      expect(await snapshot(engine)).toEqual(before);
    });

    test('a port that is taken where the engine is gets another, and its owner is named', async (context) => {
      needEngine(context, engine);
      const box = on(engine, await sandbox());
      const image = await baseImage(engine, 'alpine:3.22');
      // Another engine of this machine may have it already: then it is taken as well.
      const owner = await exec(
        'docker',
        ['run', '-d', '--name', 'owner-of-8080', '-p', '127.0.0.1:8080:8080', image, 'sleep', '600'],
        { env: engine.env },
      );
      onTestFinished(async () => {
        await exec('docker', ['rm', '-f', 'owner-of-8080'], { env: engine.env });
      });
      const args = ['--json', ...course, '--learner', 'taken'];
      const { stdout, stderr, exitCode } = await runCli(['run', ...args], { ...box, timeout: 180_000 });
      expect(exitCode, stderr).toBe(0);
      const events = wireEvents(stdout);
      const notices = eventsOf(events, 'notice.given').map(({ notice }) => notice);
      const taken = notices.find((notice) => notice.includes('8080'));
      expect(taken).toBeDefined();
      if (owner.exitCode === 0) expect(taken).toContain('owner-of-8080');
      const ran = eventsOf(events, 'action.started').map((event) => event.shown ?? '');
      expect(ran.some((line) => line.includes('-p 127.0.0.1::8080'))).toBe(true);
      await runCli(['clean', '--keep-bases', '--yes', ...args], { ...box, timeout: 60_000 });
    });
  });
}
