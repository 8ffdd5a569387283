import { cutText, fileLines } from './file-text.ts';
import { type Line, line, span } from './styled.ts';

/**
 * The line of a file that a verdict points at, with a few around it: numbered, and marked in the margin
 * with `>`, which needs no colour. Empty when the file is too short to have that line.
 */
export function excerptLines(text: string, marked: number, width: number, context = 2): readonly Line[] {
  const lines = fileLines(text);
  // What is missing at the end is said of the line behind the last.
  const at = marked === lines.length + 1 ? lines.length : marked;
  if (at < 1 || at > lines.length) return [];
  const from = Math.max(1, at - context);
  const to = Math.min(lines.length, at + context);
  const digits = String(to).length;
  return lines.slice(from - 1, to).map((content, index) => {
    const number = from + index;
    const isMarked = number === at;
    return line(
      span(isMarked ? '> ' : '  ', 'badStrong'),
      span(`${String(number).padStart(digits)}  `, isMarked ? 'strong' : 'muted'),
      cutText(content, width - digits - 4, isMarked ? 'strong' : 'plain'),
    );
  });
}
