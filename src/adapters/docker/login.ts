import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isErrno } from '../errno.ts';
import type { Machine } from './endpoint.ts';
import { parsed } from './json.ts';

const settings = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }))
    .optional(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
});
const stored = z.object({ Username: z.string(), Secret: z.string() });

/** As `docker-credential-…` programs name who logs in by a token. */
const byToken = '<token>';

/**
 * What docker keeps from `docker login` for a registry, as a pull would hand it to the engine (X-Registry-Auth).
 * It is read for one request and kept nowhere. `undefined`: nothing is kept, or not where docker usually keeps it.
 */
export async function readLogin(
  { process, env }: Pick<Machine, 'process' | 'env'>,
  registry: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const config = await readSettings(env);
  const helper = config?.credHelpers?.[registry] ?? config?.credsStore;
  if (helper) {
    const program = `docker-credential-${helper}`;
    const { exitCode, stdout } = await process.run(program, ['get'], {
      input: registry,
      ...(signal ? { signal } : {}),
    });
    const found = exitCode === 0 ? parsed(stored, stdout) : undefined;
    if (!found) return undefined;
    const { Username: username, Secret: secret } = found;
    return header(registry, username === byToken ? { identitytoken: secret } : { username, password: secret });
  }
  const { auth, identitytoken } = config?.auths?.[registry] ?? {};
  if (identitytoken) return header(registry, { identitytoken });
  const [, username, password] = /^([^:]+):(.*)$/s.exec(Buffer.from(auth ?? '', 'base64').toString()) ?? [];
  return username === undefined || password === undefined ? undefined : header(registry, { username, password });
}

async function readSettings(env: Machine['env']): Promise<z.output<typeof settings> | undefined> {
  const home = env['HOME'] || env['USERPROFILE'];
  const folder = env['DOCKER_CONFIG'] || (home ? join(home, '.docker') : undefined);
  if (folder === undefined) return undefined;
  try {
    return parsed(settings, await readFile(join(folder, 'config.json'), 'utf8'));
  } catch (error) {
    // Without a file there is no login; one that cannot be read is docker's to complain about.
    if (isErrno(error)) return undefined;
    throw error;
  }
}

/** Go reads it with its padding, and asks as nobody when that is missing. */
function header(registry: string, login: Readonly<Record<string, string>>): string {
  const words = Buffer.from(JSON.stringify({ ...login, serveraddress: registry })).toString('base64');
  return words.replaceAll('+', '-').replaceAll('/', '_');
}
