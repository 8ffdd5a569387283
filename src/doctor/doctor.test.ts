import { describe, expect, test } from 'vitest';
import { BugError, MachineError } from '../errors.ts';
import { languages, msg, raw, say } from '../i18n/message.ts';
import type { Finding } from '../session/findings.ts';
import { createDoctor } from './doctor.ts';
import { debian, down, type FakeSettings, fakeMachine, having, told } from './testing/fake-machine.ts';

async function examine(settings: FakeSettings): Promise<readonly Finding[]> {
  return createDoctor(fakeMachine(settings)).examine(() => undefined);
}

const ids = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id);

describe('examine', () => {
  test('tells everything in the order of the registry, each once', async () => {
    const heard: string[] = [];
    const machine = fakeMachine({
      docker: { ...having('golang:1.26', 'alpine:3.22'), search: 'golang' },
      free: { '/state': 9e9, '/home/ann/demo': 9e9 },
    });
    const findings = await createDoctor(machine).examine(({ id }) => heard.push(id));
    expect(heard).toEqual([
      'node',
      'docker-cli',
      'engine',
      'engine-version',
      'builder',
      'image-store',
      'architecture',
      'disk',
      'ports',
      'network',
      'registry',
      'base:golang:1.26',
      'base:alpine:3.22',
    ]);
    expect(ids(findings)).toEqual(heard);
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['ok']));
  });

  test('a bare machine: one fix brings the docker command and the engine', async () => {
    const findings = await examine({ commands: { 'docker --version': { exitCode: 127 } }, down });
    const missing = findings.filter(({ status }) => status === 'missing');
    expect(ids(missing)).toEqual(['docker-cli', 'engine', 'base:golang:1.26', 'base:alpine:3.22']);
    expect(missing.map(({ fix }) => fix?.id)).toEqual(['install-engine', 'install-engine', undefined, undefined]);
  });

  test('every deadline passed: it still ends, and says so', async () => {
    const findings = await examine({ late: true });
    expect(told(findings.find(({ id }) => id === 'engine'))).toMatchObject({
      status: 'missing',
      found: 'The Docker engine has not answered for 5 seconds.',
    });
    expect(told(findings.find(({ id }) => id === 'docker-cli'))).toMatchObject({ status: 'ok', found: 'present' });
  });

  test('an engine that dies in between is a finding', async () => {
    const raw = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';
    const findings = await examine({ docker: { 'image inspect': { exitCode: 1, stderr: raw } } });
    expect(findings.find(({ id }) => id === 'base')).toMatchObject({ status: 'missing', raw });
  });

  test('a settings file that is wrong is told once', async () => {
    const network = async (): Promise<never> => {
      throw new MachineError({ what: raw('network.yaml is wrong') });
    };
    const findings = await createDoctor({ ...fakeMachine(), network }).examine(() => undefined);
    expect(findings.filter(({ found }) => say('en', found) === 'network.yaml is wrong').map(({ id }) => id)).toEqual([
      'network',
    ]);
  });

  test('once stopped it tells no more', async () => {
    const abort = new AbortController();
    abort.abort();
    const heard: string[] = [];
    expect(await createDoctor(fakeMachine({ late: true })).examine(({ id }) => heard.push(id), abort.signal)).toEqual(
      [],
    );
    expect(heard).toEqual([]);
  });

  test('a mistake of ours is not taken for a finding', async () => {
    const machine = { ...fakeMachine(), http: { send: () => Promise.reject(new TypeError('ours')) } };
    await expect(createDoctor(machine).examine(() => undefined)).rejects.toThrow('ours');
  });

  test('everything that can be told is said in every language', async () => {
    const all = await Promise.all([
      examine({}),
      examine({ down, files: { ...debian, '/usr/sbin/dockerd': '' } }),
      examine({ platform: 'darwin', down }),
      examine({ platform: 'win32', down, info: { rung: 'legacy' } }),
    ]);
    for (const { title, found, next } of all.flat()) {
      for (const lang of languages)
        for (const message of [title, found, next ?? found]) expect(say(lang, message)).not.toMatch(/undefined|^$/);
    }
  });
});

describe('apply', () => {
  test('runs what was shown', async () => {
    const machine = fakeMachine({ down, files: { ...debian, '/usr/sbin/dockerd': '' }, commands: { sh: 'started\n' } });
    const doctor = createDoctor(machine);
    const [fix] = (await doctor.examine(() => undefined)).flatMap((finding) => finding.fix ?? []);
    if (!fix) throw new Error('no fix was offered');
    expect(Object.keys(fix)).toEqual(['id', 'title', 'commands']);
    const heard: string[] = [];
    await doctor.apply(fix, ({ text }) => heard.push(text));
    expect(machine.calls.at(-1)).toBe(fix.commands[0]);
    expect(heard).toEqual(['started\n']);
  });

  test('a fix that was never offered is our mistake', async () => {
    const fix = { id: 'other', title: msg('doctor.fix.start'), commands: [] };
    await expect(createDoctor(fakeMachine()).apply(fix, () => undefined)).rejects.toThrow(BugError);
  });
});
