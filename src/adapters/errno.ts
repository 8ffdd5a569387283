/** An error of the operating system, with its code. */
export function isErrno(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Says whether an error is one of these codes of the operating system. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isErrno(error) && codes.includes(error.code);
}
