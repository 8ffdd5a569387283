import { expect, test } from 'vitest';
import { proxyForBuilds } from './proxy.ts';

const local = 'unix:///var/run/docker.sock';

test('builds are given names only; values go by the environment, in both cases', () => {
  const proxy = proxyForBuilds({ HTTP_PROXY: 'http://ann:pw@p:1', NO_PROXY: 'a,b' }, local);
  expect(proxy?.args.join(' ')).toBe(
    '--build-arg HTTP_PROXY --build-arg http_proxy --build-arg NO_PROXY --build-arg no_proxy',
  );
  expect(proxy?.env).toEqual({
    HTTP_PROXY: 'http://ann:pw@p:1',
    http_proxy: 'http://ann:pw@p:1',
    NO_PROXY: 'a,b',
    no_proxy: 'a,b',
  });
  expect(JSON.stringify([proxy?.args, proxy?.shown])).not.toContain('pw');
});

test('the docker command never looks for the engine behind the proxy', () => {
  const given = { HTTP_PROXY: 'http://p:1' };
  expect(proxyForBuilds(given, 'tcp://10.0.0.7:2376')?.env['NO_PROXY']).toBe('10.0.0.7');
  expect(proxyForBuilds({ ...given, NO_PROXY: 'a' }, 'tcp://[fe80::1]:2376')?.env['NO_PROXY']).toBe('a,fe80::1');
  expect(proxyForBuilds(given, 'ssh://ann@host')?.env).not.toHaveProperty('NO_PROXY');
});

test('without a proxy nothing is given', () => {
  expect(proxyForBuilds(undefined, local)).toBeUndefined();
  expect(proxyForBuilds({ NO_PROXY: 'a' }, local)).toBeUndefined();
});
