import { expect, test } from 'vitest';
import { say } from '../i18n/message.ts';
import type { Network } from './network.ts';
import { type Trial, tryNetwork } from './trial.ts';

/** URL → status, or status and body; everything else refuses the connection. */
type Web = Readonly<Record<string, number | readonly [number, string]>>;

async function tried(
  network: Partial<Network>,
  web: Web,
  bases = ['alpine:3.22', 'golang:1.26'],
): Promise<readonly Trial[]> {
  return tryNetwork(
    {
      bases,
      architecture: 'amd64',
      http: {
        send: async ({ url }) => {
          const answer = web[url];
          if (answer === undefined) return { answered: false, error: 'connection refused', url };
          const [status, body] = typeof answer === 'number' ? [answer, ''] : answer;
          return { answered: true, status, headers: {}, body, seconds: 0, url };
        },
      },
    },
    { profile: 'mirror', from: 'file', ...network },
  );
}

const words = ([trial]: readonly Trial[]) => trial && [trial.passed, say('en', trial.says)];

test('a registry has to hold the base images', async () => {
  const root = 'https://m.example/v2/';
  const alpine = `${root}library/alpine/manifests/3.22`;
  const golang = `${root}library/golang/manifests/1.26`;
  const registry = 'm.example/library';
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: 200, [golang]: 200 }))).toEqual([
    true,
    'answers, and has alpine:3.22, golang:1.26.',
  ]);
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: 200, [golang]: 404 }))).toEqual([
    false,
    'answers, but lacks golang:1.26.',
  ]);
  expect(words(await tried({ registry }, { [root]: 401, [alpine]: 401, [golang]: 401 }))).toEqual([
    true,
    'answers, and wants a login or hands out tokens. If pulls are refused: docker login m.example',
  ]);
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: 429, [golang]: 429 }))?.[0]).toBe(false);
  expect(words(await tried({ registry }, { [root]: 502 }))).toEqual([false, 'does not answer.']);
  expect(words(await tried({ registry }, {}))).toEqual([false, 'does not answer.']);
});

test('a registry on this machine is asked in plain HTTP first', async () => {
  const web = { 'http://127.0.0.1:5000/v2/': 200, 'http://127.0.0.1:5000/v2/alpine/manifests/3.22': 200 };
  expect(words(await tried({ registry: '127.0.0.1:5000' }, web, ['alpine:3.22']))?.[0]).toBe(true);
});

test('a GOPROXY has to list the versions of a module', async () => {
  const list = 'https://g.example/golang.org/x/text/@v/list';
  const goproxy = 'https://g.example,direct';
  expect(words(await tried({ goproxy }, { [list]: [200, 'v0.3.0\nv0.4.0\n'] }))).toEqual([true, 'answers.']);
  expect(words(await tried({ goproxy }, { [list]: [200, '<html>Welcome'] }))?.[0]).toBe(false);
  expect(words(await tried({ goproxy }, { [list]: 404 }))).toEqual([false, `answers, but does not have ${list}`]);
  expect(words(await tried({ goproxy }, {}))).toEqual([false, 'does not answer.']);
});

test('an apk mirror has to have the index of this release and CPU', async () => {
  const index = 'https://a.example/alpine/v3.22/main/x86_64/APKINDEX.tar.gz';
  expect(words(await tried({ apk: 'https://a.example/alpine' }, { [index]: [200, '\u001f'] }))?.[0]).toBe(true);
  expect(words(await tried({ apk: 'https://a.example/alpine' }, { [index]: 302 }))?.[0]).toBe(true);
  expect(words(await tried({ apk: 'https://a.example/other' }, { [index]: 200 }))?.[0]).toBe(false);
});

test('what builds cannot reach does not pass, though it may answer here', async () => {
  const goproxy = 'http://127.0.0.1:8081';
  const web = { [`${goproxy}/golang.org/x/text/@v/list`]: [200, 'v1.0.0'] } as const;
  expect(words(await tried({ goproxy }, web))?.[1]).toContain('the build’s own container');
  const proxy = { HTTP_PROXY: 'http://localhost:3128' };
  expect(words(await tried({ proxy }, { 'http://localhost:3128': 400 }))?.[0]).toBe(false);
});

test('a proxy has to answer; its login is neither sent nor shown', async () => {
  const proxy = { HTTP_PROXY: 'http://ann:pw@p.example:3128', HTTPS_PROXY: 'http://ann:pw@p.example:3128' };
  expect(await tried({ proxy }, { 'http://p.example:3128': 400 })).toMatchObject([
    { setting: 'proxy', value: 'http://***@p.example:3128', passed: true },
  ]);
  expect(await tried({ proxy }, {})).toMatchObject([{ passed: false, raw: 'connection refused' }]);
});
