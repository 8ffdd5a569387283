import { describe, expect, it } from 'vitest';
import { callingWith } from './own-command.ts';

const flags = { course: 'my labs', workspace: 'ws', learner: 'ann', context: 'far' };

describe('how a command of ours begins', () => {
  it.each([
    ['', "npx go-docker-lab --course 'my labs' --workspace ws --learner ann --context far"],
    ['run 01-bad', "npx go-docker-lab --course 'my labs' --workspace ws --learner ann --context far"],
    // What the command says itself is not said twice.
    ['clean --learner bob', "npx go-docker-lab --course 'my labs' --workspace ws --context far"],
    // It looks whether there is room for the learner's files.
    ['doctor --fix', "npx go-docker-lab --course 'my labs' --workspace ws --context far"],
    ['network direct', "npx go-docker-lab --course 'my labs' --context far"],
    ['list shows all', "npx go-docker-lab --course 'my labs'"],
    ['kit make FILE', "npx go-docker-lab --course 'my labs' --context far"],
    // It refuses the others.
    ['kit load FILE', 'npx go-docker-lab --context far'],
    ['kit check FILE', 'npx go-docker-lab'],
    ['course lint --course x', 'npx go-docker-lab'],
  ])('%s', (words, begun) => {
    expect(callingWith(['npx', 'go-docker-lab'], 'posix', flags)(words)).toBe(begun);
  });

  it('is quoted for the learner’s shell, and keeps the language that was asked for', () => {
    const calling = callingWith([String.raw`C:\my kit\start.cmd`], 'powershell', { learner: 'ann', lang: 'zh' });
    expect(calling('run')).toBe(String.raw`& 'C:\my kit\start.cmd' --learner ann --lang zh`);
  });
});
