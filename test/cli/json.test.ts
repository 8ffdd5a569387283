import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, wireEvents } from '../helpers/wire.ts';

const quick = ['--course', miniCourse('quick')];

describe('--json: stdout carries JSON and nothing else', () => {
  test.for(['list', 'status', 'compare', 'reset', 'restore', 'start', 'course lint'])(
    '%s gives one object with v and type',
    async (command) => {
      const box = await sandbox();
      const { stdout, stderr, exitCode } = await runCli([...command.split(' '), ...quick, '--json'], box);
      const lines = stdout.split('\n').slice(0, -1);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ v: 1, type: expect.any(String) as string });
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
    },
  );

  test('doctor gives a finding a line, each with a state, and what to do about what is missing', async () => {
    const box = await sandbox();
    const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` };
    const { stdout, stderr, exitCode } = await runCli(['doctor', ...quick, '--json'], { ...box, env });
    const findings = eventsOf(wireEvents(stdout), 'finding.made');
    expect(findings.length).toBeGreaterThan(3);
    // The first thing missing says what to do; what only follows from it need not.
    const [first] = findings.filter((finding) => finding.status === 'missing');
    expect(first?.id).toBe('engine');
    expect(first?.next ?? first?.commands).toBeTruthy();
    expect(stderr).toBe('');
    expect(exitCode).toBe(3);
  });

  test('colour is never asked for', async () => {
    const box = await sandbox();
    const { stdout } = await runCli(['list', ...quick, '--json'], { ...box, env: { ...box.env, FORCE_COLOR: '3' } });
    expect(stdout).not.toMatch(/\u001b/);
  });
});
