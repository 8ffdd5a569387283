import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../ports/engine.ts';
import { createProcess } from '../process.ts';
import { connectEngine } from './engine.ts';

const fakeDocker = join(import.meta.dirname, '../../../test/fixtures/bin/fake-docker');
let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-build-test-'));
  const server = { Version: '28.5.2', ApiVersion: '1.51', Os: 'linux', Arch: 'amd64' };
  await answer(
    'context',
    JSON.stringify({ Name: 'default', Endpoints: { docker: { Host: 'unix:///nowhere/d.sock' } } }),
  );
  await answer('version', JSON.stringify({ Client: { Version: '28.5.2' }, Server: server }));
  await answer('info', '{}');
  await answer('buildx-version', 'github.com/docker/buildx 0.29.1 abc\n');
  await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nENV API_TOKEN=x\n');
  const env = { PATH: process.env['PATH'], FAKE_DOCKER_ANSWERS: folder };
  const runner = createProcess({ env, platform: 'linux' });
  engine = await connectEngine({
    process: runner,
    env,
    platform: 'linux',
    temporary: folder,
    dockerBinary: fakeDocker,
  });
});
afterEach(() => rm(folder, { recursive: true }));

async function answer(command: string, out: string, err = '', code = 0): Promise<void> {
  await writeFile(join(folder, `${command}.out`), out);
  await writeFile(join(folder, `${command}.err`), err);
  await writeFile(join(folder, `${command}.code`), String(code));
}

const build = (...args: readonly string[]) =>
  engine.build({
    args,
    labels: { 'go-docker-lab.learner': 'x' },
    bases: { 'alpine:3.22': 'go-docker-lab/base/alpine:3.22' },
    cwd: folder,
  });
const call = async (): Promise<string> => {
  const calls = await readFile(join(folder, 'calls'), 'utf8');
  return calls.split('\n').find((line) => line.includes('buildx build')) ?? '';
};

// As buildx 0.29.1 prints them with Engine 28.5.2.
const warned = `Check complete, 1 warning has been found!

WARNING: SecretsUsedInArgOrEnv - https://docs.docker.com/go/dockerfile/rule/secrets-used-in-arg-or-env/
Do not use ARG or ENV instructions for sensitive data (ENV "API_TOKEN")
Dockerfile:2
--------------------
   1 |     FROM alpine:3.22
   2 | >>> ENV API_TOKEN=x
--------------------
`;
const unread = `ERROR: dockerfile parse error on line 2: unknown instruction: COPYY (did you mean COPY?)
Dockerfile:2
--------------------
   1 |     FROM scratch
   2 | >>> COPYY a /a
--------------------
`;

describe('docker build --check', () => {
  it('gives its words and its exit code, and is no failed build', async () => {
    await answer('buildx-build', warned, '', 1);
    const result = await build('--check', '.');
    expect(result).toMatchObject({ exitCode: 1, stdout: warned, output: warned });
    expect(result.graph).not.toHaveProperty('failure');
  });

  it('takes stand-ins and labels nothing, since nothing is made', async () => {
    await answer('buildx-build', 'Check complete, no warnings found.\n');
    expect(await build('--check', '.')).toMatchObject({ exitCode: 0, output: 'Check complete, no warnings found.\n' });
    expect(await call()).toContain('--build-context alpine:3.22=docker-image://go-docker-lab/base/alpine:3.22');
    expect(await call()).not.toContain('--label');
  });

  it('fails at a line where the Dockerfile cannot be read', async () => {
    await answer('buildx-build', '', unread, 1);
    const { graph } = await build('--check', '.');
    expect(graph.failure).toMatchObject({ line: 2, message: expect.stringContaining('COPYY') });
  });
});

it('hands a secret on as it is written, beside our labels', async () => {
  await answer('buildx-build', '');
  await build('--secret', 'id=token,src=token.txt', '-t', 'demo:x', '.');
  expect(await call()).toMatch(/--label go-docker-lab\.learner=x --secret id=token,src=token\.txt -t demo:x \.$/);
});
