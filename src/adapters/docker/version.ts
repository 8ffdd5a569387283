import coerce from 'semver/functions/coerce.js';
import gte from 'semver/functions/gte.js';

/** Says whether `version` (`26.1.5+dfsg1`, `v0.13.1`) is at least that. A version that is no number (a development build) counts as new. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const found = coerce(version, { loose: true });
  return found === null || gte(found, `${major}.${minor}.0`);
}
