import { describe, expect, it } from 'vitest';
import { MachineError } from '../../errors.ts';
import { raw } from '../../i18n/message.ts';
import type { OpenWorkshopOptions } from './mount.tsx';
import type { ProgramEnd } from './programs.ts';
import { TestSession } from './test-harness.tsx';
import { learningCourse } from './test-learning-course.ts';
import { FakeTerminal, open } from './test-terminal.ts';

/** A program that has the terminal until the test ends it. */
class FakePrograms {
  readonly opened: (readonly [file: string, line: number | undefined])[] = [];
  begun = 0;
  /** What the terminal was like while the program had it. */
  during: { alternate: boolean; raw: boolean; listening: number } | undefined;
  end: (how: ProgramEnd) => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;
  readonly #terminal: FakeTerminal;

  constructor(terminal: FakeTerminal) {
    this.#terminal = terminal;
  }

  editorName = (): string => 'vim';

  openEditor = (file: string, line?: number): Promise<ProgramEnd> => {
    this.opened.push([file, line]);
    return this.#run();
  };

  openShell = (): Promise<ProgramEnd> => this.#run();

  async #run(): Promise<ProgramEnd> {
    // What was written before must have reached the screen.
    await new Promise((resolve) => this.#terminal.grid.write('', () => resolve(undefined)));
    const { stdin } = this.#terminal;
    this.during = {
      alternate: this.#terminal.alternate,
      raw: stdin.isRaw,
      listening: stdin.listenerCount('readable'),
    };
    this.#terminal.stdout.write('the program writes here^C');
    this.begun += 1;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }
}

interface Lent {
  readonly terminal: FakeTerminal;
  readonly session: TestSession;
  readonly programs: FakePrograms;
  readonly left: Promise<unknown>;
}

async function editing(change: Partial<OpenWorkshopOptions> = {}): Promise<Lent> {
  const terminal = new FakeTerminal(80, 24);
  const session = new TestSession({ position: { lab: '01-hands', step: 'dockerfile' } }, learningCourse);
  const programs = new FakePrograms(terminal);
  const left = open(terminal, session, {
    course: learningCourse,
    initialScreen: 'lab',
    programs,
    terminalEnv: { TERM: 'xterm-256color' },
    ...change,
  });
  await terminal.shows('Write the last stage');
  session.emit({
    type: 'watch.started',
    lab: '01-hands',
    step: 'dockerfile',
    files: ['Dockerfile.pro'],
  });
  await terminal.shows('Waiting for your first save');
  return { terminal, session, programs, left };
}

async function leave({ terminal, left }: Lent): Promise<void> {
  terminal.press('q');
  await left;
  expect(terminal.stdin.isRaw).toBe(false);
  expect(terminal.alternate).toBe(false);
}

/** What a save brings: judged, and wrong in its line 6. */
function saveWrong(session: TestSession): void {
  const at = { lab: '01-hands', step: 'dockerfile' };
  session.emit({ type: 'file.saved', ...at, file: 'Dockerfile.pro', mode: 'events' });
  session.tell({ type: 'step.started', purpose: 'run' });
  session.tell({
    type: 'check.judged',
    check: {
      id: 'dockerfile',
      kind: 'dockerfile',
      verdict: 'failed',
      expected: raw('names that exist'),
      actual: raw('no stage build'),
      where: { file: 'Dockerfile.pro', line: 6 },
    },
  });
  session.tell({ type: 'step.finished', outcome: 'failed', seconds: 0.1 });
}

describe('lending the terminal', { timeout: 30_000 }, () => {
  it('gives it away whole, judges a save meanwhile, and comes back to the verdict', async () => {
    const lent = await editing();
    const { terminal, session, programs } = lent;
    terminal.press('o');
    await terminal.shows('the program writes here');
    expect(programs.during).toEqual({ alternate: false, raw: false, listening: 0 });
    expect(terminal.stdin.readableFlowing).toBe(false);
    expect(terminal.written.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(
      terminal.written.lastIndexOf('\u001B[?2004h'),
    );
    const before = terminal.written.length;
    saveWrong(session);
    await terminal.shows(() => session.getState().steps['01-hands/dockerfile']?.phase === 'failed');
    expect(terminal.written.length).toBe(before);
    programs.end({ exitCode: 0 });
    await terminal.shows('no stage build');
    expect(terminal.alternate).toBe(true);
    expect(terminal.stdin.isRaw).toBe(true);
    // The frame begins at the left, wherever the program left the cursor.
    expect(terminal.lines[0]).toMatch(/^ go-docker-lab/);
    expect(terminal.written.lastIndexOf('\u001B[?2004h')).toBeGreaterThan(
      terminal.written.lastIndexOf('\u001B[?2004l'),
    );
    terminal.press('o');
    await terminal.shows(() => programs.begun === 2);
    expect(programs.opened).toEqual([
      ['Dockerfile.pro', undefined],
      ['Dockerfile.pro', 6],
    ]);
    programs.end({ exitCode: 0 });
    await terminal.shows('no stage build');
    await leave(lent);
  });

  it('leaves Ctrl-C to the program, and hears it again afterwards', async () => {
    const lent = await editing();
    const { terminal, programs, left } = lent;
    terminal.press('!');
    await terminal.shows(/A shell in \.\/go-docker-demo[\s\S]*the program writes here/);
    terminal.process.emit('SIGINT');
    programs.end({ exitCode: 130 });
    await terminal.shows('Waiting for your first save');
    terminal.process.emit('SIGINT');
    expect(await left).toBe('SIGINT');
  });

  it('ends at SIGTERM also while a program has the terminal', async () => {
    const { terminal, programs, left } = await editing();
    terminal.press('o');
    await terminal.shows('the program writes here');
    terminal.process.emit('SIGTERM');
    expect(await left).toBe('SIGTERM');
    programs.end({ exitCode: 0 });
    expect(terminal.stdin.isRaw).toBe(false);
  });

  it('comes back in the size that the terminal has by then', async () => {
    const lent = await editing();
    const { terminal, programs } = lent;
    terminal.press('o');
    await terminal.shows('the program writes here');
    terminal.resize(120, 30);
    programs.end({ exitCode: 0 });
    await terminal.shows('Waiting for your first save');
    // Lesson and coach side by side, over the whole width.
    expect(terminal.lines[1]).toMatch(/^─{50,}┬─+$/);
    expect(terminal.lines[1]).toHaveLength(120);
    await leave(lent);
  });

  it.each<[string, ProgramEnd, string]>([
    ['is not there', { missing: 'vmi' }, 'vmi was not found'],
    ['ends badly', { exitCode: 2 }, 'The editor ended with exit code 2'],
  ])('says so when the editor %s', async (_, end, said) => {
    const lent = await editing();
    lent.terminal.press('o');
    await lent.terminal.shows('the program writes here');
    lent.programs.end(end);
    await lent.terminal.shows(said);
    await leave(lent);
  });

  it('says why a program could not be started', async () => {
    const lent = await editing();
    lent.terminal.press('!');
    await lent.terminal.shows('the program writes here');
    lent.programs.fail(new MachineError({ what: raw('There is no such folder.') }));
    await lent.terminal.shows('There is no such folder.');
    await leave(lent);
  });
});

describe('the clipboard', { timeout: 30_000 }, () => {
  const shown = 'docker build -t go-docker-demo:pro -f Dockerfile.pro .';

  it('gets the shown command', async () => {
    const lent = await editing();
    lent.terminal.press('y');
    await lent.terminal.shows('Copied');
    expect(lent.terminal.written).toContain(`\u001B]52;c;${Buffer.from(shown).toString('base64')}`);
    await leave(lent);
  });

  it('is told of where the terminal has none', async () => {
    const lent = await editing({ terminalEnv: { TERM: 'linux' } });
    lent.terminal.press('y');
    await lent.terminal.shows('does not let programs copy');
    expect(lent.terminal.written).not.toContain('\u001B]52');
    await leave(lent);
  });
});

describe('what is pasted', { timeout: 30_000 }, () => {
  it('is never taken for keys', async () => {
    const lent = await editing();
    lent.terminal.press('\u001B[200~q!o\r\u001B[201~');
    lent.terminal.press('x');
    await lent.terminal.shows('Waiting for your first save');
    expect(lent.session.intents).toEqual([]);
    expect(lent.programs.opened).toEqual([]);
    await leave(lent);
  });

  it('is a guess where one is asked for', async () => {
    const lent = await editing();
    lent.terminal.press('p');
    await lent.terminal.shows('How large');
    lent.terminal.press('\u001B[200~ 120 MB\r\n\u001B[201~');
    await lent.terminal.shows('❯ 120 MB');
    await leave(lent);
  });
});
