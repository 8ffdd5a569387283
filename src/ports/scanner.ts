import type { ScannerName } from '../course/scan-command.ts';
import type { Command } from '../shell/model.ts';

/** What can be scanned with on this machine. */
export type ScannerState =
  | { readonly ready: true; readonly name: ScannerName }
  /** `name`: one is installed, but has no database yet. Absent: none is installed. */
  | { readonly ready: false; readonly name?: ScannerName };

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** How many known vulnerabilities of each severity. */
export type VulnerabilityCounts = Readonly<Record<Severity, number>>;

export interface ScanResult {
  readonly exitCode: number;
  readonly seconds: number;
  /** Absent when the scanner failed, or what it printed could not be read. */
  readonly counts?: VulnerabilityCounts;
  /** What it said on its way, for people. */
  readonly said: string;
}

export interface ScanOptions {
  /** Where the engine is that has the image, as `DOCKER_HOST` takes it. */
  readonly endpoint: string;
  readonly signal?: AbortSignal;
  /** The call, without the file of its report, which is gone afterwards. */
  readonly onCommand?: (command: Command) => void;
}

/** A vulnerability scanner of the learner's own. It never reaches for the network. */
export interface Scanner {
  /** The one that was found last; before any look the preferred one. For showing a command that has not run yet. */
  readonly name: ScannerName;
  /** Looks anew at each call: a database may have been fetched meanwhile. Never throws for a missing program. */
  look(signal?: AbortSignal): Promise<ScannerState>;
  scan(name: ScannerName, reference: string, options: ScanOptions): Promise<ScanResult>;
}
