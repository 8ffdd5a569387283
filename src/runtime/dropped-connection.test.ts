import { expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import type { ActionEvidence } from '../checks/evidence.ts';
import { untilConnected } from './dropped-connection.ts';
import type { StepRun } from './step-run.ts';

const lost =
  'command [ssh -- far docker system dial-stdio] has exited with exit status 255: stderr=kex_exchange_identification: read: Connection reset by peer';

async function play(outputs: readonly string[], signal = new AbortController().signal) {
  const told: string[] = [];
  const rest = [...outputs];
  const act = async (): Promise<ActionEvidence> => {
    told.push('act');
    const output = rest.shift() ?? '';
    return { exitCode: output === '' ? 0 : 125, output, stdout: '', seconds: 1 };
  };
  const { world } = fakeWorld(miniCourse);
  const run = { world, signal, tell: ({ type }: { type: string }) => told.push(type) } as unknown as StepRun;
  const clear = async () => void told.push('clear');
  const { exitCode } = await untilConnected(run, 0, act, clear);
  return { exitCode, told };
}

it('clears up and does it again when the connection was dropped', async () => {
  expect(await play([lost])).toEqual({ exitCode: 0, told: ['act', 'action.finished', 'clear', 'act'] });
});

it('gives up after three further attempts', async () => {
  const { exitCode, told } = await play([lost, lost, lost, lost, lost]);
  expect([exitCode, told.filter((one) => one === 'act')]).toEqual([125, ['act', 'act', 'act', 'act']]);
});

it('does nothing again that failed in another way, or that was stopped', async () => {
  expect((await play(['exec: no such file'])).told).toEqual(['act']);
  expect((await play([lost], AbortSignal.abort())).told).toEqual(['act']);
});
