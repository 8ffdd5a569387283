import { expect, test } from 'vitest';
import { say } from '../i18n/message.ts';
import type { RegistryWord } from '../ports/engine.ts';
import type { Network } from './network.ts';
import { type Trial, type TrialMachine, tryNetwork } from './trial.ts';

/** URL → status, or status and body; everything else refuses the connection. */
type Web = Readonly<Record<string, number | readonly [number, string, Record<string, string>?]>>;

async function tried(
  network: Partial<Network>,
  web: Web,
  bases = ['alpine:3.22', 'golang:1.26'],
  reads?: TrialMachine['reads'],
  more: Partial<TrialMachine> = {},
): Promise<readonly Trial[]> {
  return tryNetwork(
    {
      bases,
      architecture: 'amd64',
      ...(reads ? { reads } : {}),
      ...more,
      http: {
        send: async ({ url, via }) => {
          const answer = web[via ?? url];
          if (answer === undefined) return { answered: false, error: 'connection refused', url };
          const [status, body, headers = {}] = typeof answer === 'number' ? [answer, ''] : answer;
          return { answered: true, status, headers, body, seconds: 0, url };
        },
      },
    },
    { profile: 'mirror', from: 'file', ...network },
  );
}

/** What a registry says of an image. */
const manifest = [200, '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json"}'] as const;

const words = ([trial]: readonly Trial[]) => trial && [trial.passed, say('en', trial.says)];

test('a registry has to hold the base images', async () => {
  const root = 'https://m.example/v2/';
  const alpine = `${root}library/alpine/manifests/3.22`;
  const golang = `${root}library/golang/manifests/1.26`;
  const registry = 'm.example/library';
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: manifest, [golang]: manifest }))).toEqual([
    true,
    'answers, and has alpine:3.22, golang:1.26.',
  ]);
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: manifest, [golang]: 404 }))).toEqual([
    false,
    'answers, but lacks golang:1.26.',
  ]);
  const limits: readonly Web[] = [{ [root]: 200, [alpine]: 429, [golang]: 429 }, { [root]: 429 }];
  for (const web of limits) {
    const limited = await tried({ registry }, web);
    expect(words(limited)).toEqual([false, expect.stringMatching(/^answers, but makes you wait: /)]);
    expect(limited[0]?.next).toEqual({ id: 'network.limited.registry.next', params: { host: 'm.example' } });
  }
  expect(words(await tried({ registry }, { [root]: 503 }))).toEqual([false, 'answers with 503.']);
  expect(words(await tried({ registry }, { [root]: 200, [alpine]: manifest, [golang]: 500 }))).toEqual([
    false,
    'answers with 500.',
  ]);
  expect(words(await tried({ registry }, {}))).toEqual([false, 'does not answer.']);
  // What says its registry is not looked for here.
  const web = { [root]: 200, [alpine]: manifest };
  expect(words(await tried({ registry }, web, ['alpine:3.22', 'ghcr.io/x:1']))).toEqual([
    true,
    'answers, and has alpine:3.22.',
  ]);
  expect(words(await tried({ registry }, web, ['ghcr.io/x:1']))).toEqual([true, 'answers.']);
});

test('another server is no registry', async () => {
  const registry = 'm.example';
  const root = 'https://m.example/v2/';
  const headers = { 'docker-distribution-api-version': 'registry/2.0' };
  const said = async (answer: Web[string], image: Web[string] = manifest) =>
    words(await tried({ registry }, { [root]: answer, [`${root}alpine/manifests/3.22`]: image }, ['alpine:3.22']));
  for (const page of [404, 403, 401] as const)
    expect(await said(page)).toEqual([false, 'answers, but is no registry.']);
  for (const ours of [
    [200, '{}'],
    [200, '<odd>', headers],
  ] as const)
    expect((await said(ours))?.[0]).toBe(true);
  const digest = { 'docker-content-digest': `sha256:${'0a'.repeat(32)}` };
  for (const image of [
    [200, '{"schemaVersion":1}'],
    [200, '{}', digest],
  ] as const)
    expect((await said(200, image))?.[0]).toBe(true);
  for (const image of [
    200,
    204,
    [200, '{}'],
    [200, '[]'],
    [200, '<html>'],
    [200, '{"mediaType":"text/html"}'],
  ] as const)
    expect((await said(200, image))?.[0]).toBe(false);
});

test('a login page of the network that answers to everything passes for no mirror', async () => {
  const login = 'http://login.example/?go=1';
  const page = [200, '<!doctype html>\nv1.0.0\n', { 'content-type': 'text/html' }] as const;
  const packed = [
    200,
    Buffer.from('1f8b08', 'hex').toString('utf8'),
    { 'content-type': 'text/html', 'content-encoding': 'gzip' },
  ] as const;
  const redirect = [302, '', { location: login }] as const;
  const answers = [page, packed, 200, [200, 'v1'], [200, '{}'], redirect, 302, 511] as const;
  const settings = { registry: 'm.example', goproxy: 'https://g.example', apk: 'http://a.example/alpine' };
  for (const answer of answers) {
    const everything = new Proxy<Web>({}, { get: (_, url) => (url === login ? page : answer) });
    const trials = await tried(settings, everything);
    expect(trials).toHaveLength(3);
    for (const { passed, says, next } of trials)
      expect({ passed, says, next }, `${JSON.stringify(answer)}`).toEqual({
        passed: false,
        says: { id: 'network.foreign' },
        next: { id: 'network.foreign.next' },
      });
  }
});

test('a mirror may send on to another place, which has to have it', async () => {
  const list = 'https://g.example/golang.org/x/text/@v/list';
  const goproxy = 'https://g.example';
  const to = (location: string) => [307, '', { location }] as const;
  const at = 'https://g.example/cache/list';
  expect(words(await tried({ goproxy }, { [list]: to('/cache/list'), [at]: [200, 'v0.3.0\n'] }))?.[0]).toBe(true);
  expect(words(await tried({ goproxy }, { [list]: to(at), [at]: 404 }))?.[1]).toBe(
    `answers, but lacks a file that such a mirror has (${list}).`,
  );
  expect(words(await tried({ goproxy }, { [list]: to(at) }))?.[1]).toBe('does not answer.');
  for (const nowhere of [list, 'ftp://g.example/', 'http://['])
    expect(words(await tried({ goproxy }, { [list]: to(nowhere) }))?.[1]).toContain('not as such a mirror does');
});

test('where a login is wanted, docker reads the images with its own, or nobody does', async () => {
  const wants = [401, '', { 'www-authenticate': 'Basic realm="x"' }] as const;
  const web: Web = { 'https://m.example/v2/': wants, 'http://127.0.0.1:5/v2/': wants };
  const asked: string[] = [];
  const reads = (good: boolean) => async (image: string, plain: boolean) => {
    asked.push(`${image} ${plain}`);
    return good;
  };
  const bases = ['alpine:3.22'];
  expect(await tried({ registry: 'm.example' }, web, bases)).toMatchObject([{ passed: false, login: 'm.example' }]);
  const refused = await tried({ registry: 'm.example/x' }, web, bases, reads(false));
  expect(refused).toMatchObject([{ passed: false, login: 'm.example' }]);
  expect(words(refused)?.[1]).toBe('answers, and wants a login.');
  const taken = await tried({ registry: '127.0.0.1:5' }, web, bases, reads(true));
  expect(words(taken)).toEqual([true, 'answers, and has alpine:3.22.']);
  expect(asked).toEqual(['m.example/x/alpine:3.22 false', '127.0.0.1:5/alpine:3.22 true']);
});

test('a registry on this machine is asked in plain HTTP first', async () => {
  const web = { 'http://127.0.0.1:5000/v2/': 200, 'http://127.0.0.1:5000/v2/alpine/manifests/3.22': manifest };
  expect(words(await tried({ registry: '127.0.0.1:5000' }, web, ['alpine:3.22']))?.[0]).toBe(true);
});

test('a GOPROXY has to list the versions of a module', async () => {
  const list = 'https://g.example/golang.org/x/text/@v/list';
  const goproxy = 'https://g.example,direct';
  expect(words(await tried({ goproxy }, { [list]: [200, 'v0.3.0\nv0.4.0\n'] }))).toEqual([true, 'answers.']);
  const latest = 'https://g.example/golang.org/x/text/@latest';
  const info = [200, '{"Version":"v0.3.0","Time":"2022-01-01T00:00:00Z"}'] as const;
  expect(words(await tried({ goproxy }, { [list]: 200, [latest]: info }))?.[0]).toBe(true);
  expect(words(await tried({ goproxy }, { [list]: 200, [latest]: [200, '{"Version":1}'] }))?.[0]).toBe(false);
  expect(words(await tried({ goproxy }, { [list]: 404 }))).toEqual([
    false,
    `answers, but lacks a file that such a mirror has (${list}).`,
  ]);
  expect(await tried({ goproxy }, { [list]: 429 })).toMatchObject([
    { says: { id: 'network.limited' }, next: { id: 'network.limited.next' } },
  ]);
  expect(words(await tried({ goproxy }, {}))).toEqual([false, 'does not answer.']);
});

test('an apk mirror has to have the index of this release and CPU', async () => {
  const index = 'https://a.example/alpine/v3.22/main/x86_64/APKINDEX.tar.gz';
  // As the adapter reads it.
  const bytes = Buffer.from('1f8b0800', 'hex').toString('utf8');
  const gzip = [200, bytes, { 'content-type': 'application/octet-stream' }] as const;
  expect(words(await tried({ apk: 'https://a.example/alpine' }, { [index]: gzip }))?.[0]).toBe(true);
  expect(words(await tried({ apk: 'https://a.example/other' }, { [index]: gzip }))?.[0]).toBe(false);
  expect(words(await tried({ apk: 'https://a.example/alpine' }, { [index]: 404 }))?.[1]).toContain(index);
});

test('what builds cannot reach does not pass, though it may answer here', async () => {
  const goproxy = 'http://127.0.0.1:8081';
  const web = { [`${goproxy}/golang.org/x/text/@v/list`]: [200, 'v1.0.0'] } as const;
  expect(words(await tried({ goproxy }, web))?.[1]).toContain('the build’s own container');
  const proxy = { HTTP_PROXY: 'http://localhost:3128' };
  expect(words(await tried({ proxy }, { 'http://localhost:3128': 400 }))?.[0]).toBe(false);
});

test('a proxy has to answer a request through it; its login is not shown', async () => {
  const url = 'http://ann:pw@p.example:3128';
  const proxy = { HTTP_PROXY: url, HTTPS_PROXY: url };
  expect(await tried({ proxy }, { [url]: 503 })).toMatchObject([
    { setting: 'proxy', value: 'http://***@p.example:3128', passed: true },
  ]);
  expect(await tried({ proxy }, {})).toMatchObject([{ passed: false, raw: 'connection refused' }]);
  expect(words(await tried({ proxy }, { [url]: 407 }))).toEqual([
    false,
    'answers, but wants another name and password.',
  ]);
});

test('what is no proxy does not pass as one', async () => {
  const url = 'http://p.example:3128';
  const said = async (...answer: readonly [number, string?, Record<string, string>?]) => {
    const [status, body = '', headers = {}] = answer;
    return words(await tried({ proxy: { HTTP_PROXY: url } }, { [url]: [status, body, headers] }));
  };
  const noPage = [false, expect.stringMatching(/^has a page of a host that does not exist: /)];
  expect(await said(200, '<h1>Welcome to nginx!</h1>')).toEqual(noPage);
  expect(await said(302, '', { location: 'http://hotel.example/login' })).toEqual(noPage);
  expect(await said(301, '', { location: 'https://go-docker-lab.invalid/' })).toEqual(noPage);
  expect(await said(511)).toEqual(noPage);
  expect(await said(404, 'no such page')).toEqual([false, 'answers with 404, as a web server does, and no proxy.']);
  expect((await said(400, 'The plain HTTP request was sent to HTTPS port'))?.[0]).toBe(false);
  // As Squid, Privoxy and a proxy that forbids what it does not know say it.
  expect(await said(503, 'ERR_DNS_FAIL')).toEqual([true, 'answers.']);
  expect(await said(404, 'No such domain: go-docker-lab.invalid')).toEqual([true, 'answers.']);
  expect(await said(404, 'Not found', { via: '1.1 proxy' })).toEqual([true, 'answers.']);
  expect(await said(403, 'This host is not on the list.')).toEqual([true, 'answers.']);
});

const told =
  (outcome: RegistryWord['outcome'], more: Partial<RegistryWord> = {}) =>
  async (): Promise<RegistryWord> => ({ outcome, raw: 'its words', ...more });

test('the engine is asked, as it is the one that pulls: what answers here counts for nothing', async () => {
  const registry = '127.0.0.1:5055';
  const here: Web = { [`http://${registry}/v2/`]: 200, [`http://${registry}/v2/alpine/manifests/3.22`]: manifest };
  const asked = (byEngine: TrialMachine['byEngine'], web: Web = here, remote: string | undefined = 'room') =>
    tried({ registry }, web, ['alpine:3.22'], undefined, {
      ...(byEngine ? { byEngine } : {}),
      ...(remote === '' ? {} : { remote }),
    });
  expect(await asked(told('silent'))).toMatchObject([{ passed: false, raw: 'its words' }]);
  expect(words(await asked(told('silent')))).toEqual([false, 'does not answer the engine on room.']);
  expect(words(await asked(told('silent'), {}, ''))).toEqual([false, 'does not answer.']);
  expect(await asked(told('silent'), here, '')).toMatchObject([
    { passed: false, says: { id: 'network.silent.own' }, next: { id: 'network.silent.own.next' }, raw: 'its words' },
  ]);
  expect(words(await asked(told('has'), {}))).toEqual([true, 'answers, and has alpine:3.22.']);
  for (const [outcome, more, sentence] of [
    ['lacks', {}, 'answers, but lacks alpine:3.22.'],
    ['broken', { status: 502 }, 'answers with 502.'],
    ['plain', {}, 'speaks plain HTTP, which Docker only allows on 127.0.0.1.'],
    ['untrusted', {}, 'has a certificate that the engine does not trust.'],
    ['failed', {}, 'gives the engine nothing.'],
  ] as const)
    expect(words(await asked(told(outcome, more)))).toEqual([false, sentence]);
  expect(await asked(told('login'))).toMatchObject([{ passed: false, login: registry }]);
  expect(await asked(told('limited'))).toMatchObject([{ next: { id: 'network.limited.registry.next' } }]);
  const names: string[] = [];
  await asked(async (name) => {
    names.push(name);
    return { outcome: 'has', raw: '' };
  });
  expect(names).toEqual([`${registry}/alpine:3.22`]);
});

test('on this machine more is said of who answers, and docker’s logins help', async () => {
  const registry = 'm.example';
  const asked = (word: RegistryWord['outcome'], web: Web, reads?: TrialMachine['reads']) =>
    tried({ registry }, web, ['alpine:3.22'], reads, { byEngine: told(word) });
  const root = 'https://m.example/v2/';
  const good: Web = { [root]: 200, [`${root}alpine/manifests/3.22`]: manifest };
  expect(words(await asked('foreign', { [root]: 404 }))?.[1]).toBe('answers, but is no registry.');
  expect(words(await asked('failed', {}))?.[1]).toBe('gives the engine nothing.');
  expect(words(await asked('failed', good))?.[0]).toBe(false);
  const wants = [401, '', { 'www-authenticate': 'Basic realm="x"' }] as const;
  expect(words(await asked('login', { [root]: wants }, async () => true))?.[0]).toBe(true);
  expect(words(await asked('login', { [root]: wants }, async () => false))?.[0]).toBe(false);
});

test('what only this computer was asked says so, and what only it finds fault with is left open', async () => {
  const list = 'https://g.example/golang.org/x/text/@v/list';
  const settings = { registry: 'm.example', goproxy: 'https://g.example' };
  const asked = (web: Web) =>
    tried(settings, web, ['alpine:3.22'], undefined, { remote: 'room', byEngine: async () => undefined });
  const root = 'https://m.example/v2/';
  const good: Web = {
    [root]: 200,
    [`${root}alpine/manifests/3.22`]: manifest,
    [list]: [200, 'v1.0.0'],
  };
  for (const trial of await asked(good)) {
    expect(trial).toMatchObject({ passed: true });
    expect(say('en', trial.says)).toMatch(
      /\. That was asked from this computer, not from room, where the engine is\.$/,
    );
    expect(say('zh', trial.says)).toMatch(/。这是从本机询问的，不是从引擎所在的 room。$/);
  }
  for (const trial of await asked({})) {
    expect(trial).toMatchObject({ passed: false, unsure: true });
    expect(say('en', trial.says)).toContain(' on room, where the engine is, it may be otherwise.');
  }
  const wrong = await asked({ ...good, [list]: 404, [`${root}alpine/manifests/3.22`]: 404 });
  for (const trial of wrong) expect(trial.unsure).toBe(true);
  const loopback = await tried({ goproxy: 'http://127.0.0.1:1' }, {}, [], undefined, { remote: 'room' });
  expect(loopback).toMatchObject([{ passed: false, says: { id: 'network.loopback' } }]);
});
