import { expect, test } from 'vitest';
import { type FakeSettings, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { baseImages } from './base-images.ts';
import { network } from './network.ts';
import { registryAccess } from './registry-access.ts';

const finding = async (settings: FakeSettings) => told((await look(network, fakeMachine(settings)))[0]);

test('what is in force, without logins', async () => {
  expect(await finding({})).toEqual({ id: 'network', status: 'ok', found: 'direct' });
  expect(
    await finding({ network: { profile: 'mirror', registry: 'm.example', goproxy: 'https://g.example' } }),
  ).toMatchObject({ status: 'ok', found: 'mirror: m.example, https://g.example' });
  expect(await finding({ network: { profile: 'proxy' }, env: { HTTP_PROXY: 'http://ann:pw@p:1' } })).toMatchObject({
    status: 'ok',
    found: 'proxy for builds: http://***@p:1',
  });
  expect(await finding({ network: { profile: 'proxy' } })).toMatchObject({ status: 'warning' });
  expect(await finding({ network: { profile: 'mirror' } })).toMatchObject({ status: 'warning' });
});

test('offline nobody is asked, nothing is offered, and a kit is what helps', async () => {
  const machine = fakeMachine({ network: { profile: 'offline' }, docker: { search: 'golang' } });
  expect(told((await look(registryAccess, machine))[0])).toEqual({
    id: 'registry',
    status: 'ok',
    found: 'not tried: the network is set to offline.',
  });
  for (const one of await look(baseImages, machine)) {
    expect(one.status).toBe('missing');
    expect(told(one)?.next).toContain('go-docker-lab kit load FILE');
    expect(one).not.toHaveProperty('fix');
  }
});
