import { expect, test } from 'vitest';
import { msg } from '../../i18n/message.ts';
import { down, type FakeSettings, fakeEngine, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { ports } from './ports.ts';

const finding = async (settings: FakeSettings) => told((await look(ports, fakeMachine(settings)))[0]);

test('free', async () => {
  expect(await finding({})).toEqual({ id: 'ports', status: 'ok', found: 'free' });
});

test('taken by a container: it is named', async () => {
  expect(await finding({ published: { 8081: ['web'] } })).toMatchObject({
    status: 'warning',
    found: 'taken: 8081 (web)',
  });
});

test('taken by anything that listens, also without an engine', async () => {
  const web = {
    'http://127.0.0.1:8080/': 404,
    'http://127.0.0.1:8082/': 'the answer is not HTTP',
    'http://127.0.0.1:8083/': 'no answer within 3 s',
  };
  expect((await finding({ web, down }))?.found).toBe('taken: 8080, 8082, 8083');
});

test('what this machine has is no matter of an engine elsewhere', async () => {
  const web = { 'http://127.0.0.1:8080/': 200 };
  const remote = { name: 'me@far', dial: () => Promise.reject(new Error('nothing is dialled')) };
  expect(await finding({ web, remote })).toMatchObject({
    status: 'ok',
    found: 'no container on me@far publishes them',
  });
  expect((await finding({ web, remote, published: { 8081: ['web'] } }))?.found).toBe('taken: 8081 (web)');
});

test('an engine that cannot be asked for owners does not hide the port', async () => {
  const engine = { ...fakeEngine(), publishers: () => Promise.reject(down) };
  const machine = { ...fakeMachine({ web: { 'http://127.0.0.1:8080/': 200 } }), connect: async () => engine };
  expect((await look(ports, machine))[0]).toMatchObject({ found: msg('doctor.ports.taken', { ports: '8080' }) });
  // Elsewhere nobody else can be asked.
  const remote = { name: 'me@far', dial: () => Promise.reject(new Error('nothing is dialled')) };
  const far = { ...machine, connect: async () => ({ ...engine, remote }) };
  expect((await look(ports, far))[0]).toMatchObject({ status: 'warning', found: down.what, next: down.next });
});

test('of an engine elsewhere that does not answer nothing is known', async () => {
  const commands = { 'docker context inspect': 'default\tssh://me@far\n' };
  expect(await finding({ down, commands, web: { 'http://127.0.0.1:8080/': 200 } })).toMatchObject({
    status: 'warning',
    found: 'not looked at: no engine answers, and this machine’s own ports are not its ports.',
  });
});
