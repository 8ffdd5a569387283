import { afterEach, expect, it, vi } from 'vitest';
import { composeApp } from './compose.ts';
import { msg, say } from './i18n/message.ts';
import { callOwnCommands } from './i18n/own-commands.ts';
import type { MachineFacts } from './machine.ts';
import { shellVariable } from './shell/detect.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  callOwnCommands(() => 'go-docker-lab');
});

const machine: MachineFacts = {
  lang: 'en',
  version: '0.0.0',
  program: ['npx', 'go-docker-lab'],
  interrupted: new AbortController().signal,
  lostOutput: () => undefined,
  stop: () => undefined,
  deafTo: () => undefined,
};

it('writes commands for the shell of the learner, and for programs always in the same way', () => {
  vi.stubEnv(shellVariable, 'powershell');
  const app = (json: boolean) => composeApp(machine, { yes: false, json, plain: false, color: false });
  expect(app(false).shell).toBe('powershell');
  expect(app(true).shell).toBe('posix');
});

it('knows a workspace on a drive of Windows', () => {
  vi.stubEnv('WSL_DISTRO_NAME', 'Debian');
  const app = (workspace: string) =>
    composeApp(machine, { yes: false, json: false, plain: false, color: false, workspace });
  const linux = process.platform === 'linux';
  expect(app('/mnt/c/demo').onWindowsDrive).toBe(linux);
  expect(app('/home/u/demo').onWindowsDrive).toBe(false);
});

it('names commands of ours as this run was called, quoted for the learner’s shell or for programs', () => {
  vi.stubEnv(shellVariable, 'powershell');
  const told = (json: boolean): string => {
    composeApp(machine, { yes: false, json, plain: false, color: false, learner: 'ann', course: "ann's" });
    return say('en', msg('doctor.bases.missing.next'));
  };
  expect(told(false)).toBe("Get them: npx go-docker-lab --course 'ann''s' doctor --fix");
  expect(told(true)).toBe(String.raw`Get them: npx go-docker-lab --course 'ann'\''s' doctor --fix`);
});
