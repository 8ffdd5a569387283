import { afterEach, describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { callOwnCommands } from '../i18n/own-commands.ts';
import { labelKeys } from '../runtime/world.ts';
import { emptyProgress } from '../session/progress.ts';
import type { App } from './app.ts';
import { callingWith } from './own-command.ts';
import { runCourse } from './run.ts';

afterEach(() => callOwnCommands(() => 'go-docker-lab'));

/** As compose does it: commands in sentences begin as this run was called. */
const called = ({ shell, flags }: App): void => callOwnCommands(callingWith(['go-docker-lab'], shell, flags));

describe('run', () => {
  it('says how to go on when it broke, as the same learner in the same place', async () => {
    const flags = { learner: 'ann', workspace: 'ws', context: 'room', lang: 'zh' } as const;
    const one = fakeApp({ course: twoLabs, flags });
    called(one.app);
    expect(await runCourse(one.app, ['one/base'], {})).toBe(3);
    expect(one.said()).toContain(
      '：go-docker-lab --workspace ws --learner ann --context room --lang zh run one/base\n',
    );
  });

  it.each([
    [[], 'run --from one/base'],
    [['one/base', 'one/read', 'two'], 'run one/base two'],
    [['one', 'two/read'], 'run one two/read --from one/base'],
    [['two'], 'run two --from two/base'],
  ] as const)('says how to do what is left of %j, and no more', async (targets, command) => {
    const one = fakeApp({ course: twoLabs });
    called(one.app);
    expect(await runCourse(one.app, targets, {})).toBe(3);
    expect(one.said()).toContain(`: go-docker-lab ${command}\n`);
  });

  it.each(['ann', undefined])('does not say a name again that another session uses: %s', async (learner) => {
    const name = learner === undefined ? 'mini-web' : `mini_${learner}-web`;
    const fake = fakeWorld(miniCourse, { foreignContainer: name });
    const there = fake.containers.get(name);
    if (!there) throw new Error('no container');
    const { owner, role, course, session, process } = labelKeys;
    const labels = { [owner]: 'go-docker-lab', [role]: 'container', [course]: 'mini', [session]: 's0' };
    fake.containers.set(name, {
      ...there,
      labels: { ...labels, [labelKeys.learner]: learner ?? 'default', [process]: '1.1@elsewhere' },
    });
    const flags = learner === undefined ? {} : { learner };
    const one = fakeApp({ course: miniCourse, engine: fake.world.engine, flags });
    called(one.app);
    expect(await runCourse(one.app, [], {})).toBe(3);
    expect(one.said()).toMatch(/go on with: go-docker-lab run --from one\/build --learner NAME\n/);
  });

  it('leaves the learner’s progress as it is, but for what was measured', async () => {
    const { world } = fakeWorld(miniCourse);
    const passed = { outcome: 'failed', at: '2026-01-01T00:00:00.000Z', seconds: 1, checks: [] } as const;
    const progress = {
      ...emptyProgress('mini'),
      position: { lab: 'one', step: 'hello' },
      steps: { 'one/run': passed },
    };
    const one = fakeApp({ course: miniCourse, engine: world.engine, progress });
    expect(await runCourse(one.app, ['one/build'], {})).toBe(0);
    const { figures, images, ...standing } = one.progress();
    const { figures: _, images: __, ...before } = progress;
    expect(standing).toEqual(before);
    expect(Object.keys(figures)).not.toEqual([]);
  });

  it('ends with a table of what it measured, and of nothing that was measured before', async () => {
    const { world } = fakeWorld(miniCourse);
    const at = '2026-01-01T00:00:00.000Z';
    const old = (image: string, figure: 'size' | 'memory', value: number) => ({ image, figure, value, at });
    const figures = {
      'web/memory': old('web', 'memory', 98_700_000),
      'old/size': old('old', 'size', 123_400_000),
    };
    const progress = { ...emptyProgress('mini'), figures };
    const one = fakeApp({ course: miniCourse, engine: world.engine, progress });
    expect(await runCourse(one.app, ['one/build'], {})).toBe(0);
    expect(one.said()).toMatch(/^web +\d/m);
    expect(one.said()).not.toMatch(/98\.7 MB|123 MB/);
    expect(one.progress().figures).toMatchObject(figures);

    const broken = fakeApp({ course: miniCourse, progress });
    expect(await runCourse(broken.app, ['one/build'], {})).toBe(3);
    expect(broken.said()).not.toContain('MB');
  });
});
