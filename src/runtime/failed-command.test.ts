import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import type { ActionEvidence, BuildGraph } from '../checks/evidence.ts';
import type { Action } from '../course/schema.ts';
import { failedCommand } from './failed-command.ts';
import type { StepRun } from './step-run.ts';

function runWith(log: string): StepRun {
  const { world } = fakeWorld(miniCourse);
  const step = miniCourse.labs[0]?.steps[0];
  if (!step) throw new Error('the mini course has a step');
  return {
    world: { ...world, engine: { ...world.engine, logs: async (name) => `log of ${name}\n${log}` } },
    lab: 'one',
    step,
    guided: true,
    purpose: 'run',
    stamp: 's',
    judged: new Set(),
    signal: new AbortController().signal,
    tell: () => undefined,
    notice: () => undefined,
    results: [],
    shown: ['curl -i http://127.0.0.1:8080/'],
    undo: [],
  };
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
