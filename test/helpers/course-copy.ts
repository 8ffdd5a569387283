import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { miniCourse } from './paths.ts';
import type { Sandbox } from './sandbox.ts';

/** A copy of a mini course in the sandbox, with parts of its files replaced. */
export async function courseCopy(
  box: Sandbox,
  name: string,
  edits: Readonly<Record<string, readonly [from: string, to: string]>> = {},
): Promise<string> {
  const folder = join(box.root, `course-${name}`);
  await cp(miniCourse(name), folder, { recursive: true });
  // The program under study lies beside the course.
  await cp(miniCourse('go-app'), join(box.root, 'go-app'), { recursive: true });
  for (const [path, edit] of Object.entries(edits)) await replaceIn(join(folder, path), ...edit);
  return folder;
}

/** The slow mini course, whose container is ready only once there is a file `/go` in it. */
export function heldCourse(box: Sandbox): Promise<string> {
  return courseCopy(box, 'slow', {
    '02-run/start/Dockerfile.late': ['sleep 6;', 'until [ -e /go ]; do sleep 0.2; done;'],
  });
}

/** Replaces a text that must occur exactly once, so that an edit can never silently do nothing. */
export async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text.split(from).length - 1, `${JSON.stringify(from)} in ${path}`).toBe(1);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}

/** The line of the only occurrence of a text in a file, counted from 1. */
export async function lineOf(path: string, text: string): Promise<number> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  expect(found, `${JSON.stringify(text)} in ${path}`).toHaveLength(1);
  return found[0] ?? 0;
}
