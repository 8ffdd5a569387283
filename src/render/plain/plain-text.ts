import { withoutControl } from '../../course/control.ts';
import { parseSgr } from '../text/sgr.ts';
import { type Line, textOf } from '../text/styled.ts';

/** A text without colour and without anything else that a terminal would act on. */
export function plainText(text: string): string {
  return withoutControl(textOf(parseSgr(text)));
}

/** Styled lines as text, one below the other. */
export function linesText(lines: readonly Line[]): string {
  return lines.map((line) => textOf(line).trimEnd()).join('\n');
}

/** Every line of a text moved to the right. */
export function indented(text: string, indent: number): string {
  return text
    .split('\n')
    .map((part) => `${' '.repeat(indent)}${part}`.trimEnd())
    .join('\n');
}
