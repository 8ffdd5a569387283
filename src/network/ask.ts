import type { HttpEvidence } from '../checks/evidence.ts';
import type { Http } from '../ports/http.ts';

/** Milliseconds for an answer, with all the places to which a request is sent on. */
export const patience = 4500;

/** A mirror may hand out its files from somewhere else; more places than these are a circle. */
const mostRedirects = 5;

/** Who asks. */
export interface Asker {
  readonly http: Http;
  readonly signal?: AbortSignal;
}

/**
 * One request, gone on with where it is sent on to, as docker, go and apk do: what comes from there is what counts,
 * for a login page of a network often lies behind a redirect.
 */
export async function ask({ http, signal }: Asker, url: string): Promise<HttpEvidence> {
  const deadline = AbortSignal.timeout(patience);
  const bound = signal ? AbortSignal.any([signal, deadline]) : deadline;
  let answer = await http.send({ method: 'GET', url, timeout: patience, ...(signal ? { signal } : {}) });
  for (let count = 0; count < mostRedirects; count += 1) {
    const next = sentOnTo(answer);
    if (next === undefined) break;
    answer = await http.send({ method: 'GET', url: next, timeout: patience, signal: bound });
    if (!answer.answered && deadline.aborted)
      return { ...answer, error: `no answer within ${patience / 1000} s, behind a redirect to ${next}` };
  }
  return answer;
}

function sentOnTo(answer: HttpEvidence): string | undefined {
  if (!answer.answered || ![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const { location } = answer.headers;
  if (location === undefined || !URL.canParse(location, answer.url)) return undefined;
  const { protocol, href } = new URL(location, answer.url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
