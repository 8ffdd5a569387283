import type { App } from './app.ts';

/** The options of a command as they were given, by the names that commander gives them. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** One command: how it is called, what it says of itself, what it does. */
export interface CommandEntry {
  /** As commander reads it: `run [targets...]`. */
  readonly usage: string;
  readonly summary: { readonly en: string; readonly zh: string };
  readonly options: readonly {
    readonly flags: string;
    readonly summary: { readonly en: string; readonly zh: string };
  }[];
  readonly examples: readonly string[];
  /** Whether Ctrl-C is its normal end, after which its own exit code stands. */
  readonly endsByInterrupt?: (options: Options) => boolean;
  readonly perform: (app: App, targets: readonly string[], options: Options) => Promise<number>;
}

/** Those of the named options that were given and have a value. */
export function texts<N extends string>(options: Options, ...names: readonly N[]): Partial<Record<N, string>> {
  const given = names.flatMap((name) => {
    const value = options[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return Object.fromEntries(given) as Partial<Record<N, string>>;
}
