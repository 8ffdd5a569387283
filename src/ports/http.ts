import type { Duplex } from 'node:stream';
import type { HttpEvidence } from '../checks/evidence.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** The HTTP proxy that is asked for it, with the login that it wants. */
  readonly via?: string;
  /** Opens the connection to a port of that address, which is another machine's; without it, it is dialled from here. */
  readonly dial?: (port: number, signal: AbortSignal) => Promise<Duplex>;
}

/** HTTP without throwing, but for an engine that cannot be dialled through: a refused connection is evidence too. Bodies are cut at 1 MiB. */
export interface Http {
  send(request: HttpRequest): Promise<HttpEvidence>;
}
