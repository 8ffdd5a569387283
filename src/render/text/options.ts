import { type Line, line, lineWidth, pad, span } from './styled.ts';
import { wrapLine } from './wrap.ts';

/** How options are chosen: one, any number, or all in an order. */
export type ChoiceType = 'single' | 'multiple' | 'order';

/** What a face knows of the choice under way. A face without a cursor shows letters alone. */
export interface ChoiceView {
  /** Ids that are chosen, in their order. */
  readonly selected?: readonly string[];
  /** Index of the option that the keys act on. */
  readonly cursor?: number;
}

export interface OfferedOption {
  readonly id: string;
  readonly text: string;
  /** Where only some are shown: its place among all. */
  readonly place?: number;
  /** What is said of it below. */
  readonly notes?: readonly Line[];
}

/** The letter by which an option is named: a, b, c … */
export function letterOf(index: number): string {
  return String.fromCharCode(97 + index);
}

/** Options one below the other: `❯ [x] a  text`, and what is said of each, indented. */
export function optionLines(
  type: ChoiceType,
  options: readonly OfferedOption[],
  width: number,
  view: ChoiceView,
): readonly Line[] {
  const boxed = view.selected !== undefined || view.cursor !== undefined;
  return options.flatMap((option, index) => {
    const atCursor = view.cursor === index;
    const box = boxed ? boxOf(type, view.selected ?? [], option.id) : '';
    const first = line(
      span(view.cursor === undefined ? '  ' : atCursor ? '❯ ' : '  ', 'key'),
      span(box, 'accent'),
      span(`${letterOf(option.place ?? index)}  `, 'key'),
    );
    return [
      ...wrapLine(line(inlineText(option.text)), width, { first }),
      ...(option.notes ?? []).flatMap((note) => wrapLine(note, width, { first: indentOf(first) })),
    ];
  });
}

function boxOf(type: ChoiceType, selected: readonly string[], id: string): string {
  const place = selected.indexOf(id);
  if (type === 'single') return place < 0 ? '( ) ' : '(•) ';
  if (type === 'multiple') return place < 0 ? '[ ] ' : '[x] ';
  return place < 0 ? '[ ] ' : `[${place + 1}] `;
}

function indentOf(first: Line): Line {
  return pad([], lineWidth(first));
}

/** A short text of a course with its `code` and **bold** words; the marks of code stay, for where there is no colour. */
export function inlineText(text: string): Line {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return line(
    ...parts.map((part) => {
      if (part.startsWith('`')) return span(part, 'code');
      return part.startsWith('**') ? span(part.slice(2, -2), 'strong') : part;
    }),
  );
}

/**
 * Reads letters as people type them: `a c`, `ac`, `A，C`. Digits name options by their place. The indexes are in
 * the order typed; `undefined` when anything else stands there, or one option twice.
 */
export function parseLetters(text: string, count: number): readonly number[] | undefined {
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,、;.+>)-]|and|和/g, '');
  const indexes = [...typed].map((char) =>
    /[1-9]/.test(char) ? Number(char) - 1 : /[a-z]/.test(char) ? char.charCodeAt(0) - 97 : -1,
  );
  if (indexes.length === 0 || indexes.some((index) => index < 0 || index >= count)) return undefined;
  return new Set(indexes).size === indexes.length ? indexes : undefined;
}
