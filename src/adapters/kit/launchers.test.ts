import { expect, it } from 'vitest';
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
