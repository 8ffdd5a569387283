/** What one run of a kind left; see engine.mjs. */
export interface Ran {
  readonly kind: string;
  readonly seconds: number;
  readonly date: string;
  readonly reason?: string;
  readonly impossible?: boolean;
  readonly tests?: readonly { readonly state: string; readonly name: string; readonly reason?: string }[];
  readonly info?: {
    readonly version: string;
    readonly clientVersion: string;
    readonly buildxVersion?: string;
    readonly imageStore: string;
    readonly rung: string;
  };
  readonly course?: {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly reasons: readonly { readonly place: string; readonly why: string }[];
  };
}

export const columns: readonly string[];
export function withResults(page: string, kinds: readonly string[], ran: ReadonlyMap<string, Ran>): string;
export function readResults(page: string): {
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly notes: ReadonlyMap<string, readonly string[]>;
};
