import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../../src/adapters/docker/engine.ts';
import { createProcess } from '../../../src/adapters/process.ts';
import type { BuildRung } from '../../../src/ports/engine.ts';
import { runCli } from '../../helpers/cli.ts';
import { forget, needEngine, snapshot, type TestEngine } from '../../helpers/engines.ts';
import { miniCourse } from '../../helpers/paths.ts';
import { sandbox } from '../../helpers/sandbox.ts';
import { failures, lastOf, wireEvents } from '../../helpers/wire.ts';
import { byDroppingSsh } from './dropping-ssh.ts';

const learner = 'builder';
/** As many as buildx opens before the build itself, by 0.13 and 0.29. */
const first = 9;

/** Whichever of buildx's first connections is dropped, the build is done, by the engine's own builder. */
export function builderSuite(engine: TestEngine): void {
  describe('a build whose connection is dropped', () => {
    test('is done all the same, and leaves no builder', { timeout: first * 60_000 }, async (context) => {
      needEngine(context, engine);
      if (!(await rungOf(engine)).startsWith('buildx')) context.skip('only buildx would take a builder of its own');
      await forget(engine, learner);
      const before = await snapshot(engine);
      for (let number = 1; number <= first; number += 1) {
        const box = await byDroppingSsh(engine, await sandbox(), { word: 'build', dropped: [number] });
        const args = ['run', '01-first/build', '--course', miniCourse('quick'), '--learner', learner, '--json'];
        const { stdout, stderr, exitCode } = await runCli(args, { ...box, timeout: 60_000 });
        const events = wireEvents(stdout);
        expect([failures(events), stderr, exitCode], `connection ${number}`).toEqual([[], '', 0]);
        expect(lastOf(events, 'course.finished')).toMatchObject({ passed: 1, failed: 0 });
        expect(await box.connections(), `connection ${number}`).toBeGreaterThan(number);
        await forget(engine, learner);
        expect(await snapshot(engine), `connection ${number}`).toEqual(before);
      }
    });
  });
}

/** How it builds. */
async function rungOf(engine: TestEngine): Promise<BuildRung> {
  const env = { ...process.env, ...engine.env };
  const { platform } = process;
  const runner = createProcess({ env, platform });
  return (await connectEngine({ process: runner, env, platform, temporary: tmpdir() })).info.rung;
}
