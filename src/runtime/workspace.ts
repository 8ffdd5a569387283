import type { Course } from '../course/model.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Files } from '../ports/files.ts';

/**
 * Lays the app and the labs' start files into the workspace. A file that is already there is the
 * learner's and stays; those that differ from ours are named.
 */
export async function layOut(
  course: Course,
  files: Files,
  resolve: (path: string) => string,
): Promise<readonly Message[]> {
  const kept: string[] = [];
  for (const source of [...course.appFiles, ...course.labs.flatMap((lab) => lab.files)]) {
    const path = resolve(source.path);
    const existing = await files.read(path);
    if (existing === undefined) await files.write(path, source.content);
    else if (!sameText(existing, source.content)) kept.push(source.path);
  }
  return kept.length === 0 ? [] : [msg('workspace.kept', { files: kept.join(', ') })];
}

/** Equal but for line endings, which an editor on Windows may have changed. */
function sameText(a: Uint8Array, b: Uint8Array): boolean {
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  return text(a) === text(b);
}
