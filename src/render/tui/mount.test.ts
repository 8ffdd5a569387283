import { setImmediate as soon } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { msg } from '../../i18n/message.ts';
import { findings, passed, TestSession, vertex } from './test-harness.tsx';
import { FakeTerminal, open } from './test-terminal.ts';

describe('openWorkshop', { timeout: 30_000 }, () => {
  it('walks through a step with the keys that the footer names', async () => {
    const terminal = new FakeTerminal(80, 24);
    const session = new TestSession();
    const left = open(terminal, session);
    await terminal.shows('Begin with: Read the Dockerfile');
    expect(terminal.alternate).toBe(true);
    terminal.press('\r');
    await terminal.shows('guess how large the');
    terminal.press('\r');
    await soon();
    session.tell({ type: 'step.started', purpose: 'run' });
    session.tell({ type: 'step.finished', outcome: 'passed', seconds: 0.1 });
    await terminal.shows('2. Build the bad image');
    terminal.press('x');
    await terminal.shows('--progress=rawjson');
    terminal.press('x\r');
    await terminal.shows((text) => !text.includes('--progress=rawjson') && session.getState().active !== undefined);
    session.tell({ type: 'step.started', purpose: 'run' });
    session.tell({
      type: 'action.started',
      index: 0,
      command: { shown: 'docker build -t go-docker-demo:bad .', exact: 'docker build …' },
    });
    session.tell({ type: 'build.progressed', vertex: vertex(1, 'builder', 'RUN go mod download', 'cached', 0) });
    session.tell({ type: 'output.received', stream: 'stderr', text: '#1 \u001B[2Jhello from the builder\n' });
    await terminal.shows(/RUN go mod download +CACHED/);
    await terminal.shows('hello from the builder');
    session.tell({ type: 'check.judged', check: passed('size', 'at least 500 MB', '1.24 GB') });
    session.tell({ type: 'step.finished', outcome: 'passed', seconds: 3 });
    await terminal.shows('Next step: Ask /hello');
    terminal.press('L');
    await terminal.shows('下一步：请求 /hello');
    terminal.press('q');
    expect(await left).toBe('quit');
    expect(terminal.alternate).toBe(false);
    expect(terminal.stdin.isRaw).toBe(false);
    expect(terminal.written).toContain('\u001B[?25h');
  });

  it('writes no colour without colour', async () => {
    const terminal = new FakeTerminal(80, 24);
    const left = open(terminal, new TestSession(), { theme: { color: false } });
    await terminal.shows('[Enter] Begin');
    terminal.press('d?L');
    await terminal.shows('按键');
    terminal.press('q');
    await left;
    expect(terminal.written).not.toMatch(/\u001B\[[0-9;]+m/);
  });

  it('says when the terminal is too small and comes back', async () => {
    const terminal = new FakeTerminal(80, 24);
    const left = open(terminal, new TestSession());
    await terminal.shows('Begin');
    terminal.resize(59, 15);
    await terminal.shows('too small: 59x15, need 60x15. Make the window larger');
    expect(terminal.text).toContain('--plain');
    terminal.resize(120, 40);
    await terminal.shows((text) => text.includes('Begin with') && !text.includes('too small'));
    expect(terminal.lines[38]).toBe('─'.repeat(120));
    terminal.press('\u0003');
    expect(await left).toBe('interrupted');
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('restores the terminal on %s and stops the run', async (signal) => {
    const terminal = new FakeTerminal(80, 24);
    const session = new TestSession({ position: { lab: '01-bad', step: 'build' } });
    const left = open(terminal, session, { initialScreen: 'lab' });
    await terminal.shows('Runs when you press Enter');
    terminal.press('\r');
    await terminal.shows(() => session.getState().active !== undefined);
    terminal.process.emit(signal);
    expect(await left).toBe(signal);
    expect(session.intents.at(-1)).toEqual({ type: 'cancel.requested' });
    expect([terminal.alternate, terminal.stdin.isRaw]).toEqual([false, false]);
    expect(terminal.process.eventNames()).toEqual([]);
  });

  it('ends when its input is closed', async () => {
    const terminal = new FakeTerminal(80, 24);
    const left = open(terminal, new TestSession());
    await terminal.shows('Begin');
    terminal.stdin.end();
    expect(await left).toBe('stdin-closed');
    expect(terminal.alternate).toBe(false);
  });

  it('ends when told from outside, also before it begins', async () => {
    const terminal = new FakeTerminal(80, 24);
    const abort = new AbortController();
    const left = open(terminal, new TestSession(), { signal: abort.signal });
    await terminal.shows('Begin');
    abort.abort();
    expect(await left).toBe('aborted');
    expect(await open(new FakeTerminal(80, 24), new TestSession(), { signal: abort.signal })).toBe('aborted');
  });

  it('restores the terminal when a screen throws', async () => {
    const terminal = new FakeTerminal(80, 24);
    const left = open(terminal, new TestSession(), {
      preview: () => {
        throw new Error('a mistake of ours');
      },
    });
    const failure = expect(left).rejects.toThrow('a mistake of ours');
    await terminal.shows('Begin');
    terminal.press('\r');
    await failure;
    expect([terminal.alternate, terminal.stdin.isRaw]).toEqual([false, false]);
  });

  it('restores the terminal when the process crashes', async () => {
    const terminal = new FakeTerminal(80, 24);
    const left = open(terminal, new TestSession());
    await terminal.shows('Begin');
    terminal.process.emit('uncaughtExceptionMonitor', new Error('crash'));
    await terminal.shows(() => !terminal.alternate);
    expect(terminal.stdin.isRaw).toBe(false);
    terminal.process.emit('SIGTERM');
    await left;
  });

  it('runs doctor, asks before a fix and streams it', async () => {
    const terminal = new FakeTerminal(80, 24);
    const applied: string[] = [];
    const left = open(terminal, new TestSession(), {
      doctor: {
        examine: async (tell) => {
          for (const finding of findings) tell(finding);
          return findings;
        },
        apply: async (fix, progress) => {
          applied.push(fix.id);
          progress({ text: 'Unpacking docker-buildx\n', stream: 'stdout' });
        },
      },
    });
    await terminal.shows('Begin');
    terminal.press('d');
    await terminal.shows('1 missing, 1 to look at');
    // From what is missing up to what is only a warning.
    terminal.press('k\r');
    await terminal.shows('These commands will run. Go ahead?');
    expect(applied).toEqual([]);
    terminal.press('\r');
    terminal.press('y');
    await terminal.shows('Done: Install buildx');
    expect(applied).toEqual(['install-buildx']);
    terminal.press('q');
    await left;
  });

  it('says on the map that no engine answers, once doctor has found it, until one does', async () => {
    const terminal = new FakeTerminal(80, 24);
    const gone = { id: 'engine', title: msg('doctor.engine'), found: msg('doctor.engine.no-cli') } as const;
    let status: 'missing' | 'ok' = 'missing';
    const left = open(terminal, new TestSession(), {
      doctor: {
        examine: async (tell) => {
          const findings = [{ ...gone, status }];
          for (const finding of findings) tell(finding);
          return findings;
        },
        apply: async () => undefined,
      },
    });
    await terminal.shows('Begin');
    terminal.press('d');
    await terminal.shows('1 missing');
    terminal.press('m');
    await terminal.shows('── ✗ The engine cannot be asked');
    status = 'ok';
    terminal.press('dr');
    await terminal.shows('Everything is ready');
    terminal.press('m');
    await terminal.shows((text) => text.includes('Begin') && !text.includes('✗'));
    terminal.press('q');
    await left;
  });

  it('keeps up with a flood and stays within 15 frames a second', async () => {
    const terminal = new FakeTerminal(80, 24);
    const session = new TestSession({ position: { lab: '01-bad', step: 'build' } });
    const left = open(terminal, session, { initialScreen: 'lab' });
    await terminal.shows('Runs when you press Enter');
    terminal.press('\r');
    await terminal.shows(() => session.getState().active !== undefined);
    session.tell({ type: 'step.started', purpose: 'run' });
    await terminal.shows('Running');
    const before = terminal.written.length;
    for (let line = 0; line < 20_000; line += 1)
      session.tell({ type: 'output.received', stream: 'stdout', text: `line ${line}\n` });
    await terminal.shows('line 19999');
    expect(terminal.written.length - before).toBeLessThan(20_000);
    terminal.press('\u0003');
    await terminal.shows('Stopping');
    session.tell({ type: 'step.finished', outcome: 'cancelled', seconds: 1 });
    await terminal.shows('Cancelled.');
    terminal.press('q');
    await left;
  });
});
