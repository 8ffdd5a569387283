import { msg } from '../i18n/message.ts';
import type { Instruction } from './instruction.ts';
import { nearestName } from './nearest.ts';
import type { Problem } from './problem.ts';
import { isSeparator, isSpace } from './space.ts';

/** Every instruction that there is. */
export const keywords: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Long words are cut: a message is one sentence. */
const longestShown = 40;

export function unknownInstruction({ keyword, lines }: Instruction): Problem {
  const line = lines.start;
  const odd = [...keyword.slice(0, longestShown)].findIndex((char) => isSpace(char) && !isSeparator(char));
  const before = keyword.slice(0, odd < 0 ? 0 : odd);
  if (keywords.has(before)) {
    return { line, message: msg('dockerfile.odd-space', { keyword: before }), hint: msg('dockerfile.odd-space.hint') };
  }
  const nearest = nearestName(keyword, keywords);
  return {
    line,
    message: msg('dockerfile.unknown-instruction', { word: cut(keyword) }),
    hint:
      nearest === undefined
        ? msg('dockerfile.unknown-instruction.hint')
        : msg('dockerfile.unknown-instruction.nearest', { nearest }),
  };
}

function cut(word: string): string {
  const shown = word.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
}
