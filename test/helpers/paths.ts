import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** What is tested at process level: the bundle, as it ships. */
export const bundle = join(root, 'dist', 'go-docker-lab.js');

const fixtures = join(root, 'test', 'fixtures');

/** A folder with a fake `docker` or `ssh` program, to be put on the PATH. */
export function fakeDocker(name: string): string {
  return join(fixtures, 'bin', name);
}

/** A mini course. */
export function miniCourse(name: string): string {
  return join(fixtures, 'courses', name);
}

export function fixture(name: string): string {
  return join(fixtures, name);
}
