import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { stepRun } from '../../test/helpers/step-run.ts';
import { say } from '../i18n/message.ts';
import type { OwnedThing } from '../ports/engine.ts';
import { runDocker } from './docker-action.ts';
import { labelKeys, ownerValue } from './world.ts';

type Labels = Readonly<Record<string, string>>;

const { owner, role, course, learner, session, process } = labelKeys;
const madeFor = (name: string): Labels => ({
  [owner]: ownerValue,
  [role]: 'container',
  [course]: 'mini',
  [learner]: name,
  [session]: 's0',
});

/** A run beside a container, an image and a network that have the lesson's names and these labels. */
function beside(labels: Labels, guided = false) {
  const fake = fakeWorld(miniCourse, { foreignContainer: 'mini-web', foreignImage: 'mini:web' });
  const [container, image] = [fake.containers.get('mini-web'), fake.images.get('mini:web')];
  if (!container || !image) throw new Error('the fake world has them');
  fake.containers.set('mini-web', { ...container, labels });
  fake.images.set('mini:web', { ...image, labels });
  const network: OwnedThing = { kind: 'network', id: 'n1', names: ['mini-net'], labels };
  const { engine } = fake.world;
  const run = stepRun({ world: { ...fake.world, engine: { ...engine, owned: async () => [network] } }, guided });
  const docker = async (words: readonly string[]): Promise<unknown> => {
    const error = await runDocker(run, { docker: [...words], fails: false }, 0).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error;
  };
  return { ran: () => fake.ran.filter(([verb]) => verb !== 'version').map(([verb]) => verb), docker };
}

const commands: readonly (readonly [string, readonly string[]])[] = [
  ['container', ['rm', '-f', 'mini-other', 'mini-web']],
  ['container', ['stop', 'mini-web']],
  ['container', ['run', '-d', '--name', 'mini-web', 'mini:web']],
  ['image', ['rmi', '-f', 'mini:web']],
  ['image', ['build', '-t', 'mini:web', '.']],
  ['network', ['network', 'rm', 'mini-net']],
];

describe('what is another learner’s', () => {
  it.each(commands)(
    '%s: `%s` is refused, whose it is said, and nobody is told how to remove it',
    async (kind, words) => {
      for (const guided of [false, true]) {
        const { docker, ran } = beside(madeFor('ann'), guided);
        const error = (await docker(words)) as { what: Parameters<typeof say>[1]; next: Parameters<typeof say>[1] };
        expect(error).toMatchObject({ exitCode: 3, what: { id: 'run.others', params: { kind, learner: 'ann' } } });
        for (const lang of ['en', 'zh'] as const) {
          expect(say(lang, error.what)).toContain('ann');
          expect(say(lang, error.next)).not.toMatch(/docker|rm/);
        }
        expect(ran()).toEqual([]);
      }
    },
  );

  it.each(commands)('%s: `%s` goes on where it is one’s own', async (_, words) => {
    expect(await beside({ ...madeFor('default'), [labelKeys.image]: 'mini:web' }).docker(words)).toBeUndefined();
  });

  it('says so where it is of somebody without a name', async () => {
    const text = say('en', {
      id: 'run.others',
      params: { kind: 'container', name: 'x', learner: 'default' },
    });
    expect(text).toBe('The container x belongs to a learner who works without a name.');
  });
});

describe('removing', () => {
  const remove = ['rm', '-f', 'mini-web'];

  it('takes what the learner made by hand only where there is one', async () => {
    const byHand = beside({}, true);
    expect(await byHand.docker(remove)).toBeUndefined();
    expect(byHand.ran()).toEqual(['rm']);
    const unattended = beside({});
    expect(await unattended.docker(remove)).toMatchObject({ what: { id: 'run.name-taken' } });
    expect(unattended.ran()).toEqual([]);
  });

  it('leaves to another session of the same name what is its own', async () => {
    const { docker, ran } = beside({ ...madeFor('default'), [process]: '1.1@elsewhere' });
    expect(await docker(remove)).toMatchObject({ what: { id: 'session.shared' } });
    expect(ran()).toEqual([]);
  });
});
