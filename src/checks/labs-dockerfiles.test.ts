import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examineDockerfile } from '../dockerfile/problems.ts';
import { say } from '../i18n/message.ts';

const labs = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'labs');

/** Every Dockerfile of the course, by its path in labs/. */
const files = readdirSync(labs, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?:^|[\\/])Dockerfile[^\\/]*$/.test(path))
  .map((path) => [relative('.', path).replaceAll('\\', '/'), readFileSync(join(labs, path))] as const);

describe('the Dockerfiles of the course', () => {
  it.each(files.filter(([path]) => !path.includes('/wrong/') && !/\/edits\/[^/]+\/start\//.test(path)))(
    '%s is right',
    (_, content) => {
      expect(examineDockerfile(content).problems.map(({ line, message }) => [line, say('en', message)])).toEqual([]);
    },
  );

  it.each(files.filter(([path]) => path.includes('/wrong/')))('%s can be read', (_, content) => {
    const { model, problems } = examineDockerfile(content);
    expect(model !== undefined || problems.length > 0).toBe(true);
  });
});
