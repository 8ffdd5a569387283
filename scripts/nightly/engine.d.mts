export interface Ended {
  readonly code: number;
  readonly last: readonly string[];
}
export function run(name: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
export function stop(signal: NodeJS.Signals): void;
