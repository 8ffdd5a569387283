import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { EngineInfo } from '../../ports/engine.ts';
import { planBuild } from './build-plan.ts';

const info: EngineInfo = {
  context: 'default',
  endpoint: 'unix:///run/podman/podman.sock',
  version: '5.4.2',
  apiVersion: '1.41',
  os: 'linux',
  architecture: 'amd64',
  rung: 'legacy',
  clientVersion: '26.1.5',
  imageStore: 'graphdriver',
  podman: true,
  cpus: 2,
  cpuLimit: true,
  memory: 1024,
  logDriver: 'k8s-file',
  capabilities: [],
};

it('on Podman, makes the stages of other build arguments other stages, and tells no value', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-plan-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nARG FOLDER=/src\nWORKDIR $FOLDER\n');
  const stage = async (engine: EngineInfo, ...args: readonly string[]): Promise<string> => {
    const request = { args: [...args, '.'], labels: {}, bases: {}, cwd: folder };
    const plan = await planBuild(engine, request, folder);
    await plan.dispose();
    return plan.generated?.text ?? '';
  };
  const here = await stage(info, '--build-arg', 'FOLDER=/secret-place');
  expect(here).toMatch(/^LABEL .*go-docker-lab\.arguments="[0-9a-f]{16}"$/m);
  expect(here).not.toContain('/secret-place');
  expect(await stage(info, '--build-arg', 'FOLDER=/secret-place')).toBe(here);
  expect(await stage(info, '--build-arg', 'FOLDER=/other')).not.toBe(here);
  expect(await stage(info)).not.toContain('go-docker-lab.arguments');
  expect(await stage({ ...info, podman: false }, '--build-arg', 'FOLDER=/other')).not.toContain('.arguments');
});

it("asks Podman's own command for Docker's format, which has a HEALTHCHECK", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-plan-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const head = async (engine: EngineInfo): Promise<readonly string[]> => {
    const plan = await planBuild(engine, { args: ['-t', 'x', '-'], labels: {}, bases: {}, cwd: folder }, folder);
    await plan.dispose();
    return plan.args.slice(0, 4);
  };
  expect(await head({ ...info, podmanCommand: true })).toEqual(['build', '--force-rm', '--format', 'docker']);
  expect(await head(info)).not.toContain('--format');
});

it("explains a folder in place of a Dockerfile's own ignore file, and leaves nothing behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-plan-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:3.22\n');
  const ignore = join(folder, 'Dockerfile.dockerignore');
  await mkdir(ignore);
  const request = { args: ['.'], labels: {}, bases: { 'alpine:3.22': 'mine' }, cwd: folder };
  for (const rung of ['legacy', 'buildkit-env'] as const)
    await expect(planBuild({ ...info, podman: false, rung }, request, folder)).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'files.is-folder', params: { path: ignore } },
      next: { id: 'files.move.next' },
    });
  expect((await readdir(folder)).toSorted()).toEqual(['Dockerfile', 'Dockerfile.dockerignore']);
});
