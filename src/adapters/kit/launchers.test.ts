import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { shellLauncher, windowsLauncher } from './launchers.ts';

it.each([
  ['start', shellLauncher, 'exit 3'],
  ['start.cmd', windowsLauncher, 'exit /b 3'],
])('%s says that Node.js is missing, and ends with 3', (_, launcher, exit) => {
  const sentence = launcher.indexOf('This kit has no Node.js that runs here: install Node.js 20.19 or newer.');
  expect(sentence).toBeGreaterThan(0);
  expect(launcher.indexOf(exit)).toBeGreaterThan(sentence);
  expect(launcher.indexOf('go-docker-lab.js')).toBeGreaterThan(launcher.indexOf(exit));
});

it('start.cmd has the line ends of Windows and only ASCII', () => {
  expect(windowsLauncher.replaceAll('\r\n', '')).toMatch(/^[ -~]+$/);
});

it.skipIf(process.platform === 'win32')(
  'start finds its program through links to it, and tells how it was called',
  async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'gdl-')));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'kit/dist'), { recursive: true });
    await writeFile(join(folder, 'kit/start'), shellLauncher, { mode: 0o755 });
    await writeFile(join(folder, 'kit/package.json'), '{"type":"module"}');
    const program = 'console.log(process.argv[2], process.env.GO_DOCKER_LAB_PROGRAM)';
    await writeFile(join(folder, 'kit/dist/go-docker-lab.js'), program);
    await symlink('kit/start', join(folder, 'near'));
    await symlink(join(folder, 'near'), join(folder, 'go-docker-lab'));
    for (const name of ['kit/start', 'near', 'go-docker-lab']) {
      const { stdout } = await promisify(execFile)(join(folder, name), ['here'], { cwd: tmpdir() });
      expect(stdout).toBe(`here ${join(folder, name)}\n`);
    }
  },
);
