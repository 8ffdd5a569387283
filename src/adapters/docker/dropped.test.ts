import { expect, it } from 'vitest';
import { wasDropped } from '../../diagnose-endpoint.ts';
import { patiently, patientProcess } from './dropped.ts';

const dropped =
  'error during connect: command [ssh -o ConnectTimeout=30 -- far docker system dial-stdio] has exited with exit status 255, please make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.2 port 22';
const refused = 'ssh: connect to host far port 22: Connection refused';
const waits = [1, 1];
const never = new AbortController().signal;

/** Ends in turn with what is given: an error on stderr, or well. */
function inTurn(...errors: readonly string[]) {
  const calls: (readonly string[])[] = [];
  const process = {
    async run(_: string, args: readonly string[]) {
      const stderr = errors[calls.length] ?? '';
      calls.push(args);
      return { exitCode: stderr === '' ? 0 : 1, stdout: '', stderr, output: stderr, seconds: 0 };
    },
  };
  return { calls, patient: patientProcess(process, waits) };
}

it.each([
  ['kex_exchange_identification: read: Connection reset by peer', true],
  ['kex_exchange_identification: Connection closed by remote host', true],
  ['ssh_exchange_identification: Connection closed by remote host', true],
  ['kex_exchange_identification: banner line 0: Not allowed at this time', true],
  [refused, false],
  ['me@far: Permission denied (publickey).', false],
])('%s', (said, expected) => {
  expect(wasDropped(said)).toBe(expected);
});

it('a command whose connection was dropped runs again, and as often as there are waits', async () => {
  const { calls, patient } = inTurn(dropped, dropped);
  expect(await patient.run('docker', ['rm', '-f', 'a', 'b'])).toMatchObject({ exitCode: 0 });
  expect(calls).toHaveLength(3);
  const hopeless = inTurn(dropped, dropped, dropped, dropped);
  expect(await hopeless.patient.run('docker', ['ps'])).toMatchObject({ exitCode: 1, stderr: dropped });
  expect(hopeless.calls).toHaveLength(3);
});

it('any other end is the end', async () => {
  const { calls, patient } = inTurn(refused);
  expect(await patient.run('docker', ['ps'])).toMatchObject({ exitCode: 1 });
  expect(calls).toHaveLength(1);
});

it('a container in the foreground is not started twice', async () => {
  const { calls, patient } = inTurn(dropped);
  expect(await patient.run('docker', ['run', '--rm', 'alpine'])).toMatchObject({ exitCode: 1 });
  expect(calls).toHaveLength(1);
  const detached = inTurn(dropped);
  expect(await detached.patient.run('docker', ['run', '-d', 'alpine'])).toMatchObject({ exitCode: 0 });
});

it('an interrupt ends the patience', async () => {
  const { calls, patient } = inTurn(dropped, dropped);
  expect(await patient.run('docker', ['ps'], { signal: AbortSignal.abort() })).toMatchObject({ exitCode: 1 });
  expect(calls).toHaveLength(1);
});

it('a request whose connection was dropped is sent again, any other is not', async () => {
  const answers = [new Error(dropped), new Error(refused), 'answer'];
  let sent = 0;
  const send = async () => {
    const answer = answers[sent++];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await expect(patiently(send, never, waits)).rejects.toThrow(refused);
  expect(sent).toBe(2);
  expect(await patiently(send, never, waits)).toBe('answer');
});
