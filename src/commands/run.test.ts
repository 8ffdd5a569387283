import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { runCourse } from './run.ts';

describe('run', () => {
  it('says how to go on when it broke, as the same learner in the same place', async () => {
    const flags = { learner: 'ann', workspace: 'ws', context: 'room', lang: 'zh' } as const;
    const one = fakeApp({ course: twoLabs, flags });
    expect(await runCourse(one.app, ['one/base'], {})).toBe(3);
    expect(one.said()).toContain(
      '：go-docker-lab run --from one/base --workspace ws --learner ann --context room --lang zh\n',
    );
  });
});
