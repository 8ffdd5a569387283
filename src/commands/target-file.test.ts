import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { App } from './app.ts';
import { newCourse } from './course-new.ts';
import { exportProgress } from './export.ts';
import { makeKit } from './kit-make.ts';
import { report } from './report.ts';
import { runCourse } from './run.ts';

const commands: Readonly<Record<string, (app: App, file: string) => Promise<number>>> = {
  'report --output': (app, output) => report(app, [], { output, force: true }),
  export: (app, file) => exportProgress(app, file, true),
  'kit make': (app, file) => makeKit(app, app.resolve(file), { force: true }),
  'run --junit': (app, junit) => runCourse(app, [], { junit }),
  'course new': (app, folder) => newCourse(app, [folder]),
};

describe.each(Object.entries(commands))('%s', (_name, command) => {
  it.each(['notes.txt/r.md', 'notes.txt/deeper/r.md'])(
    'onto %s, where notes.txt is a file, is refused before any work',
    async (file) => {
      const files = memoryFiles({ '/home/notes.txt': 'mine' });
      const { app, seen, said } = fakeApp({ course: twoLabs, files });
      await expect(command(app, file)).rejects.toMatchObject({
        exitCode: 2,
        what: { id: 'files.not-folder', params: { path: '/home/notes.txt' } },
        next: { id: 'files.move.name.next' },
      });
      expect([...files.held.keys()]).toEqual(['/home/notes.txt']);
      expect(seen.connects).toBe(0);
      expect(said()).toBe('');
    },
  );
});
