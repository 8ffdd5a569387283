import { expect, it } from 'vitest';
import { ownCommands } from '../i18n/own-commands.ts';
import { commands } from './registry.ts';

it('every command can be named in a sentence', () => {
  expect(commands.map(({ usage }) => usage.split(' ')[0]).sort()).toEqual([...ownCommands].sort());
});
