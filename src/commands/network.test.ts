import { describe, expect, it } from 'vitest';
import { type FakeAppOptions, fakeApp } from '../../test/helpers/fake-app.ts';
import { courseOf } from '../../test/helpers/mini-course.ts';
import { fakeEngine } from '../doctor/testing/fake-machine.ts';
import { ExplainedError, MachineError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import type { App } from './app.ts';
import { setNetwork } from './network.ts';

const course = courseOf({
  'one/lab.yaml':
    'format: 1\ntitle: { en: L, zh: 课 }\nsummary: { en: s, zh: 甲 }\nminutes: 5\nsteps:\n  - id: read\n    kind: read\n',
});
const registry = 'm.example/library';
/** A registry that has the course's base image. */
const answering: App['http'] = {
  send: async ({ url }) =>
    /^https:\/\/m\.example\/v2\/(?:library\/golang\/manifests\/1\.26-alpine)?$/.test(url)
      ? {
          answered: true,
          status: 200,
          headers: {},
          body: /manifests/.test(url) ? '{"schemaVersion":2}' : '',
          seconds: 0,
          url,
        }
      : { answered: false, error: 'connection refused', url },
};

function start(options: Partial<FakeAppOptions> = {}) {
  const fake = fakeApp({ course, engine: fakeEngine({ search: 'alpine' }), ...options });
  const app: App = { ...fake.app, http: answering };
  const run = (words: readonly string[], flags: { goproxy?: string; apk?: string; force?: boolean } = {}) =>
    setNetwork(app, words, { force: false, ...flags });
  const refused = async (...args: Parameters<typeof run>): Promise<readonly [number, string]> => {
    const error: unknown = await run(...args).catch((reason: unknown) => reason);
    if (!(error instanceof ExplainedError)) throw new Error('it should have been refused');
    return [error.exitCode, say('en', error.what)];
  };
  return { app, run, refused, said: fake.said };
}

describe('network', () => {
  it('shows what is in force, and tries it', async () => {
    const { run, said } = start();
    expect(await run([])).toBe(0);
    expect(said()).toContain('✓ registry Docker Hub answers.');
    expect(said()).toContain('Nothing is set.');
  });

  it('ends with 3 when what is in force does not work', async () => {
    const { app, run, refused } = start();
    await run(['mirror', 'other.example'], { force: true });
    expect(await refused([])).toEqual([3, 'The registry other.example does not answer.']);
    expect(await app.networkFile.read()).toMatchObject({ registry: 'other.example' });
    const without = start({ engine: fakeEngine() });
    expect(await without.refused([])).toEqual([3, 'The public registry does not answer.']);
  });

  it('without an engine says that, and nothing about a registry that nobody asked', async () => {
    const { app, said } = start();
    const silent = new MachineError({ what: msg('diagnose.permission'), next: msg('diagnose.permission.next') });
    const bare: App = { ...app, connect: () => Promise.reject(silent) };
    await expect(setNetwork(bare, [], { force: false })).rejects.toBe(silent);
    expect(said()).toContain('not tried: no engine answers.');
  });

  it('a dead mirror of the environment is put right there', async () => {
    const { app, run, said } = start({ env: { GO_DOCKER_LAB_MIRROR: 'dead.example' } });
    await expect(run([])).rejects.toMatchObject({ exitCode: 3, next: { id: 'network.variable.next' } });
    expect(said()).toContain('mirror: the registry in GO_DOCKER_LAB_MIRROR is asked first.');
    // What is chosen is tried by itself, and the variable is told of.
    expect(await run(['direct'])).toBe(0);
    expect(await app.networkFile.read()).toEqual({ profile: 'direct' });
    expect(said()).toContain('GO_DOCKER_LAB_MIRROR, which stands above what is kept.');
    expect(await run(['mirror', registry])).toBe(0);
    const wrong = start({ env: { GO_DOCKER_LAB_MIRROR: 'm.example:99999' } });
    expect((await wrong.refused([]))[0]).toBe(2);
  });

  it('keeps what only this computer finds fault with, where the engine is elsewhere, and says so', async () => {
    const remote = { name: 'room', dial: () => Promise.reject(new Error('nobody dials')) };
    const has = async () => ({ outcome: 'has', raw: '' }) as const;
    const { app, run, said } = start({ engine: { ...fakeEngine(), remote, registryWord: has } });
    const settings = { goproxy: 'https://g.example', apk: 'https://a.example' };
    expect(await run(['mirror', '127.0.0.1:5000'], settings)).toBe(0);
    expect(await app.networkFile.read()).toMatchObject({ registry: '127.0.0.1:5000', ...settings });
    expect(said()).toContain('✓ registry 127.0.0.1:5000 answers, and has golang:1.26-alpine.\n');
    for (const one of ['GOPROXY https://g.example', 'apk mirror https://a.example'])
      expect(said()).toContain(
        `? ${one} does not answer. That was asked from this computer; on room, where the engine is, it may be otherwise.`,
      );
    expect(await run([])).toBe(0);
  });

  it('refuses a registry that answers here and not where it is pulled from', async () => {
    const silent = async () => ({ outcome: 'silent', raw: 'refused' }) as const;
    const { app, refused } = start({ engine: { ...fakeEngine(), registryWord: silent } });
    expect(await refused(['mirror', registry])).toEqual([
      3,
      `The registry ${registry} answers this computer, but not the engine. Nothing was changed.`,
    ]);
    expect(await app.networkFile.read()).toBeUndefined();
  });

  it('without an engine asks from here, and says so when it would be elsewhere', async () => {
    const { app, said } = start();
    const down = new MachineError({ what: msg('diagnose.permission') });
    const far: App = {
      ...app,
      connect: () => Promise.reject(down),
      engineAt: { chosen: () => 'far', remote: () => 'room' },
    };
    expect(await setNetwork(far, ['mirror', registry], { force: false })).toBe(0);
    expect(said()).toContain('asked from this computer, not from room, where the engine is.');
  });

  it('a proxy of the environment that is gone is told, with 3', async () => {
    const { app, refused, run, said } = start();
    await app.networkFile.write({ profile: 'proxy' });
    expect(await refused([])).toEqual([3, 'proxy for builds, but neither HTTP_PROXY nor HTTPS_PROXY is set.']);
    await app.networkFile.write({ profile: 'mirror' });
    expect(await run([])).toBe(0);
    expect(said()).toContain('mirror: none is named');
  });

  it('a registry that wants a login is kept when docker has one, or by force', async () => {
    const wants: App['http'] = {
      send: async ({ url }) => ({
        answered: true,
        status: 401,
        headers: { 'docker-distribution-api-version': 'registry/2.0' },
        body: '',
        seconds: 0,
        url,
      }),
    };
    const kept = async (engine: ReturnType<typeof fakeEngine>, force = false) => {
      const { app } = start({ engine });
      return setNetwork({ ...app, http: wants }, ['mirror', 'm.example'], { force });
    };
    await expect(kept(fakeEngine())).rejects.toMatchObject({
      exitCode: 3,
      next: { id: 'network.registry.login.next' },
    });
    expect(await kept(fakeEngine(), true)).toBe(0);
    expect(await kept(fakeEngine({ 'manifest inspect m.example/golang:1.26-alpine': '{}' }))).toBe(0);
  });

  it('says of a registry that has had too many downloads to wait, in a whole sentence', async () => {
    const limits: App['http'] = {
      send: async ({ url }) => ({ answered: true, status: 429, headers: {}, body: '', seconds: 0, url }),
    };
    for (const [words, env, rest] of [
      [['mirror', 'm.example'], {}, ' Nothing was changed.'],
      [[], { GO_DOCKER_LAB_MIRROR: 'm.example' }, ''],
    ] as const) {
      const { app } = start({ env });
      const error: unknown = await setNetwork({ ...app, http: limits }, words, { force: false }).catch((e) => e);
      if (!(error instanceof ExplainedError)) throw new Error('it should have been refused');
      expect(say('en', error.what)).toBe(
        `The registry m.example answers, but makes you wait: it has had too many downloads from your network (HTTP 429).${rest}`,
      );
      expect(error.next).toEqual({ id: 'network.limited.registry.next', params: { host: 'm.example' } });
    }
  });

  it('does not keep a mirror in whose place a login page of the network answers', async () => {
    const page: App['http'] = {
      send: async ({ url }) => ({ answered: true, status: 200, headers: {}, body: '<html>', seconds: 0, url }),
    };
    const { app } = start();
    await expect(setNetwork({ ...app, http: page }, ['mirror', 'm.example'], { force: false })).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'network.not-kept' },
      next: { id: 'network.foreign.next' },
    });
    expect(await app.networkFile.read()).toBeUndefined();
  });

  it('keeps what works, tidied, and nothing else', async () => {
    const { app, run, refused } = start();
    expect(await run(['mirror', `https://${registry}/`])).toBe(0);
    expect(await app.networkFile.read()).toEqual({ profile: 'mirror', registry });
    expect(await refused(['mirror', 'nobody.example'])).toEqual([
      3,
      'The registry nobody.example does not answer. Nothing was changed.',
    ]);
    expect(await app.networkFile.read()).toEqual({ profile: 'mirror', registry });
    expect(await run(['direct'])).toBe(0);
    expect(await app.networkFile.read()).toEqual({ profile: 'direct' });
  });

  const wrong: readonly (readonly [readonly string[], { goproxy?: string; apk?: string }])[] = [
    [['fast'], {}],
    [['direct', 'x'], {}],
    [['mirror', 'a', 'b'], {}],
    [['mirror'], {}],
    [['mirror', 'a b'], {}],
    [['mirror', 'a:99999'], {}],
    [['proxy', 'http://p.example:99999'], {}],
    [['proxy', 'http://ann:pw@p.example:1'], {}],
    [['proxy'], {}],
    [['offline'], { apk: 'https://a.example' }],
    [['mirror'], { goproxy: 'direct' }],
  ];

  it.each(wrong)('%j %j is wrong usage, and changes nothing', async (words, flags) => {
    const { app, refused } = start();
    const [exitCode, sentence] = await refused(words, flags);
    expect(exitCode).toBe(2);
    expect(sentence).not.toContain('pw');
    expect(await app.networkFile.read()).toBeUndefined();
  });

  it('takes a proxy from the environment, and never shows its login', async () => {
    const { app, run, said } = start({ env: { HTTP_PROXY: 'http://ann:secret@p.example:3128' } });
    expect(await run(['proxy'], { force: true })).toBe(0);
    expect(said()).toContain('proxy http://***@p.example:3128 does not answer.');
    expect(said()).not.toContain('secret');
    expect(await app.networkFile.read()).toEqual({ profile: 'proxy' });
  });

  it('says the same as JSON, and asks nobody when offline', async () => {
    const { app, run, said } = start({ flags: { json: true }, engine: fakeEngine({}, {}) });
    const silent: App = {
      ...app,
      connect: () => Promise.reject(new Error('nobody is asked')),
      http: { send: () => Promise.reject(new Error('nobody is asked')) },
    };
    expect(await setNetwork(silent, ['offline'], { force: false })).toBe(0);
    expect(JSON.parse(said())).toEqual({
      v: 1,
      type: 'network',
      profile: 'offline',
      from: 'file',
      path: '/state/network.yaml',
      kept: true,
      tests: [],
    });
    expect(await run([])).toBe(0);
  });
});
