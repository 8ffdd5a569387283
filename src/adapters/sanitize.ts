/** Turns what a program printed into text that cannot move our cursor. Keeps state between chunks. */
export interface Sanitizer {
  /** The printable part of this chunk; a sequence cut by its end waits for the next one. */
  push(chunk: string): string;
  /** What was still waiting when the stream ended. */
  end(): string;
}

type State = 'text' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape';

const needsWork = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;
const colour = /^[\d;:]*$/;
/** Longer than any real colour sequence; beyond it we no longer remember what to throw away. */
const longestSequence = 64;

/**
 * Removes every control sequence except SGR (colour and weight), and every control character
 * except tab and newline. `\r\n` and a lone `\r` become a newline: a progress line that redraws
 * itself becomes several lines.
 */
export function createSanitizer(): Sanitizer {
  let state: State = 'text';
  let parameters = '';
  let returned = false;

  function text(char: string, code: number): string {
    if (char === '\x1b') {
      state = 'escape';
      return '';
    }
    if (char === '\r') {
      returned = true;
      return '';
    }
    if (char === '\n') {
      returned = false;
      return '\n';
    }
    if (code === 0x9b) return start('csi');
    if (code === 0x9d || code === 0x90 || code === 0x98 || code === 0x9e || code === 0x9f) return start('string');
    if ((code < 0x20 && char !== '\t') || (code >= 0x7f && code < 0xa0)) return '';
    if (!returned) return char;
    returned = false;
    return `\n${char}`;
  }

  function start(next: State): string {
    state = next;
    parameters = '';
    return '';
  }

  function csi(char: string, code: number): string {
    if (code < 0x20) return abort(char, code);
    if (code < 0x40) {
      if (parameters.length < longestSequence) parameters += char;
      return '';
    }
    state = 'text';
    const keep = char === 'm' && parameters.length < longestSequence && colour.test(parameters);
    if (!keep) return '';
    const newline = returned ? '\n' : '';
    returned = false;
    return `${newline}\x1b[${parameters}m`;
  }

  /** A control character inside a sequence ends it, as terminals do. */
  function abort(char: string, code: number): string {
    state = 'text';
    return text(char, code);
  }

  function escaped(char: string, code: number): string {
    if (char === '[') return start('csi');
    if (char === ']' || char === 'P' || char === 'X' || char === '^' || char === '_') return start('string');
    if (code < 0x20) return abort(char, code);
    state = code < 0x30 ? 'intermediate' : 'text';
    return '';
  }

  function step(char: string): string {
    const code = char.charCodeAt(0);
    switch (state) {
      case 'text':
        return text(char, code);
      case 'escape':
        return escaped(char, code);
      case 'intermediate':
        if (code < 0x20) return abort(char, code);
        if (code >= 0x30) state = 'text';
        return '';
      case 'csi':
        return csi(char, code);
      case 'string':
        if (char === '\x1b') state = 'string-escape';
        else if (char === '\x07' || code === 0x9c || code === 0x18 || code === 0x1a) state = 'text';
        // Without this an unfinished title would swallow the rest of the log.
        else if (char === '\n' || char === '\r') return abort(char, code);
        return '';
      case 'string-escape':
        if (char === '\\') {
          state = 'text';
          return '';
        }
        return escaped(char, code);
    }
  }

  return {
    push(chunk) {
      if (state === 'text' && !returned && !needsWork.test(chunk)) return chunk;
      let clean = '';
      for (let i = 0; i < chunk.length; i += 1) clean += step(chunk.charAt(i));
      return clean;
    },
    end() {
      const rest = returned ? '\n' : '';
      state = 'text';
      returned = false;
      return rest;
    },
  };
}

/** Text without the colour sequences that a sanitizer lets through. */
export function stripColours(text: string): string {
  return text.replace(/\x1b\[[\d;:]*m/g, '');
}
