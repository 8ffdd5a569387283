import type { HttpEvidence } from '../checks/evidence.ts';

/** An answer to a request. */
export type Answer = Extract<HttpEvidence, { answered: true }>;

/** Registries say what they are in a header; some only answer as one. Other servers have a page there, or nothing. */
export function isRegistryRoot({ status, headers, body }: Answer): boolean {
  if (headers['docker-distribution-api-version'] !== undefined) return true;
  return status === 401 ? 'www-authenticate' in headers : status === 200 && /^\s*(?:\{\s*\})?\s*$/.test(body);
}

/** The manifest of an image, by its own words (OCI image and distribution specifications), or by the digest it came with. */
export function isManifest({ status, headers, body }: Answer): boolean {
  if (status !== 200) return false;
  if (/^[a-z0-9+._-]+:[0-9a-f]{32,}$/i.test(headers['docker-content-digest'] ?? '')) return true;
  const { schemaVersion, mediaType } = jsonObject(body) ?? {};
  return Number.isInteger(schemaVersion) || (typeof mediaType === 'string' && mediaType.startsWith('application/vnd.'));
}

/** What a GOPROXY says of a module's versions: one a line, and nothing else. */
export function isVersionList({ status, body }: Answer): boolean {
  const lines = body.split(/\r?\n/).filter((line) => line !== '');
  return status === 200 && lines.length > 0 && lines.every((line) => version.test(line));
}

/** A GOPROXY that has not listed a module yet answers with nothing, and may know its latest version all the same. */
export function isEmptyList({ status, body }: Answer): boolean {
  return status === 200 && body.trim() === '';
}

/** What a GOPROXY says of one version of a module. */
export function isVersionInfo({ status, body }: Answer): boolean {
  const { Version: named } = jsonObject(body) ?? {};
  return status === 200 && typeof named === 'string' && version.test(named);
}

/** As Go writes versions: semantic ones with a `v`. */
const version = /^v\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** A gzip file, by its first three bytes; the second is none of UTF-8, as which the body was read. A page may come packed like that. */
export function isGzip({ status, headers, body }: Answer): boolean {
  return status === 200 && body.startsWith('\u001f\ufffd\u0008') && !/html/i.test(headers['content-type'] ?? '');
}

/**
 * Whether somebody else may have said this who stands in between, such as the login page of a network: a page, a
 * redirect that leads nowhere, or the status that is made for it (RFC 6585).
 */
export function isForeign({ status }: Answer): boolean {
  return (status >= 200 && status < 400) || status === 511;
}

/**
 * Whether a refusal is a proxy's own, which looked for a host and found none. Of the client's mistakes (4xx) a web
 * server tells as well, to which the host is only the name of a page that it lacks: such a one has to sound like a proxy.
 */
export function isProxys({ status, headers, body }: Answer, host: string): boolean {
  return (
    status >= 500 ||
    status === 403 ||
    Object.keys(headers).some((name) => name === 'via' || name.startsWith('proxy-')) ||
    body.includes(host)
  );
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
