/** How a program that had the terminal ended; `missing`: it is not there, and nothing was run. */
export type ProgramEnd = { readonly exitCode: number } | { readonly missing: string };

/** The learner's own programs, as the screens need them. They run while the terminal is lent to them. */
export interface WorkshopPrograms {
  /** The editor's name for display; `undefined` when there is none. */
  editorName(): string | undefined;
  /** Opens a workspace file (relative, forward slashes), at a line from 1. */
  openEditor(file: string, line?: number): Promise<ProgramEnd>;
  /** Opens the learner's shell in the workspace. */
  openShell(): Promise<ProgramEnd>;
}
