import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { say } from '../i18n/message.ts';
import { firstGoproxy } from './forms.ts';
import { hideLogin, isLoopback, networkInForce, registryName } from './network.ts';

describe('what is in force', () => {
  test('nothing set: direct', () => {
    expect(networkInForce(undefined, {})).toEqual({ profile: 'direct', from: 'default' });
    expect(networkInForce(undefined, { GO_DOCKER_LAB_MIRROR: ' ', HTTP_PROXY: 'http://p:1' })).toEqual({
      profile: 'direct',
      from: 'default',
    });
  });

  test('the registry of the environment stands above the file, which keeps the rest', () => {
    const env = { GO_DOCKER_LAB_MIRROR: ' https://m.example/library/ ' };
    expect(networkInForce({ profile: 'offline' }, env)).toEqual({
      profile: 'mirror',
      from: 'environment',
      registry: 'm.example/library',
    });
    expect(networkInForce({ profile: 'mirror', registry: 'other', apk: 'https://apk.example' }, env)).toEqual({
      profile: 'mirror',
      from: 'environment',
      registry: 'm.example/library',
      apk: 'https://apk.example',
    });
    expect(networkInForce({ profile: 'proxy', url: 'http://p:1' }, env)).toMatchObject({
      profile: 'proxy',
      registry: 'm.example/library',
    });
  });

  test('a proxy of the settings, else of the environment in either case of the names', () => {
    const env = { http_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1', no_proxy: 'a,b' };
    expect(networkInForce({ profile: 'proxy' }, env).proxy).toEqual({
      HTTP_PROXY: 'http://low:1',
      HTTPS_PROXY: 'http://up:1',
      NO_PROXY: 'a,b',
    });
    expect(networkInForce({ profile: 'proxy', url: 'http://own:1', except: 'c' }, env).proxy).toEqual({
      HTTP_PROXY: 'http://own:1',
      HTTPS_PROXY: 'http://own:1',
      NO_PROXY: 'c',
    });
    expect(networkInForce({ profile: 'proxy' }, { HTTP_PROXY: '' }).proxy).toEqual({});
  });
});

describe('the environment is judged as the file is, and never repeated', () => {
  const refused = (profile: 'direct' | 'mirror' | 'proxy' | 'offline', env: Record<string, string>): string => {
    try {
      networkInForce({ profile }, env);
    } catch (error) {
      if (!(error instanceof UserError) || !error.next) throw error;
      return `${say('en', error.what)} ${say('zh', error.what)} ${say('en', error.next)}`;
    }
    throw new Error('it should have been refused');
  };

  test.each(['ann:secret@reg.invalid', '--help', 'm.example/a b', 'm.example\nx', 'm.example\u001b[31m', 'm:99999'])(
    'the mirror %j',
    (value) => {
      for (const profile of ['direct', 'mirror', 'proxy', 'offline'] as const) {
        const told = refused(profile, { GO_DOCKER_LAB_MIRROR: value });
        expect(told).toMatch(
          /^GO_DOCKER_LAB_MIRROR in the environment cannot be used\. Expected: HOST, .* unset it\.$/,
        );
        expect(told).not.toContain(value);
      }
    },
  );

  test.each([
    [{ HTTP_PROXY: 'http://ann:sec ret@p.invalid:3128' }, 'HTTP_PROXY'],
    [{ https_proxy: 'http://ann:sec\nret@p.invalid:3128' }, 'HTTPS_PROXY'],
    [{ HTTP_PROXY: 'http://ann:secret@p.invalid\u001b[31m' }, 'HTTP_PROXY'],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: 'secret\nb' }, 'NO_PROXY'],
  ])('a proxy %j', (env, name) => {
    const told = refused('proxy', env as Record<string, string>);
    expect(told).toMatch(new RegExp(`^${name} in the environment cannot be used`));
    expect(told).not.toMatch(/sec|ret@/);
    expect(networkInForce({ profile: 'direct' }, env as Record<string, string>).profile).toBe('direct');
  });
});

test('a registry is taken however it was written', () => {
  expect(registryName(undefined)).toBeUndefined();
  expect(registryName('')).toBeUndefined();
  expect(registryName(' https://m.example/library/ ')).toBe('m.example/library');
});

test.each([
  ['http://ann:secret@p.example:3128', 'http://***@p.example:3128'],
  ['http://ann:se@cr/et@p.example:3128/', 'http://***@p.example:3128/'],
  ['ann:secret@p.example:3128', '***@p.example:3128'],
  ['http://p.example:3128', 'http://p.example:3128'],
  ['http://ann:sec ret@p.example:3128', 'http://***@p.example:3128'],
  ['http://ann:sec\nret@p.example:3128', 'http://***@p.example:3128'],
  ['http://p.example:3128\u001b[31m', 'http://p.example:3128[31m'],
])('no login is shown: %s', (url, shown) => {
  expect(hideLogin(url)).toBe(shown);
});

test('what is this machine itself', () => {
  for (const url of ['http://127.0.0.1:1', 'localhost:5000/x', 'http://a:b@localhost', 'http://[::1]:1'])
    expect(isLoopback(url), url).toBe(true);
  for (const url of ['http://10.0.0.1', 'localhost.example', 'https://m.example/127.0.0.1'])
    expect(isLoopback(url), url).toBe(false);
});

test('the first place of a GOPROXY', () => {
  expect(firstGoproxy('https://a.example/,https://b.example,direct')).toBe('https://a.example');
  expect(firstGoproxy('https://a.example|direct')).toBe('https://a.example');
  expect(firstGoproxy('direct')).toBeUndefined();
  expect(firstGoproxy('file:///modules')).toBeUndefined();
});
