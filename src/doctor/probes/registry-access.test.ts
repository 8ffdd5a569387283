import { expect, test } from 'vitest';
import { down, type FakeSettings, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { registryAccess } from './registry-access.ts';

const finding = async (settings: FakeSettings) => told((await look(registryAccess, fakeMachine(settings)))[0]);
const env = { GO_DOCKER_LAB_MIRROR: '127.0.0.1:5000/library' };

test('reachable, directly or by the mirror', async () => {
  expect(await finding({ docker: { search: 'golang' } })).toMatchObject({ status: 'ok', found: 'Docker Hub answers.' });
  expect(await finding({ env, web: { 'http://127.0.0.1:5000/v2/': 200 } })).toMatchObject({
    status: 'ok',
    found: '127.0.0.1:5000/library answers.',
  });
});

test('unreachable is only ever a warning, with the words behind it', async () => {
  const machine = fakeMachine({ env });
  const [told] = await look(registryAccess, machine);
  expect(told).toMatchObject({
    status: 'warning',
    raw: 'connection refused; connection refused\ndial tcp: no such host',
  });
  expect((await finding({ env }))?.found).toBe('no registry answers at 127.0.0.1:5000/library, Docker Hub.');
  expect((await finding({ env }))?.next).not.toContain('can be named');
  expect((await finding({}))?.next).toContain('A mirror can be named');
});

test('without an engine it is not tried', async () => {
  expect(await finding({ down })).toMatchObject({ status: 'warning', found: 'not tried: no engine answers.' });
});

test('a course without base images needs none', () => {
  expect(registryAccess.applies(fakeMachine({ bases: [] }))).toBe(false);
});
