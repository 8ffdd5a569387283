import { describe, expect, test } from 'vitest';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { debian, down, type FakeSettings, fakeMachine, look, told } from '../testing/fake-machine.ts';
import { engine } from './engine.ts';

const finding = async (settings: FakeSettings) => told((await look(engine, fakeMachine(settings)))[0]);
const installed = { ...debian, '/usr/sbin/dockerd': '' };
const endpoint = (host: string) => ({ 'docker context inspect': `there\t${host}\n` });

describe('an engine that answers', () => {
  test('is named with its endpoint and context', async () => {
    expect(await finding({})).toEqual({
      id: 'engine',
      status: 'ok',
      found: 'answers at unix:///var/run/docker.sock (context default)',
    });
    expect((await finding({ info: { podman: true } }))?.found).toContain('Podman');
  });

  test('but has died since it was first asked', async () => {
    const stderr = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.';
    expect(await finding({ docker: { version: { exitCode: 1, stderr } }, files: installed })).toMatchObject({
      status: 'missing',
      fix: 'start-engine',
    });
  });
});

describe('an engine that does not answer', () => {
  const sentence = 'Docker is not running (context default). Nothing answers at unix:///var/run/docker.sock.';

  test('is started where it is installed', async () => {
    expect(await finding({ down, files: installed })).toMatchObject({
      status: 'missing',
      found: sentence,
      fix: 'start-engine',
      commands: ['sh /pkg/scripts/start-engine.sh /state'],
    });
  });

  test('is installed where there is only the docker command', async () => {
    expect(await finding({ down })).toMatchObject({ found: sentence, fix: 'install-engine' });
  });

  test('on another machine is not ours to start', async () => {
    const host = 'tcp://10.0.0.1:2375';
    const refused = diagnose('Cannot connect to the Docker daemon', { endpoint: host });
    if (!refused) throw new Error('it should be known');
    const told = await finding({ down: new MachineError(refused), files: installed, commands: endpoint(host) });
    expect(told).toMatchObject({
      status: 'missing',
      found: `No Docker engine answers at ${host} (set by DOCKER_HOST): nothing there takes the connection.`,
    });
    expect(told).not.toHaveProperty('fix');
    expect(told?.next).not.toContain('Start Docker Desktop');
    const late = await finding({ late: true, env: { DOCKER_HOST: host } });
    expect(late?.found).toContain(host);
  });

  test('behind a private socket is not ours to start', async () => {
    expect(
      await finding({ down, files: installed, commands: endpoint('unix:///run/user/1000/docker.sock') }),
    ).not.toHaveProperty('fix');
  });

  test.for([
    ['darwin', 'unix:///Users/me/.docker/run/docker.sock', 'open -a Docker'],
    ['win32', 'npipe:////./pipe/dockerDesktopLinuxEngine', 'Start menu'],
  ] as const)('on %s the way to start it is told', async ([platform, host, words]) => {
    const told = await finding({ platform, down, commands: endpoint(host) });
    expect(told?.next).toContain(words);
    expect(told).not.toHaveProperty('fix');
  });

  test('for another reason: the reason and its own next move, and nothing is started', async () => {
    const error = new MachineError({
      what: msg('diagnose.permission'),
      next: msg('diagnose.permission.next'),
      raw: 'denied',
    });
    const told = await finding({ down: error, files: installed });
    expect(told).toMatchObject({ status: 'missing', found: 'Your account may not talk to the Docker engine.' });
    expect(told?.next).toContain('docker group');
    expect(told).not.toHaveProperty('fix');
  });

  test('without the docker command nobody can ask', async () => {
    const commands = { 'docker --version': { exitCode: 127 } };
    expect(await finding({ down, commands })).toMatchObject({ status: 'missing', fix: 'install-engine' });
    expect(await finding({ down, commands, platform: 'darwin' })).toMatchObject({
      next: expect.stringContaining('brew install'),
    });
  });
});
