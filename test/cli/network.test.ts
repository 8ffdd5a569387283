import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { fakeDocker } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';

/** A server on this machine; gives `127.0.0.1:PORT`. */
async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const page: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><form>Log in to the hotel</form>');
};
const nothing: RequestListener = (_, response) => void response.end();
const redirect: RequestListener = (request, response) => {
  if (request.url?.startsWith('/login')) page(request, response);
  else response.writeHead(302, { location: `/login?go=${request.url ?? ''}` }).end();
};

test.for([
  ['a page', page],
  ['nothing', nothing],
  ['a redirect to a page', redirect],
] as const)('network mirror: who answers to everything with %s is no registry', async ([, answer]) => {
  const made = await sandbox();
  const box = { ...made, env: { ...made.env, PATH: `${fakeDocker('down')}:${made.env['PATH']}` } };
  const address = await serving(answer);
  for (const [lang, sentences] of [
    ['en', [`The registry ${address} answers, but not as such a mirror does`, 'login page of your network']],
    ['zh', [`镜像仓库 ${address} 有应答，但不是这类镜像站该有的内容`, '登录页面']],
  ] as const) {
    const result = await runCli(['network', 'mirror', address, '--lang', lang], box);
    expect(result).toMatchObject({ exitCode: 3, stdout: '' });
    for (const sentence of sentences) expect(result.stderr).toContain(sentence);
    expectPlainWords(result);
  }
  expect(existsSync(join(box.state, 'go-docker-lab', 'network.yaml'))).toBe(false);
  // Who knows better keeps it.
  expect(await runCli(['network', 'mirror', address, '--force'], box)).toMatchObject({ exitCode: 0, stderr: '' });
});
