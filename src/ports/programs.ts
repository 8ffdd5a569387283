/** How a program that had the terminal ended. */
export type ProgramResult =
  | {
      /** As a shell gives it: 128 and the signal's number after a signal. */
      readonly exitCode: number;
      /** The signal that ended it, such as `SIGTERM`. */
      readonly signal?: string;
    }
  | {
      /** The program that is not there, by the name under which it was looked for. Nothing was run. */
      readonly missing: string;
    };

/**
 * Programs of the learner's own that take over the terminal until they end. The caller first lets
 * go of it (raw mode, alternate screen, reading of stdin) and draws anew afterwards.
 */
export interface Programs {
  /** Whether one has the terminal now. Ctrl-C is then meant for it: a handler of SIGINT does nothing meanwhile. */
  readonly running: boolean;
  /** The name of the learner's editor for display, without folder and arguments; `undefined` when there is none. */
  editorName(): string | undefined;
  /** Opens a file (absolute path), at a line (from 1) in editors known to take one. Throws a MachineError when the editor is there and cannot be started. */
  openEditor(file: string, line?: number): Promise<ProgramResult>;
  /** Opens the learner's shell in a folder (absolute path). Throws a MachineError when the folder or the shell cannot be used. */
  openShell(folder: string): Promise<ProgramResult>;
}
