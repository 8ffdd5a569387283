import type { HttpEvidence } from '../checks/evidence.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** HTTP without throwing: a refused connection is evidence too. Bodies are cut at 1 MiB. */
export interface Http {
  send(request: HttpRequest): Promise<HttpEvidence>;
}
