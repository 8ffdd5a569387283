/** A report as blocks, before it is Markdown or HTML. Texts are plain; `code` in backticks is ours alone. */
export interface ReportDocument {
  readonly lang: 'en' | 'zh';
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  /** A text of ours, with `code` between backticks. */
  | { readonly kind: 'paragraph'; readonly text: string }
  | Table
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'dots'; readonly title: string; readonly legend: Legend; readonly rows: readonly DotRow[] };

/** The first cell of each row is its heading. */
export interface Table {
  readonly kind: 'table';
  /** Read aloud in place of the look of it. */
  readonly caption: string;
  /** Without titles the rows alone are headed. */
  readonly columns: readonly Column[] | undefined;
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: string;
  /** Amounts are aligned and, as times, never broken. */
  readonly kind?: 'amount' | 'time';
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** A name of the course or the engine. */
  readonly code?: boolean;
}

export type Tone = 'good' | 'bad' | 'muted';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value in words. */
  readonly text: string;
}

/** A guess and a measurement on one scale. */
export interface DotRow {
  readonly label: string;
  readonly guess?: Dot;
  readonly measured: Dot;
  /** A point of the scale in words. */
  readonly scale: (value: number) => string;
}

export interface Dot {
  readonly value: number;
  readonly text: string;
}

export interface Legend {
  readonly guess: string;
  readonly measured: string;
}
