import { describe, expect, test } from 'vitest';
import { InterruptedError, MachineError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { applySteps } from './apply.ts';
import { planFix, type Step } from './plan.ts';
import { scriptFailure } from './script-failure.ts';
import { type Answer, fakeMachine } from './testing/fake-machine.ts';

const plan = (...steps: readonly Step[]) => planFix('posix', { id: 'x', title: msg('doctor.fix.bases') }, steps);
const pull: Step = { argv: ['docker', 'pull', 'alpine:3.22'] };
const make: Step = { argv: ['sh', '/s/make-base.sh', '/c', 'alpine:3.22'], env: { DOCKER: 'docker --context x' } };

async function failing(commands: Readonly<Record<string, Answer>>, ...steps: readonly Step[]): Promise<MachineError> {
  const error: unknown = await applySteps(fakeMachine({ commands }), plan(...steps), () => undefined).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MachineError) return error;
  throw new Error('it did not fail as it should');
}

describe('a fix', () => {
  test('runs its steps in order and streams what they print', async () => {
    const machine = fakeMachine({
      commands: { 'docker pull': 'pulled\n', sh: { stdout: 'made\n', stderr: 'slowly\n' } },
    });
    const heard: string[] = [];
    await applySteps(machine, plan(pull, make), ({ text, stream }) => heard.push(`${stream} ${text}`));
    expect(machine.calls).toEqual(['docker pull alpine:3.22', 'sh /s/make-base.sh /c alpine:3.22']);
    expect(machine.environments).toEqual([undefined, { DOCKER: 'docker --context x' }]);
    expect(heard).toEqual(['stdout pulled\n', 'stdout made\n', 'stderr slowly\n']);
  });

  test('takes the other way only when the first fails', async () => {
    const good = fakeMachine({ commands: { docker: '', sh: '' } });
    await applySteps(good, plan({ ...pull, orElse: make }), () => undefined);
    expect(good.calls).toHaveLength(1);
    const bad = fakeMachine({ commands: { docker: { exitCode: 1, stderr: 'no' }, sh: '' } });
    await applySteps(bad, plan({ ...pull, orElse: make }), () => undefined);
    expect(bad.calls).toHaveLength(2);
  });

  test('a script that failed is explained by its exit code, with what was printed behind it', async () => {
    const error = await failing(
      {
        'docker pull': { exitCode: 1, stderr: 'toomanyrequests\n' },
        sh: { exitCode: 12, stderr: 'make-base: the lists cannot be read.\n' },
      },
      { ...pull, orElse: make },
    );
    expect(say('en', error.what)).toBe(
      'This did not work: Get the missing base images. The package lists of this machine’s mirror cannot be read.',
    );
    expect(say('zh', error.what)).toBe('没有成功：获取缺少的基础镜像。无法读取本机软件源的软件包列表。');
    expect(error.next && say('en', error.next)).toBe('Make apt-get update work on this machine, then try again.');
    expect(error.raw).toBe(
      "$ docker pull alpine:3.22\ntoomanyrequests\n$ env DOCKER='docker --context x' sh /s/make-base.sh /c alpine:3.22\nmake-base: the lists cannot be read.",
    );
  });

  test('a known trouble of docker is explained; unknown words are passed on; silence gives the exit code', async () => {
    const said = async (answer: Answer): Promise<string> => say('en', (await failing({ docker: answer }, pull)).what);
    expect(await said({ exitCode: 1, stderr: 'toomanyrequests: slow down' })).toContain('too many downloads');
    expect(await said({ exitCode: 1, stderr: 'manifest for x:1 not found' })).toContain('manifest for x:1 not found');
    expect(await said({ exitCode: 7 })).toContain('exit code 7');
  });

  test('of two pulls that failed, the first is explained: it was the user’s choice', async () => {
    const mirror: Step = { argv: ['docker', 'pull', 'm.example/alpine:3.22'], orElse: pull };
    const error = await failing(
      {
        'docker pull m.example/alpine:3.22': { exitCode: 1, stderr: 'toomanyrequests' },
        docker: { exitCode: 1, stderr: 'dial tcp: lookup registry-1.docker.io: no such host' },
      },
      mirror,
    );
    expect(say('en', error.what)).toContain('too many downloads');
  });

  test('the first failing step ends it', async () => {
    const machine = fakeMachine({ commands: { docker: { exitCode: 1 }, sh: '' } });
    await expect(applySteps(machine, plan(pull, make), () => undefined)).rejects.toThrow(MachineError);
    expect(machine.calls).toHaveLength(1);
  });

  test('stopped by the learner is no failure', async () => {
    const abort = new AbortController();
    abort.abort();
    const machine = fakeMachine({ commands: { docker: { exitCode: 130 } } });
    await expect(applySteps(machine, plan({ ...pull, orElse: make }), () => undefined, abort.signal)).rejects.toThrow(
      InterruptedError,
    );
    expect(machine.calls).toHaveLength(1);
  });
});

test('the same code means another thing in another script, and nothing elsewhere', () => {
  expect(scriptFailure('/a/start-engine.sh', 32)?.what.id).toBe('doctor.script.start');
  expect(scriptFailure('C:\\a\\make-base.sh', 21)?.what.id).toBe('doctor.script.architecture');
  expect(scriptFailure('/a/make-base.sh', 32)).toBeUndefined();
  expect(scriptFailure('/a/other.sh', 10)).toBeUndefined();
});
