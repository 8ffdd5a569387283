import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openPrompter, type Prompter } from './prompter.ts';

/** A conversation over pipes, as a terminal without any abilities would have it. */
function conversation() {
  const input = new PassThrough();
  const output = new PassThrough();
  let said = '';
  output.on('data', (chunk) => {
    said += String(chunk);
  });
  const state = { busy: false, interrupts: 0 };
  const prompter: Prompter = openPrompter({
    input,
    output,
    idle: () => !state.busy,
    onInterrupt: () => {
      state.interrupts += 1;
    },
  });
  const type = async (text: string): Promise<void> => {
    input.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { prompter, input, state, type, said: () => said };
}

const hint = (): string => 'Type something.';

describe('a prompter', () => {
  it('says what can be typed, and takes a line', async () => {
    const { prompter, type, said } = conversation();
    const line = prompter.next(hint);
    expect(said()).toBe('\nType something.\n> ');
    await type('hello\n');
    expect(await line).toBe('hello');
  });

  it('leaves an interrupted prompt where it is, and brings it back when asked', async () => {
    const { prompter, said } = conversation();
    void prompter.next(hint);
    prompter.write('news\n');
    prompter.write('more\n');
    prompter.show();
    prompter.show();
    expect(said()).toBe('\nType something.\n> \nnews\nmore\n\nType something.\n> ');
  });

  it('shows no prompt while something is at work, and what is typed then counts', async () => {
    const { prompter, state, type, said } = conversation();
    state.busy = true;
    const line = prompter.next(hint);
    expect(said()).toBe('');
    await type('q\n');
    expect(await line).toBe('q');
    void prompter.next(hint);
    state.busy = false;
    prompter.show();
    expect(said()).toContain('> ');
  });

  it('keeps what is typed ahead, and lets a later question take the place of an earlier', async () => {
    const { prompter, type } = conversation();
    await type('one\ntwo\n');
    expect(await prompter.next(hint)).toBe('one');
    expect(await prompter.next(hint)).toBe('two');
    void prompter.next();
    const line = prompter.next(hint);
    await type('three\n');
    expect(await line).toBe('three');
  });

  it('ends with its input, and says so from then on', async () => {
    const { prompter, input } = conversation();
    const line = prompter.next(hint);
    input.end();
    expect(await line).toBeUndefined();
    expect(await prompter.next(hint)).toBeUndefined();
    prompter.write('still printed\n');
    prompter.show();
  });

  it('ends when it is closed, also while the terminal is lent', async () => {
    const { prompter } = conversation();
    const line = prompter.next(hint);
    prompter.close();
    expect(await line).toBeUndefined();
    const other = conversation();
    await other.prompter.lend(async () => other.prompter.close());
    expect(await other.prompter.next(hint)).toBeUndefined();
  });

  it('holds back what is written while the terminal is lent, also when the program fails', async () => {
    const { prompter, said } = conversation();
    const lent = prompter.lend(async () => {
      prompter.write('verdict\n');
      expect(said()).toBe('');
      throw new Error('no editor');
    });
    await expect(lent).rejects.toThrow('no editor');
    expect(said()).toBe('verdict\n');
    void prompter.next(hint);
    expect(said()).toContain('> ');
  });
});
