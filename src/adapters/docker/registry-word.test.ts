import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from './api.ts';
import { askRegistry, wordOf } from './registry-word.ts';

const digest = `sha256:${'0'.repeat(64)}`;

// The engine's own words: Docker 20.10 to 28.5, and Podman 5.4 where it says that it cannot be asked.
const said: readonly (readonly [number, string, string | undefined])[] = [
  [404, 'manifest unknown: manifest unknown', 'lacks'],
  [500, 'unknown: {"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}', 'lacks'],
  [401, 'unauthorized', 'login'],
  [403, 'denied: denied', 'login'],
  [500, 'Head "http://127.0.0.1:5104/v2/library/golang/manifests/1.26": no basic auth credentials', 'login'],
  [429, 'toomanyrequests: slow', 'limited'],
  [500, "error unmarshalling content: invalid character '<' looking for beginning of value", 'foreign'],
  [500, 'missing or empty Content-Type header', 'foreign'],
  [500, 'unknown: <html>no', 'foreign'],
  [500, "error parsing HTTP 404 response body: invalid character '<' looking for beginning of value", 'foreign'],
  [500, 'Get "https://10.0.0.7:5000/v2/": http: server gave HTTP response to HTTPS client', 'plain'],
  [
    500,
    'Get "https://m.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'untrusted',
  ],
  [500, 'Get "http://127.0.0.1:5055/v2/": dial tcp 127.0.0.1:5055: connect: connection refused', 'silent'],
  [
    500,
    'Get "https://nobody.example/v2/": dial tcp: lookup nobody.example on 10.255.255.53:53: no such host',
    'silent',
  ],
  [
    500,
    'Get "https://m.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'silent',
  ],
  [500, 'something else altogether', 'failed'],
  [404, 'Not Found', undefined],
  [404, 'Path /v1.41/distribution/alpine:3.22/json is not supported', undefined],
  [404, 'page not found', undefined],
  [501, 'not implemented', undefined],
];

describe('what a registry told the engine', () => {
  it.each(said)('%i %s: %s', (status, raw, outcome) => {
    expect(wordOf(status, raw)?.outcome).toBe(outcome);
  });

  it('knows the status of a registry that is broken', () => {
    const raw = 'received unexpected HTTP status: 503 Service Unavailable';
    expect(wordOf(500, raw)).toEqual({ outcome: 'broken', status: 503, raw });
    const other = `unexpected status from HEAD request to https://m.example/v2/a/manifests/${digest}: 502 Bad Gateway`;
    expect(wordOf(500, other)).toMatchObject({ outcome: 'broken', status: 502 });
  });
});

describe.skipIf(process.platform === 'win32')('an engine', () => {
  it('is asked for the image, with the login that docker keeps for its registry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gdl-word-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const auth = Buffer.from('ann:pw').toString('base64');
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { '127.0.0.1:5000': { auth } } }));
    const requests: (string | undefined)[] = [];
    const server = createServer(({ url, headers }, response) => {
      const given = headers['x-registry-auth'];
      requests.push(url, typeof given === 'string' ? Buffer.from(given, 'base64url').toString() : undefined);
      response.setHeader('content-type', 'application/json');
      if (url?.includes('silent')) return;
      if (url?.includes('lacking')) response.writeHead(404).end('{"message":"manifest unknown"}');
      else response.end(`{"Descriptor":{"digest":"${digest}","size":1}}`);
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 'docker.sock'), resolve));
    onTestFinished(() => void server.close().closeAllConnections());
    const machine = {
      env: { DOCKER_CONFIG: folder },
      platform: process.platform,
      dockerBinary: 'docker',
      process: { run: () => Promise.reject(new Error('nothing is run')) },
    };
    const api = createApi(machine, { context: 'default', host: `unix://${folder}/docker.sock`, pin: [] });
    expect(await askRegistry(api, machine, '127.0.0.1:5000/library/alpine:3.22')).toEqual({ outcome: 'has', raw: '' });
    expect(await askRegistry(api, machine, 'm.example/lacking:1')).toEqual({
      outcome: 'lacks',
      raw: 'manifest unknown',
    });
    expect(requests).toEqual([
      '/distribution/127.0.0.1:5000/library/alpine:3.22/json',
      '{"username":"ann","password":"pw","serveraddress":"127.0.0.1:5000"}',
      '/distribution/m.example/lacking:1/json',
      undefined,
    ]);
    const given = askRegistry(api, machine, 'm.example/silent:1', AbortSignal.timeout(200));
    await expect(given).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
