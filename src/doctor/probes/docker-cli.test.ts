import { expect, test } from 'vitest';
import { fakeMachine, look, told } from '../testing/fake-machine.ts';
import { dockerCli } from './docker-cli.ts';

test('present, of either kind', async () => {
  expect(told((await look(dockerCli, fakeMachine()))[0])).toEqual({
    id: 'docker-cli',
    status: 'ok',
    found: 'version 28.2.2',
  });
  const podman = fakeMachine({ commands: { 'docker --version': 'podman version 4.3.1\n' } });
  expect(told((await look(dockerCli, podman))[0])?.found).toBe("Podman's own command, version 4.3.1");
});

test('absent: what brings it is offered', async () => {
  const [finding] = await look(dockerCli, fakeMachine({ commands: { 'docker --version': { exitCode: 127 } } }));
  expect(told(finding)).toMatchObject({
    status: 'missing',
    found: "The program docker is not on this machine's PATH.",
    fix: 'install-engine',
  });
});

test('there, but it does not start: its own words explain it, and nothing is installed over it', async () => {
  const stderr = "The command 'docker' could not be found in this WSL 2 distro.";
  const [wsl] = await look(dockerCli, fakeMachine({ commands: { 'docker --version': { exitCode: 1, stderr } } }));
  expect(told(wsl)).toMatchObject({
    status: 'missing',
    found: 'Docker Desktop is not connected to this WSL distribution.',
  });
  expect(wsl).toMatchObject({ raw: stderr });
  expect(wsl?.fix).toBeUndefined();
  const [strange] = await look(
    dockerCli,
    fakeMachine({ commands: { 'docker --version': { exitCode: 126, stderr: 'Exec format' } } }),
  );
  expect(told(strange)).toMatchObject({ status: 'missing', found: 'The docker command is there but does not start.' });
});

test('a release that refuses its version for the sake of a context is there', async () => {
  const stderr = 'unable to resolve docker endpoint: context "no-such" does not exist';
  const machine = fakeMachine({ commands: { 'docker --version': { exitCode: 1, stderr } } });
  expect(told((await look(dockerCli, machine))[0])).toMatchObject({ status: 'ok' });
});
