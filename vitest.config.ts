import { defineConfig } from 'vitest/config';

const minutes = (count: number): number => count * 60_000;

/**
 * The commands that a test without an engine starts find none, on a machine that has one too: what passes
 * beside a running engine must pass before there is any.
 */
const withoutEngine = { GDL_TEST_NO_ENGINE: '1' };

/** What runs where: `unit` needs nothing, `cli` and `pty` the bundle, `package` npm, `docker` engines, `engines` one named engine. */
export default defineConfig({
  test: {
    reporters: ['./test/helpers/reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.docker.test.*'],
        },
      },
      {
        test: {
          name: 'cli',
          env: withoutEngine,
          include: ['test/cli/**/*.test.ts'],
          testTimeout: minutes(0.5),
          hookTimeout: minutes(0.5),
        },
      },
      {
        test: {
          name: 'pty',
          env: withoutEngine,
          include: ['test/pty/**/*.test.ts'],
          testTimeout: minutes(0.5),
          hookTimeout: minutes(0.5),
        },
      },
      {
        test: {
          name: 'docs',
          env: withoutEngine,
          include: ['test/docs/**/*.test.ts'],
          testTimeout: minutes(1),
          hookTimeout: minutes(1),
        },
      },
      {
        test: {
          name: 'build',
          env: withoutEngine,
          include: ['scripts/**/*.test.ts'],
          testTimeout: minutes(1),
          hookTimeout: minutes(1),
        },
      },
      {
        test: {
          name: 'package',
          env: withoutEngine,
          include: ['test/package/**/*.test.ts'],
          testTimeout: minutes(2),
          hookTimeout: minutes(2),
        },
      },
      {
        // One file at a time: what runs beside a timed check, or in the same build cache, would blur it.
        test: {
          name: 'docker',
          include: ['test/docker/**/*.test.ts', 'src/**/*.docker.test.ts'],
          testTimeout: minutes(5),
          hookTimeout: minutes(5),
          fileParallelism: false,
        },
      },
      {
        // The same tests for every kind of engine; `npm run nightly` names the engine (GDL_TEST_ENGINE).
        test: {
          name: 'engines',
          include: ['test/engines/**/*.test.ts'],
          testTimeout: minutes(5),
          hookTimeout: minutes(5),
          fileParallelism: false,
        },
      },
      {
        // What is too heavy for CI; `npm run nightly` runs it.
        test: {
          name: 'nightly',
          include: ['test/nightly/**/*.test.ts'],
          testTimeout: minutes(60),
          hookTimeout: minutes(60),
          fileParallelism: false,
        },
      },
    ],
  },
});
