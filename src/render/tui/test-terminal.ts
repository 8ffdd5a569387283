import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { setImmediate as soon } from 'node:timers/promises';
import { Terminal } from '@xterm/headless';
import { type ExitReason, type OpenWorkshopOptions, openWorkshop } from './mount.tsx';
import { testCourse } from './test-course.ts';
import { readyDoctor, type TestSession, testPreview, testStart } from './test-harness.tsx';

/** A terminal in memory: what is written to it is played back into a grid. */
export class FakeTerminal {
  readonly grid: Terminal;
  readonly stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      this.isRaw = raw;
      return this;
    },
    ref: () => undefined,
    unref: () => undefined,
  });
  readonly stdout: Writable & { columns: number; rows: number; isTTY: boolean };
  readonly process = new EventEmitter();
  written = '';

  constructor(columns: number, rows: number) {
    this.grid = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    const write = (chunk: Buffer, _: BufferEncoding, done: () => void): void => {
      this.written += chunk.toString();
      this.grid.write(chunk.toString(), done);
    };
    this.stdout = Object.assign(new Writable({ write }), { columns, rows, isTTY: true });
  }

  get lines(): readonly string[] {
    const buffer = this.grid.buffer.active;
    return Array.from(
      { length: this.grid.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get alternate(): boolean {
    return this.grid.buffer.active.type === 'alternate';
  }

  resize(columns: number, rows: number): void {
    this.grid.resize(columns, rows);
    Object.assign(this.stdout, { columns, rows });
    this.stdout.emit('resize');
  }

  press(keys: string): void {
    this.stdin.write(keys);
  }

  /** Waits for the screen to show something; tells what it showed instead. */
  async shows(wanted: string | RegExp | ((text: string) => boolean)): Promise<void> {
    const until = performance.now() + 10_000;
    const fits = (): boolean =>
      typeof wanted === 'function'
        ? wanted(this.text)
        : typeof wanted === 'string'
          ? this.text.includes(wanted)
          : wanted.test(this.text);
    while (!fits()) {
      if (performance.now() > until) throw new Error(`never saw ${String(wanted)}; last saw:\n${this.text}`);
      await soon();
    }
  }
}

/** The workshop on a terminal in memory. */
export function open(
  terminal: FakeTerminal,
  session: TestSession,
  change: Partial<OpenWorkshopOptions> = {},
): Promise<ExitReason> {
  return openWorkshop({
    session,
    course: testCourse,
    lang: 'en',
    theme: { color: true },
    doctor: readyDoctor,
    stdin: terminal.stdin as unknown as NodeJS.ReadStream,
    stdout: terminal.stdout as unknown as NodeJS.WriteStream,
    stderr: terminal.stdout as unknown as NodeJS.WriteStream,
    info: { version: '0.1.0', workspace: './go-docker-demo' },
    preview: testPreview,
    shell: 'posix',
    clock: { now: () => testStart },
    process: terminal.process,
    ...change,
  });
}
