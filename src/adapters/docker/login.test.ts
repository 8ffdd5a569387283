import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLogin } from './login.ts';

const host = 'm.example:5000';

/** What would be handed to the engine, with this in docker's settings file. */
async function login(config: unknown, helper: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'gdl-login-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  if (config !== undefined) await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const asked: string[] = [];
  const found = await readLogin(
    {
      env: { DOCKER_CONFIG: folder },
      process: {
        run: async (file, args, options) => {
          asked.push([file, ...args, options?.input].join(' '));
          const stdout = helper[file] ?? '';
          return { exitCode: stdout === '' ? 1 : 0, stdout, stderr: '', output: stdout, seconds: 0 };
        },
      },
    },
    host,
  );
  expect((found ?? '').length % 4, found).toBe(0);
  expect(found ?? '').toMatch(/^[\w-]*=*$/);
  return { asked, found: found === undefined ? undefined : JSON.parse(Buffer.from(found, 'base64url').toString()) };
}

test('a login in the settings file is handed on, a password with a colon too', async () => {
  const auth = Buffer.from('ann:se:cret').toString('base64');
  expect((await login({ auths: { [host]: { auth } } })).found).toEqual({
    username: 'ann',
    password: 'se:cret',
    serveraddress: host,
  });
  // Of every length, as base64 has three ways to end.
  for (const password of ['s', 'se', 'sec', 'é?>~ÿ']) {
    const kept = Buffer.from(`ann:${password}`).toString('base64');
    expect((await login({ auths: { [host]: { auth: kept } } })).found).toMatchObject({ password });
  }
  expect((await login({ auths: { [host]: { auth, identitytoken: 't' } } })).found).toEqual({
    identitytoken: 't',
    serveraddress: host,
  });
});

test('a login of another registry, and none at all, is none', async () => {
  for (const config of [undefined, {}, [], { auths: { 'm.example': { auth: 'eDp5' }, [host]: {} } }])
    expect((await login(config)).found).toBeUndefined();
});

test('docker’s own keepers of passwords are asked, the one of that registry first', async () => {
  const one = { 'docker-credential-one': '{"ServerURL":"x","Username":"ann","Secret":"pw"}' };
  const { asked, found } = await login({ credsStore: 'two', credHelpers: { [host]: 'one' } }, one);
  expect(found).toEqual({ username: 'ann', password: 'pw', serveraddress: host });
  expect(asked).toEqual([`docker-credential-one get ${host}`]);
  const token = { 'docker-credential-two': '{"Username":"<token>","Secret":"t"}' };
  expect((await login({ credsStore: 'two' }, token)).found).toEqual({ identitytoken: 't', serveraddress: host });
  expect((await login({ credsStore: 'two' })).found).toBeUndefined();
});
