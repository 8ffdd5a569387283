import { describe, expect, test } from 'vitest';
import type { Probe } from '../probe.ts';
import { down, type FakeSettings, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { architecture } from './architecture.ts';
import { builder } from './builder.ts';
import { engineVersion } from './engine-version.ts';
import { imageStore } from './image-store.ts';

const finding = async (probe: Probe, settings: FakeSettings = {}) =>
  told((await look(probe, fakeMachine(settings)))[0]);

test('without an engine there is nothing to tell about it', async () => {
  for (const probe of [engineVersion, builder, imageStore])
    expect(await look(probe, fakeMachine({ down }))).toEqual([]);
});

test('engine version', async () => {
  expect(await finding(engineVersion)).toEqual({
    id: 'engine-version',
    status: 'ok',
    found: '26.1.5 (docker command 28.2.2)',
  });
});

test('image store', async () => {
  expect((await finding(imageStore))?.found).toContain('classic');
  expect(await finding(imageStore, { info: { imageStore: 'containerd' } })).toMatchObject({
    status: 'ok',
    found: expect.stringContaining('containerd'),
  });
});

describe('builder', () => {
  test.for([
    ['buildx-rawjson', 'ok', 'buildx 0.13.1 with BuildKit'],
    ['buildx-plain', 'ok', 'older than 0.13'],
    ['buildkit-env', 'ok', 'no buildx plugin'],
    ['legacy', 'warning', 'cache mounts do not work'],
  ] as const)('%s is %s', async ([rung, status, words]) => {
    expect(await finding(builder, { info: { rung } })).toMatchObject({ status, found: expect.stringContaining(words) });
  });

  test('the plugin is offered where it can be installed', async () => {
    const info = { rung: 'legacy' } as const;
    expect(await finding(builder, { info })).toMatchObject({
      fix: 'install-buildx',
      commands: ['sh /pkg/scripts/install-engine.sh --buildx'],
    });
    expect((await finding(builder, { info, root: false }))?.next).toContain(
      'sudo sh /pkg/scripts/install-engine.sh --buildx',
    );
    expect((await finding(builder, { info, platform: 'darwin' }))?.next).toContain('docker-buildx');
  });

  test('Podman builds in its own way', async () => {
    const told = await finding(builder, { info: { rung: 'legacy', podman: true } });
    expect(told).toMatchObject({ status: 'warning', found: expect.stringContaining('Podman') });
    expect(told).not.toHaveProperty('fix');
  });
});

test.for([
  ['amd64', 'x64', 'ok', 'linux/amd64'],
  ['arm64', 'arm64', 'ok', 'linux/arm64'],
  ['amd64', 'arm64', 'ok', 'linux/amd64 in the engine, arm64 in this terminal'],
  ['loong64', 'loong64', 'warning', 'linux/loong64: there may be no base images for it.'],
] as const)('architecture %s seen from %s is %s', async ([engine, arch, status, found]) => {
  expect(await finding(architecture, { arch, info: { architecture: engine } })).toMatchObject({ status, found });
});

test('without an engine the architecture is that of this machine', async () => {
  expect((await finding(architecture, { down }))?.found).toBe('linux/amd64');
});
