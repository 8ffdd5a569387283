import { expect, test } from 'vitest';
import { say } from '../i18n/message.ts';
import type { RegistryWord } from '../ports/engine.ts';
import { createExamination } from './examination.ts';
import { adviseBases } from './fixes/base-images.ts';
import { registryAccess } from './probes/registry-access.ts';
import { down, type FakeSettings, fakeMachine, look } from './testing/fake-machine.ts';

const ask = (settings: FakeSettings) => createExamination(fakeMachine(settings)).registries();
const mirrored = { GO_DOCKER_LAB_MIRROR: 'm.example:5000/library' };

test('the engine asks the public registry', async () => {
  expect(await ask({ docker: { search: 'golang' } })).toEqual({
    asked: true,
    offline: false,
    hub: { name: 'Docker Hub', reachable: true, raw: '' },
  });
  expect(await ask({})).toMatchObject({ hub: { reachable: false, raw: 'dial tcp: no such host' } });
});

test('a mirror in the configuration of the engine is as good as the public registry', async () => {
  const info = 'https://a.example/\nhttps://b.example/\n';
  expect(await ask({ docker: { info }, web: { 'https://b.example/v2/': 401 } })).toMatchObject({
    hub: { name: 'https://b.example/', reachable: true },
  });
  expect(await ask({ docker: { info }, web: { 'https://b.example/v2/': 502 } })).toMatchObject({
    hub: { reachable: false },
  });
});

test("the user's mirror is asked directly, even without an engine", async () => {
  const answers = await ask({ env: mirrored, web: { 'https://m.example:5000/v2/': 200 }, down });
  expect(answers).toMatchObject({
    asked: false,
    mirror: { name: 'm.example:5000/library', reachable: true },
    hub: { reachable: false },
  });
  expect(await ask({ env: mirrored, web: { 'http://m.example:5000/v2/': 200 } })).toMatchObject({
    mirror: { reachable: true },
  });
  expect(await ask({ env: mirrored, web: { 'https://m.example:5000/v2/': 503 } })).toMatchObject({
    mirror: { reachable: false, raw: 'HTTP 503; connection refused' },
  });
});

test('a login page of the network is no registry, neither in the mirror’s place nor in the engine’s', async () => {
  const page = [200, '<html>'] as const;
  const web = { 'https://m.example:5000/v2/': page, 'http://m.example:5000/v2/': page, 'https://b.example/v2/': page };
  expect(await ask({ env: mirrored, web, docker: { info: 'https://b.example' } })).toMatchObject({
    mirror: { reachable: false, raw: 'HTTP 200, but not from a registry; HTTP 200, but not from a registry' },
    hub: { reachable: false },
  });
});

test('the engine is asked of a mirror, as it is the one that pulls, and downloads nothing for it', async () => {
  const here = { 'https://m.example:5000/v2/': 200 };
  const asked: string[] = [];
  const answers = (outcome: RegistryWord['outcome']) =>
    ask({
      env: mirrored,
      web: here,
      told: (name) => {
        asked.push(name);
        return { outcome, raw: 'its words' };
      },
    });
  expect(await answers('silent')).toMatchObject({ mirror: { reachable: false, raw: 'its words' } });
  for (const outcome of ['foreign', 'broken', 'plain', 'untrusted', 'failed'] as const)
    expect(await answers(outcome)).toMatchObject({ mirror: { reachable: false } });
  for (const outcome of ['has', 'lacks', 'login', 'limited'] as const)
    expect(await answers(outcome)).toMatchObject({ mirror: { reachable: true } });
  expect(new Set(asked)).toEqual(new Set([`m.example:5000/library/golang@sha256:${'0'.repeat(64)}`]));
});

test('the engine’s own mirrors are asked by it', async () => {
  const told = (outcome: RegistryWord['outcome']) => (name: string) =>
    ({ outcome: name === `golang@sha256:${'0'.repeat(64)}` ? outcome : 'failed', raw: '' }) as const;
  const docker = { info: 'https://b.example/' };
  for (const base of ['golang:1.26', 'golang:1.26@sha256:aa', 'golang@sha256:aa'])
    expect(await ask({ docker, bases: [base], told: told('lacks') })).toMatchObject({
      hub: { name: 'https://b.example/', reachable: true },
    });
  expect(await ask({ docker, told: told('silent'), web: { 'https://b.example/v2/': 200 } })).toMatchObject({
    hub: { name: 'Docker Hub', reachable: false },
  });
});

test('a mirror that was asked from here of an engine elsewhere says so, and is tried all the same', async () => {
  const remote = { name: 'room', dial: () => Promise.reject(new Error('nobody dials')) };
  expect(await ask({ env: mirrored, remote })).toMatchObject({ mirror: { reachable: false, notFrom: 'room' } });
  const lacking = fakeMachine({ env: mirrored, remote });
  const advice = await adviseBases(createExamination(lacking), ['x:1']);
  expect(JSON.stringify([...advice.values()])).toContain('docker pull m.example:5000/library/x:1');
  const elsewhere = await adviseBases(createExamination(lacking), ['ghcr.io/x:1']);
  expect(JSON.stringify(elsewhere.get('ghcr.io/x:1'))).toMatch(/"[^"]*docker pull ghcr\.io\/x:1[^"]*"/);
  expect(JSON.stringify([...elsewhere.values()])).not.toContain('m.example');
  const [finding] = await look(registryAccess, lacking);
  expect(finding && say('en', finding.found)).toMatch(
    /answers at .*\. That was asked from this computer, not from room/,
  );
});
