/** Says whether `version` (`26.1.5+dfsg1`, `v0.13.1`) is at least that. A version that is no number (a development build) counts as new. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  if (!match) return true;
  const [foundMajor, foundMinor] = [Number(match[1]), Number(match[2])];
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}
