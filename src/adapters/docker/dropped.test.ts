import { expect, it } from 'vitest';
import { wasDropped } from '../../diagnose-endpoint.ts';
import { MachineError } from '../../errors.ts';
import { raw } from '../../i18n/message.ts';
import { patiently, patientlyRead, patientProcess } from './dropped.ts';

const frame = (said: string): string =>
  `error during connect: command [ssh -o ConnectTimeout=30 -- far docker system dial-stdio] has exited with exit status 255, please make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=${said}`;
const reset = 'kex_exchange_identification: read: Connection reset by peer';
const dropped = frame(`${reset}\nConnection reset by 10.0.0.2 port 22`);
const refused = frame('ssh: connect to host far port 22: Connection refused');
const waits = [1, 1];
const never = new AbortController().signal;

/** Ends in turn with what is given: an error on stderr, or well. */
function inTurn(...errors: readonly string[]) {
  const calls: (readonly string[])[] = [];
  const process = {
    async run(_: string, args: readonly string[]) {
      const stderr = errors[calls.length] ?? '';
      calls.push(args);
      return { exitCode: stderr === '' ? 0 : 1, stdout: '', stderr, output: stderr, seconds: 1 };
    },
  };
  return { calls, patient: patientProcess(process, waits) };
}

it.each([
  [dropped, true],
  [frame('kex_exchange_identification: Connection closed by remote host'), true],
  [frame('ssh_exchange_identification: Connection closed by remote host'), true],
  [frame('kex_exchange_identification: banner line 0: Not allowed at this time'), true],
  [refused, false],
  [frame('me@far: Permission denied (publickey).'), false],
  // What a RUN of the learner's says is not docker's connection.
  [`#7 1.2 ${reset}\n#7 ERROR: process "/bin/sh -c git clone git@far:x" did not complete: exit code: 128`, false],
])('%s', (said, expected) => {
  expect(wasDropped(said)).toBe(expected);
});

it('a command whose connection was dropped runs again, and as often as there are waits', async () => {
  const { calls, patient } = inTurn(dropped, dropped);
  expect(await patient.run('docker', ['rm', '-f', 'a', 'b'])).toMatchObject({ exitCode: 0, seconds: 3 });
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

it.each([
  ['run', '-d', '--name', 'web', 'alpine'],
  ['--context', 'far', 'build', '.'],
])('what may have done a part of its work is left to whoever knows of it: %s', async (...args) => {
  const { calls, patient } = inTurn(dropped);
  expect(await patient.run('docker', args)).toMatchObject({ exitCode: 1 });
  expect(calls).toHaveLength(1);
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

it('what is handed on as it comes is asked for again as long as nothing of it came', async () => {
  const explained = (said: string) => new MachineError({ what: raw('the engine does not answer'), raw: said });
  let opened = 0;
  const read = async (...outcomes: readonly (readonly (string | Error)[])[]): Promise<string> => {
    opened = 0;
    const open = async function* () {
      for (const part of outcomes[opened++] ?? []) {
        if (part instanceof Error) throw part;
        yield part;
      }
    };
    let all = '';
    for await (const part of patientlyRead(open, never, waits)) all += part;
    return all;
  };
  expect(await read([explained(dropped)], [new Error(dropped)], ['a', 'b'])).toBe('ab');
  await expect(read(['a', explained(dropped)], ['a'])).rejects.toThrow(MachineError);
  expect(opened).toBe(1);
  await expect(read([explained(refused)], ['a'])).rejects.toThrow(MachineError);
  expect(opened).toBe(1);
  await expect(read([explained(dropped)], [explained(dropped)], [explained(dropped)], ['a'])).rejects.toThrow(
    MachineError,
  );
  expect(opened).toBe(3);
});
