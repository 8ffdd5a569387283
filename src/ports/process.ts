/** A finished process. It never throws for a non-zero exit. */
export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The last 64 KiB of both streams in order of arrival. */
  readonly output: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Text as it arrives; control sequences other than colour are already removed. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** Runs programs by argv, never through a shell. A missing program is exit code 127. */
export interface Process {
  run(file: string, args: readonly string[], options?: ProcessOptions): Promise<ProcessResult>;
}
