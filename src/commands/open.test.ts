import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { fakeApp } from '../../test/helpers/fake-app.ts';
import { miniCourse } from '../../test/helpers/fake-world.ts';
import { openWorkshop } from './open.ts';

it('begins nothing more once the learner has left', async () => {
  const { app } = fakeApp({ course: miniCourse });
  const stdin = new PassThrough();
  let waiting: AbortSignal | undefined;
  const opened = openWorkshop({
    ...app,
    terminal: { ...app.terminal, answers: true, stdin: stdin as unknown as NodeJS.ReadStream },
    clock: {
      ...app.clock,
      wait: (milliseconds, signal) => {
        waiting ??= signal;
        return app.clock.wait(milliseconds, signal);
      },
    },
  });
  stdin.end();
  await opened;
  expect(app.interrupted.aborted).toBe(false);
  expect(waiting?.aborted).toBe(true);
});
