import * as z from 'zod';
import type { RegistryWord } from '../../ports/engine.ts';
import { type Api, statusOf } from './api.ts';
import type { Machine } from './endpoint.ts';
import { readLogin } from './login.ts';

const described = z.object({ Descriptor: z.object({ digest: z.string() }) });

/** Asks the engine what a registry has of an image: the request is made from where a pull would be. */
export async function askRegistry(
  api: Api,
  machine: Pick<Machine, 'process' | 'env'>,
  reference: string,
  signal?: AbortSignal,
): Promise<RegistryWord | undefined> {
  const login = await readLogin(machine, hostOf(reference), signal);
  return api.call((docker, abort) => {
    const request = {
      path: `/distribution/${reference}/json`,
      method: 'GET',
      statusCodes: { 200: true } as const,
      // dockerode's own `distribution` cannot be aborted.
      abortSignal: abort,
      ...(login === undefined ? {} : { authconfig: { base64: login } }),
    };
    return new Promise<RegistryWord | undefined>((resolve, reject) => {
      docker.modem.dial(request, (error: unknown, answer: unknown) => {
        const status = statusOf(error);
        if (status !== undefined && error instanceof Error) resolve(wordOf(status, wordsIn(error)));
        else if (error) reject(error);
        else resolve(described.safeParse(answer).success ? { outcome: 'has', raw: '' } : undefined);
      });
    });
  }, signal);
}

/** Docker takes the first part for a host only when it looks like one. */
function hostOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'https://index.docker.io/v1/';
}

/** Without what docker-modem puts before them. */
function wordsIn(error: Error): string {
  return error.message.replace(/^\(HTTP code \d+\) \S+ - /, '').trim();
}

/** What the engine's refusal says of the registry; measured on 20.10, 26.1, 28.5 and, for what is not there, Podman 5.4. */
export function wordOf(status: number, raw: string): RegistryWord | undefined {
  if (status === 405 || status === 501) return undefined;
  // The request itself is not known there.
  if (status === 404 && /^not found$|is not supported$|page not found/i.test(raw)) return undefined;
  if (status === 404) return { outcome: 'lacks', raw };
  if (status === 429 || /toomanyrequests/i.test(raw)) return { outcome: 'limited', raw };
  if (status === 401 || status === 403 || /no basic auth credentials|unauthorized|^denied\b|access denied/i.test(raw))
    return { outcome: 'login', raw };
  for (const [outcome, pattern] of rows) {
    const match = pattern.exec(raw);
    if (match) return { outcome, raw, ...(outcome === 'broken' ? { status: Number(match[1]) } : {}) };
  }
  return { outcome: 'failed', raw };
}

const rows: readonly (readonly [RegistryWord['outcome'], RegExp])[] = [
  ['lacks', /(?:MANIFEST|NAME)_UNKNOWN|(?:manifest|name) unknown/],
  ['plain', /server gave HTTP response to HTTPS client/],
  ['untrusted', /\bx509: /],
  ['broken', /unexpected (?:HTTP )?status[^:]*(?::\/\/\S+)?: (5\d\d)/],
  [
    'foreign',
    /error unmarshalling|error parsing|empty Content-Type|unsupported manifest|^unknown: |invalid character '/,
  ],
  [
    'silent',
    /connection (?:refused|reset)|no such host|no route|unreachable|server misbehaving|deadline|time(?:d )?-?out|\bEOF\b/i,
  ],
];
