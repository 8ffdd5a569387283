/** The shells for which commands are written: a POSIX shell, PowerShell (5 and 7), Windows' own cmd. */
export const shells = ['posix', 'powershell', 'cmd'] as const;

export type Shell = (typeof shells)[number];

/** One program with its words, and what is added to its environment. */
export interface Command {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The file that gets what it prints. */
  readonly into?: string;
}

/** As it stands, in the language of the shell that it is meant for. */
export interface Typed {
  readonly typed: string;
}

export type Part = Command | Typed;

/** What is shown for pasting, as data: how it is written is a matter of the shell. */
export type Line =
  | Command
  /** One more line of text at the end of a file. */
  | { readonly appendTo: string; readonly text: string }
  /** Each if those before it succeeded. */
  | { readonly all: readonly Part[] }
  /** Each if those before it failed. */
  | { readonly firstOf: readonly Part[] }
  /** One after the other, whatever becomes of them. */
  | { readonly each: readonly Line[] }
  | Typed;
