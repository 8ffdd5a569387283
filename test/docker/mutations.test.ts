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
  /** The one check that must fail. */
  readonly fails: string;
}

const mutations: readonly Mutation[] = [
  {
    name: '/hello says something else',
    learner: 'mut-hello',
    lab: '01-bad',
    source: 'go-app/handlers.go',
    file: 'handlers.go',
    edit: ['Built with multi-stage build.', 'Built with multistage build.'],
    fails: '01-bad/answers hello-body',
  },
  {
    name: 'the user is left root',
    learner: 'mut-user',
    lab: '04-final',
    source: 'labs/04-final/start/Dockerfile.final',
    file: 'Dockerfile.final',
    edit: ['USER 10001:10001\n', ''],
    fails: '04-final/user runs-as-user',
  },
  {
    name: 'the health check is removed',
    learner: 'mut-health',
    lab: '04-final',
    source: 'labs/04-final/start/Dockerfile.final',
    file: 'Dockerfile.final',
    edit: [
      'HEALTHCHECK --interval=2s --timeout=2s --start-period=10s --retries=2 \\\n    CMD ["/app/server", "healthcheck"]\n',
      '',
    ],
    fails: '04-final/starting health-starting',
  },
  {
    name: 'CGO is left on',
    learner: 'mut-cgo',
    lab: '03-pro',
    source: 'labs/03-pro/start/Dockerfile.static',
    file: 'Dockerfile.static',
    edit: ['CGO_ENABLED=0 go build', 'go build'],
    fails: '03-pro/static static-binary',
  },
  {
    name: 'zoneinfo is not copied',
    learner: 'mut-zone',
    lab: '03-pro',
    source: 'labs/03-pro/start/Dockerfile.pro-tz',
    file: 'Dockerfile.pro-tz',
    edit: ['COPY --from=builder /usr/share/zoneinfo /usr/share/zoneinfo\n', ''],
    fails: '03-pro/zone time-zone',
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
      expect(failures(events)).toEqual([fails]);
      const finished = lastOf(events, 'course.finished');
      expect(finished.failed).toBe(1);
      expect(finished.passed).toBeGreaterThan(0);
      expect(exitCode).toBe(1);

      // The learner is told that the file is theirs, what was expected, what came, and how to see it by hand.
      expect(eventsOf(events, 'notice.given').some(({ notice }) => notice.includes(file))).toBe(true);
      const failed = eventsOf(events, 'check.judged').find(({ verdict }) => verdict === 'failed');
      expect(failed?.expected).toBeTruthy();
      expect(failed?.actual).toBeTruthy();
      expect(failed?.actual).not.toBe(failed?.expected);
      expect(failed?.hint ?? failed?.reproduce).toBeTruthy();
      // What builds on the failed step is not judged, and says on what it builds.
      for (const skipped of eventsOf(events, 'check.judged').filter(({ verdict }) => verdict === 'skipped')) {
        expect(skipped.actual).toMatch(/builds on step/);
      }
      expect(await labelled(defaultEngine, `go-docker-lab.learner=${learner}`)).toEqual([]);
    },
  );
});
