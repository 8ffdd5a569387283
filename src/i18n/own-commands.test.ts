import { afterEach, describe, expect, it } from 'vitest';
import { msg, say, sayAnywhere } from './message.ts';
import { asCalled, callOwnCommands } from './own-commands.ts';

afterEach(() => callOwnCommands(() => 'go-docker-lab'));

const byNpx = (): void =>
  callOwnCommands((words) => `npx go-docker-lab${words.includes('--learner') ? '' : ' --learner ann'}`);

describe('commands of ours in a text', () => {
  it.each([
    ['Get them: go-docker-lab doctor --fix', 'Get them: npx go-docker-lab --learner ann doctor --fix'],
    ['`go-docker-lab` opens it.', '`npx go-docker-lab --learner ann` opens it.'],
    ['`go-docker-lab --help` shows', '`npx go-docker-lab --learner ann --help` shows'],
    ['请运行 go-docker-lab clean。', '请运行 npx go-docker-lab --learner ann clean。'],
    ['Go on with: go-docker-lab', 'Go on with: npx go-docker-lab --learner ann'],
    ['  go-docker-lab --course mine\n', '  npx go-docker-lab --learner ann --course mine\n'],
    // What the text names itself is not said twice; another command of the text still is.
    [
      'go-docker-lab clean --learner bob. `go-docker-lab run`',
      'npx go-docker-lab clean --learner bob. `npx go-docker-lab --learner ann run`',
    ],
    ['go-docker-lab clean，--learner', 'npx go-docker-lab --learner ann clean，--learner'],
  ])('%s', (text, called) => {
    byNpx();
    expect(asCalled(text)).toBe(called);
    expect(asCalled(called)).toBe(called);
  });

  it.each([
    'Another go-docker-lab (process 7) is at work',
    'go-docker-lab 1.2.3',
    'made by a newer go-docker-lab. Run that',
    'go-docker-lab/base/alpine:3.22 run',
    'npx go-docker-lab@latest run',
    'my-go-docker-lab run',
    String.raw`.\go-docker-lab run`,
    'go-docker-lab runs on Node.js',
  ])('none in: %s', (text) => {
    byNpx();
    expect(asCalled(text)).toBe(text);
  });

  it('are named in every sentence but in what is read elsewhere, also inside of another', () => {
    const message = msg('raw', { text: msg('doctor.bases.missing.next') });
    expect(say('en', message)).toBe('Get them: go-docker-lab doctor --fix');
    byNpx();
    expect(say('en', message)).toBe('Get them: npx go-docker-lab --learner ann doctor --fix');
    expect(sayAnywhere('en', message)).toBe('Get them: go-docker-lab doctor --fix');
  });

  it('are ours alone: what fills a sentence stays as it is', () => {
    byNpx();
    expect(say('en', msg('kit.made.next', { path: './go-docker-lab run `go-docker-lab`.tar' }))).toBe(
      'Prove it: npx go-docker-lab --learner ann kit check ./go-docker-lab run `go-docker-lab`.tar',
    );
  });

  it('are handed over with what follows them', () => {
    const heard: string[] = [];
    callOwnCommands((words) => {
      heard.push(words);
      return 'lab';
    });
    expect(asCalled('Say `go-docker-lab kit load FILE`, or go-docker-lab doctor --fix')).toBe(
      'Say `lab kit load FILE`, or lab doctor --fix',
    );
    expect(heard).toEqual(['kit load FILE', 'doctor --fix']);
  });
});
