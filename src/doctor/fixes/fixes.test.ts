import { describe, expect, test } from 'vitest';
import { say } from '../../i18n/message.ts';
import { createExamination } from '../examination.ts';
import { debian, type FakeSettings, fakeMachine } from '../testing/fake-machine.ts';
import { type Advice, adviseBuildx, adviseInstall } from './install-engine.ts';
import { adviseStart } from './start-engine.ts';

type Adviser = typeof adviseInstall;

async function advised(adviser: Adviser, settings: FakeSettings) {
  const { next, fix }: Advice = await adviser(createExamination(fakeMachine(settings)));
  return { next: say('en', next), fix: fix?.id, commands: fix?.commands };
}

const sudo = { root: false, commands: { 'sudo -n true': '' } };
const linux = (release: string) => ({ files: { '/etc/os-release': release } });

describe('installing', () => {
  const install = (settings: FakeSettings = {}) => advised(adviseInstall, settings);

  test('Debian as root', async () => {
    expect(await install()).toMatchObject({
      fix: 'install-engine',
      commands: ['sh /pkg/scripts/install-engine.sh', 'sh /pkg/scripts/start-engine.sh /state'],
    });
  });

  test('Debian with sudo that asks for nothing', async () => {
    expect((await install(sudo)).commands).toEqual([
      'sudo -n sh /pkg/scripts/install-engine.sh',
      'sudo -n sh /pkg/scripts/start-engine.sh /state',
    ]);
  });

  test('Debian without rights: the command to type', async () => {
    const { fix, next } = await install({ root: false, scripts: '/my files/scripts' });
    expect(fix).toBeUndefined();
    expect(next).toBe(
      "This needs root, and sudo asks for your password. Run it yourself: sudo sh '/my files/scripts/install-engine.sh' && sudo sh '/my files/scripts/start-engine.sh' /state",
    );
  });

  test('below Windows there are two ways', async () => {
    const { fix, next } = await install({ files: { ...debian, '/proc/version': 'Linux microsoft-standard-WSL2' } });
    expect(fix).toBe('install-engine');
    expect(next).toContain('WSL integration');
  });

  test.for([
    [{ platform: 'darwin' }, 'brew install --cask docker-desktop'],
    [{ platform: 'win32' }, 'winget install -e --id Docker.DockerDesktop'],
    [linux('ID=fedora'), 'Run dnf install moby-engine docker-cli docker-buildx && systemctl enable --now docker'],
    [{ ...linux('ID=arch'), root: false }, 'sudo pacman -S docker docker-buildx && sudo systemctl enable --now docker'],
    [linux('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"'), 'zypper install docker docker-buildx'],
    [linux('ID=alpine'), 'apk add docker docker-cli-buildx'],
    [linux('ID=nixos'), 'package manager of this system'],
  ] as const)('%o: exact instructions, and no fix', async ([settings, words]) => {
    const { fix, next } = await install(settings);
    expect(fix).toBeUndefined();
    expect(next).toContain(words);
  });
});

describe('starting', () => {
  const start = (settings: FakeSettings) =>
    advised(adviseStart, { ...settings, files: { ...debian, '/usr/sbin/dockerd': '', ...settings.files } });
  const systemd = { '/run/systemd/system': '' };

  test('by systemd where it runs', async () => {
    expect(await start({ files: systemd })).toMatchObject({
      fix: 'start-engine',
      commands: ['systemctl start docker'],
    });
    expect((await start({ ...sudo, files: systemd })).commands).toEqual(['sudo -n systemctl start docker']);
    expect((await start({ root: false, files: systemd })).next).toContain(
      'Run it yourself: sudo systemctl start docker',
    );
  });

  test('detached, with its log in our state folder, elsewhere', async () => {
    expect((await start({})).commands).toEqual(['sh /pkg/scripts/start-engine.sh /state']);
    expect((await start({ root: false })).next).toContain('sudo sh /pkg/scripts/start-engine.sh /state');
  });

  test('what is not installed is installed', async () => {
    expect((await advised(adviseStart, {})).fix).toBe('install-engine');
  });

  test('on other systems it is told how', async () => {
    expect((await start({ platform: 'darwin' })).next).toContain('colima start');
    expect((await start({ platform: 'win32' })).next).toContain('Docker Desktop');
  });
});

test('the build plugin alone', async () => {
  expect(await advised(adviseBuildx, sudo)).toMatchObject({
    commands: ['sudo -n sh /pkg/scripts/install-engine.sh --buildx'],
  });
  expect(await advised(adviseBuildx, linux('ID=fedora'))).toMatchObject({
    fix: undefined,
    next: expect.stringContaining('docker-buildx'),
  });
});
