import { expect, test } from 'vitest';
import { createExamination } from './examination.ts';
import { down, type FakeSettings, fakeMachine } from './testing/fake-machine.ts';

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
