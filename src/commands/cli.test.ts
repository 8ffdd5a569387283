import { expect, it } from 'vitest';
import { callOwnCommands } from '../i18n/own-commands.ts';
import { readArguments } from './cli.ts';
import { callingWith } from './own-command.ts';

it.each([
  ['go-docker-lab', ['go-docker-lab']],
  ['npx go-docker-lab', ['npx', 'go-docker-lab']],
  ['npm start --silent --', ['npm', 'start', '--silent', '--']],
  ["'/my kit/start'", ['/my kit/start']],
] as const)('the help of a program that was called by %s begins its commands like that', (begin, program) => {
  callOwnCommands(callingWith(program, 'posix', {}));
  const help = (...argv: readonly string[]): string => {
    const request = readArguments([...argv, '--help'], 'en', '0.0.0');
    return request.kind === 'help' ? request.text : '';
  };
  expect(help()).toContain(`Usage: ${begin} [options] [command]\n`);
  expect(help('start')).toContain(`Usage: ${begin} start [options] [lab]\n`);
  expect(help('start')).toContain(`\n  ${begin} start 03-pro`);
});
