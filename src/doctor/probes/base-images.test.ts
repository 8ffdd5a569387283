import { describe, expect, test } from 'vitest';
import { down, type FakeSettings, fakeMachine, having, look, told } from '../testing/fake-machine.ts';
import { baseImages } from './base-images.ts';

const findings = async (settings: FakeSettings) => (await look(baseImages, fakeMachine(settings))).map(told);
const search = { search: 'golang' };
const mirror = '127.0.0.1:5000/library';
const reachableMirror = { env: { GO_DOCKER_LAB_MIRROR: mirror }, web: { 'http://127.0.0.1:5000/v2/': 200 } };

test('present, from a mirror, a stand-in', async () => {
  const docker = having('golang:1.26', `${mirror}/alpine:3.22`, 'go-docker-lab/base/golang:1.26-alpine');
  const bases = ['golang:1.26', 'alpine:3.22', 'golang:1.26-alpine'];
  expect(await findings({ ...reachableMirror, docker, bases })).toEqual([
    { id: 'base:golang:1.26', status: 'ok', found: 'present' },
    { id: 'base:alpine:3.22', status: 'ok', found: `present, as ${mirror}/alpine:3.22` },
    {
      id: 'base:golang:1.26-alpine',
      status: 'warning',
      found: 'a local stand-in is used (go-docker-lab/base/golang:1.26-alpine). Sizes differ from the official image.',
      next: 'Good enough for every lab. For the official one, where a registry answers: docker pull golang:1.26-alpine',
    },
  ]);
});

test('nothing is looked up, and nothing offered, while no engine answers', async () => {
  const all = await findings({ down });
  expect(all.map((finding) => finding?.status)).toEqual(['missing', 'missing']);
  for (const finding of all) expect(finding).not.toHaveProperty('fix');
});

describe('missing', () => {
  test('with a registry: pulled, and made here should that fail', async () => {
    const [golang, alpine] = await findings({ docker: search });
    expect(golang).toMatchObject({
      status: 'missing',
      found: 'Base image golang:1.26 is not on this engine.',
      fix: 'base-images',
      commands: [
        'docker pull golang:1.26 || sh /pkg/scripts/make-base.sh /state/base-images golang:1.26',
        'docker pull alpine:3.22 || sh /pkg/scripts/make-base.sh /state/base-images alpine:3.22',
      ],
    });
    expect(alpine).toMatchObject({ fix: 'base-images', commands: golang?.commands });
  });

  test('the mirror is tried first and keeps its own name', async () => {
    const [finding] = await findings({ ...reachableMirror, docker: search, bases: ['alpine:3.22'], files: {} });
    expect(finding?.commands).toEqual([`docker pull ${mirror}/alpine:3.22 || docker pull alpine:3.22`]);
  });

  test('without a registry on Debian: stand-ins, all in one go, through the right context', async () => {
    const [finding] = await findings({ context: 'lab' });
    expect(finding).toMatchObject({
      fix: 'base-images',
      commands: [
        "env DOCKER='docker --context lab' sh /pkg/scripts/make-base.sh /state/base-images golang:1.26 alpine:3.22",
      ],
    });
    expect(finding?.next).toContain('No registry answers');
  });

  test('only what is missing is got', async () => {
    const all = await findings({ docker: having('golang:1.26') });
    expect(all[0]).toMatchObject({ status: 'ok' });
    expect(all[1]?.commands).toEqual(['sh /pkg/scripts/make-base.sh /state/base-images alpine:3.22']);
  });

  test('there is no stand-in for an image of another course', async () => {
    const [other, alpine] = await findings({ bases: ['nginx:1', 'alpine:3.22'] });
    expect(other).not.toHaveProperty('fix');
    expect(other?.next).toContain('docker pull nginx:1');
    expect(alpine?.commands).toEqual(['sh /pkg/scripts/make-base.sh /state/base-images alpine:3.22']);
    expect((await findings({ bases: ['nginx:1'], docker: search }))[0]?.commands).toEqual(['docker pull nginx:1']);
  });

  test.for(['darwin', 'win32', 'linux'] as const)(
    'without a registry and without Debian (%s): advice',
    async (platform) => {
      const [finding] = await findings({ platform, files: { '/etc/os-release': 'ID=fedora\n' } });
      expect(finding).not.toHaveProperty('fix');
      expect(finding?.next).toContain('go-docker-lab network mirror HOST/PATH');
    },
  );
});
