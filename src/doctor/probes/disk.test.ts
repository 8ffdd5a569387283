import { expect, test } from 'vitest';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { debian, type FakeSettings, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { disk } from './disk.ts';

const roomy = { '/state': 50e9, '/home/ann/demo': 50e9, '/var/lib/docker': 50e9 };
const local: FakeSettings = { docker: { info: '/var/lib/docker\n' }, files: { ...debian, '/var/lib/docker': '' } };
const finding = async (settings: FakeSettings) => told((await look(disk, fakeMachine({ ...local, ...settings })))[0]);

test('enough everywhere: the tightest place is named', async () => {
  expect(await finding({ free: { ...roomy, '/var/lib/docker': 6e9 } })).toEqual({
    id: 'disk',
    status: 'ok',
    found: '6 GB at /var/lib/docker',
  });
});

test('little is a warning, too little is missing, each with the next move', async () => {
  expect(await finding({ free: { ...roomy, '/var/lib/docker': 3e9 } })).toMatchObject({
    status: 'warning',
    found: 'Only 3 GB of disk are free at /var/lib/docker.',
    next: expect.stringContaining('go-docker-lab clean'),
  });
  expect(await finding({ free: { ...roomy, '/state': 1e9 } })).toMatchObject({ status: 'warning' });
  expect(await finding({ free: { ...roomy, '/var/lib/docker': 0.5e9 } })).toMatchObject({ status: 'missing' });
  expect(await finding({ free: { ...roomy, '/home/ann/demo': 1e6 } })).toMatchObject({
    status: 'missing',
    found: expect.stringContaining('1 MB'),
  });
});

test('the folder of an engine elsewhere says nothing about this disk', async () => {
  const free = { ...roomy, '/var/lib/docker': 1 };
  expect((await finding({ free, platform: 'darwin' }))?.status).toBe('ok');
  expect((await finding({ free, info: { endpoint: 'tcp://10.0.0.1:2375' } }))?.status).toBe('ok');
  expect((await finding({ free, files: debian }))?.status).toBe('ok');
  expect((await finding({ free, docker: { info: { exitCode: 1 } } }))?.status).toBe('ok');
});

test('a system that does not tell is no obstacle', async () => {
  expect(await finding({})).toMatchObject({ status: 'warning', found: 'this system does not tell.' });
  const machine = fakeMachine();
  const denied = () => Promise.reject(new MachineError({ what: msg('files.denied', { path: '/state' }) }));
  const [told] = await look(disk, { ...machine, files: { ...machine.files, free: denied } });
  expect(told?.status).toBe('warning');
});
