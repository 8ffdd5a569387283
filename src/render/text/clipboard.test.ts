import { describe, expect, it } from 'vitest';
import { clipboardLimit, osc52 } from './clipboard.ts';

const bare = '\x1b]52;c;aGVsbG8=\x07';

describe('osc52', () => {
  it.each([{}, { TERM: 'xterm-256color' }, { TERM: 'xterm-kitty', TMUX: '', STY: '' }])('is bare in %o', (env) =>
    expect(osc52('hello', env)).toBe(bare),
  );

  it('carries any text as UTF-8', () => {
    expect(osc52('编译 🐳\n', {})).toBe('\x1b]52;c;57yW6K+RIPCfkLMK\x07');
    expect(osc52('', {})).toBe('\x1b]52;c;\x07');
    expect(osc52('\x1b]52;c;\x07', {})).toBe('\x1b]52;c;G101MjtjOwc=\x07');
  });

  it('reaches tmux in both ways', () =>
    expect(osc52('hello', { TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0' })).toBe(
      `${bare}\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x07\x1b\\`,
    ));

  it('reaches the terminal behind GNU screen', () =>
    expect(osc52('hello', { TERM: 'screen', STY: '1.pts-0.host' })).toBe(`\x1bP${bare}\x1b\\`));

  it('gives GNU screen pieces of at most 256 bytes', () => {
    const whole = osc52('x'.repeat(1000), {}) ?? '';
    const pieces = (osc52('x'.repeat(1000), { STY: '1' }) ?? '').split(/(?<=\x1b\\)/);
    expect(pieces).toHaveLength(6);
    expect(pieces.every((piece) => piece.startsWith('\x1bP') && piece.length <= 256)).toBe(true);
    expect(pieces.map((piece) => piece.slice(2, -2)).join('')).toBe(whole);
  });

  it('takes tmux for the inner one when both are there', () =>
    expect(osc52('hello', { TMUX: 'x', STY: 'y' })).toContain('Ptmux;'));

  it.each(['dumb', 'linux'])('is nothing for TERM=%s', (TERM) => expect(osc52('hello', { TERM })).toBeUndefined());

  it('counts its limit in bytes of text', () => {
    expect(osc52('x'.repeat(clipboardLimit), {})).toHaveLength(99_992 + 8);
    expect(osc52('x'.repeat(clipboardLimit + 1), {})).toBeUndefined();
    expect(osc52('编'.repeat(clipboardLimit / 3), {})).toHaveLength(99_992 + 8);
    expect(osc52('编'.repeat(clipboardLimit / 3 + 1), {})).toBeUndefined();
  });
});
