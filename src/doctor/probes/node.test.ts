import { expect, test } from 'vitest';
import { fakeMachine, look, told } from '../testing/fake-machine.ts';
import { node } from './node.ts';

test.for([
  ['20.19.0', 'ok'],
  ['20.18.3', 'missing'],
  ['18.20.4', 'missing'],
  ['22.0.0', 'ok'],
  ['v24.1.0', 'ok'],
] as const)('Node.js %s is %s', async ([nodeVersion, status]) => {
  expect((await look(node, fakeMachine({ nodeVersion })))[0]?.status).toBe(status);
});

test('too old is said with what is needed', async () => {
  const [finding] = await look(node, fakeMachine({ nodeVersion: '18.1.0' }));
  expect(told(finding)).toEqual({
    id: 'node',
    status: 'missing',
    found: 'Node.js 18.1.0 is too old: 20.19 or newer is needed.',
    next: 'Install a newer Node.js, for example with nvm install 22.',
  });
});
