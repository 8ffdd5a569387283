import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startCli } from '../helpers/cli.ts';
import { replaceIn } from '../helpers/course-copy.ts';
import { defaultEngine, forget, labelled, needEngine, on } from '../helpers/engines.ts';
import { root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, lastOf, wireEvents } from '../helpers/wire.ts';

const minutes = 60_000;

interface Mutation {
  readonly name: string;
  /** Whose names are on the images; short, since it is part of them. */
  readonly learner: string;
  readonly lab: string;
  /** The file of the checkout that is changed, and its name in the workspace. */
  readonly source: string;
  readonly file: string;
  readonly edit: readonly [from: string, to: string];
  /** The checks that must fail, and no others. */
  readonly fails: readonly string[];
}

// What a learner can get wrong in the file of an editing step is in proofs.test.ts; here, what it does to the rest of a lab.
const mutations: readonly Mutation[] = [
  {
    name: '/hello says something else',
    learner: 'mut-hello',
    lab: '01-bad',
    source: 'go-app/handlers.go',
    file: 'handlers.go',
    edit: ['Built with multi-stage build.', 'Built with multistage build.'],
    fails: ['01-bad/answers hello-body', '01-bad/compile hello-body'],
  },
];

describe('a mistake in the learner’s files fails in its own check and nowhere else', () => {
  afterAll(async () => {
    for (const { learner } of mutations) await forget(defaultEngine, learner);
  });

  test.for(mutations)(
    '$name',
    { timeout: 5 * minutes },
    async ({ learner, lab, source, file, edit, fails }, context) => {
      needEngine(context, defaultEngine);
      const box = on(defaultEngine, await sandbox());
      const workspace = join(box.cwd, 'mine');
      await mkdir(workspace);
      await cp(join(root, source), join(workspace, file));
      await replaceIn(join(workspace, file), ...edit);
      const args = ['run', lab, '--json', '--learner', learner, '--workspace', workspace];
      const { stdout, exitCode } = await startCli(args, { ...box, timeout: 5 * minutes }).done;
      const events = wireEvents(stdout);
      expect(failures(events)).toEqual(fails);
      const finished = lastOf(events, 'course.finished');
      expect(finished.failed).toBe(fails.length);
      expect(finished.passed).toBeGreaterThan(0);
      expect(exitCode).toBe(1);

      // The learner is told what was expected, what came, and how to see it by hand; a file of the app that
      // they changed is named, one that is there to be changed is not.
      const named = eventsOf(events, 'notice.given').some(({ notice }) => notice.includes(file));
      expect(named).toBe(source.startsWith('go-app/'));
      const failed = eventsOf(events, 'check.judged').find(({ verdict }) => verdict === 'failed');
      expect(failed?.expected).toBeTruthy();
      expect(failed?.actual).toBeTruthy();
      expect(failed?.actual).not.toBe(failed?.expected);
      expect(failed?.hint ?? failed?.reproduce).toBeTruthy();
      // What builds on the failed step is not judged, and says on what it builds.
      for (const skipped of eventsOf(events, 'check.judged').filter(({ verdict }) => verdict === 'skipped')) {
        expect(skipped.actual).toMatch(/builds on step|not looked at yet/);
      }
      expect(await labelled(defaultEngine, `go-docker-lab.learner=${learner}`)).toEqual([]);
    },
  );
});
