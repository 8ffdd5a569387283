import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { stepRun } from '../../test/helpers/step-run.ts';
import type { ActionEvidence, BuildGraph } from '../checks/evidence.ts';
import type { Action } from '../course/schema.ts';
import { failedCommand } from './failed-command.ts';
import type { StepRun } from './step-run.ts';

function runWith(log: string): StepRun {
  const { world } = fakeWorld(miniCourse);
  return stepRun({
    world: { ...world, engine: { ...world.engine, logs: async (name) => `log of ${name}\n${log}` } },
    guided: true,
    shown: ['curl -i http://127.0.0.1:8080/'],
  });
}

const docker = (...words: string[]): Action => ({ docker: words, fails: false });
const ended = (output: string, build?: BuildGraph): ActionEvidence => ({
  exitCode: 1,
  output,
  stdout: '',
  seconds: 0,
  ...(build ? { build } : {}),
});

describe('a request that nobody answers', () => {
  it('shows the end of the container’s log and says where to look', async () => {
    const action: Action = { request: { container: 'web', port: 8080, method: 'GET', path: '/' } };
    const check = await failedCommand(runWith('listen tcp: no words.txt'), action, ended('curl: closed'), 0);
    expect(check.actual.params).toMatchObject({
      output: 'curl: closed\nlog of mini-web\nlisten tcp: no words.txt',
    });
    expect(check.hint?.id).toBe('run.unanswered.hint');
    expect(check.reproduce).toBe('curl -i http://127.0.0.1:8080/');
  });
});

describe('a build for another CPU', () => {
  const foreign = docker('build', '--platform', 'linux/arm64', '.');
  const message =
    'golang:1.26-alpine: failed to resolve source metadata for docker.io/library/golang:1.26-alpine: failed to do request: Head "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host';
  const failed = ended(message, { vertexes: [], warnings: [], failure: { line: 1, message } });
  it.each([
    ['edit', 'linux/arm64', 'run.other-cpu'],
    ['edit', 'linux/amd64', 'run.other-base'],
    ['command', 'linux/arm64', 'run.other-base'],
  ] as const)('%s step, %s: the hint is %s', async (kind, platform, hint) => {
    const run = runWith('');
    const action: Action = platform === 'linux/arm64' ? foreign : docker('build', '--platform', platform, '.');
    const step = { ...run.step, kind, files: [], hints: [], wrong: [] } as unknown as StepRun['step'];
    const check = await failedCommand({ ...run, step }, action, failed, 0);
    expect(check.hint?.id).toBe(hint);
    expect(check.where).toEqual({ file: 'Dockerfile', line: 1 });
  });
});

describe('a build that fails', () => {
  const graph: BuildGraph = {
    vertexes: [],
    warnings: [],
    failure: { line: 7, instruction: 'COPY nothing /', message: '"/nothing": not found' },
  };
  it.each([
    [['build', '.'], 'Dockerfile'],
    [['build', './'], 'Dockerfile'],
    [['build', '-f', 'Dockerfile.web', '.'], 'Dockerfile.web'],
    [['build', 'capstone'], 'capstone/Dockerfile'],
    [['build', './capstone/'], 'capstone/Dockerfile'],
    [['build', '-f', 'capstone/Dockerfile.naive', 'capstone'], 'capstone/Dockerfile.naive'],
  ])('%j names the line of %s', async (words, file) => {
    const check = await failedCommand(runWith(''), docker(...words), ended('', graph), 0);
    expect(check.where).toEqual({ file, line: 7 });
    expect(check.hint?.id).not.toBe('run.unanswered.hint');
  });
});
