import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, startCli } from '../helpers/cli.ts';
import { fakeDocker, fixture, miniCourse } from '../helpers/paths.ts';
import { startTui, type Tui, type TuiOptions } from '../helpers/pty.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';

const quick = ['--course', miniCourse('quick')];

async function open(
  options: Partial<TuiOptions> = {},
  args: readonly string[] = quick,
): Promise<{ tui: Tui; box: Sandbox }> {
  const box = await sandbox();
  const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}`, ...options.env };
  const tui = startTui(args, { ...box, ...options, env });
  await tui.until(/Enter/);
  return { tui, box };
}

/** The shell has its screen, its cursor, its colours and its line discipline back. */
function expectRestored(tui: Tui): void {
  expect(tui.onAlternateScreen()).toBe(false);
  expect(tui.cursorShown()).toBe(true);
  const bytes = tui.bytes();
  for (const mode of ['2004', '1000', '1002', '1003', '1006', '1004']) {
    expect(bytes.lastIndexOf(`\u001b[?${mode}l`), `mode ${mode}`).toBeGreaterThanOrEqual(
      bytes.lastIndexOf(`\u001b[?${mode}h`),
    );
  }
  // Nothing of the workshop stands on the shell's own screen.
  expect(tui.screen()).not.toMatch(/[│╭╮╰╯]/);
}

describe('the first screen', () => {
  test.for([
    [80, 24],
    [60, 15],
    [200, 50],
  ] as const)('at %i×%i shows the course, the next key, and fits', async ([columns, rows]) => {
    const { tui } = await open({ columns, rows });
    // The move that is suggested, and the way to all others.
    await tui.until(/First[\s\S]*Enter\s+Begin[\s\S]*\?\s+Help/);
    expect(tui.onAlternateScreen()).toBe(true);
  });

  test('speaks the language that is asked for', async () => {
    const { tui } = await open({}, [...quick, '--lang', 'zh']);
    await tui.until(/第一课[\s\S]*Enter\s+开始/);
  });

  test('uses no colour when asked not to', async () => {
    const { tui } = await open({ env: { NO_COLOR: '1' } });
    await tui.until('First');
    expect(tui.bytes()).not.toMatch(/\u001b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38|48)[0-9;]*m/);
  });
});

describe('keys', () => {
  test('L switches between English and Chinese, on every screen', async () => {
    const { tui } = await open();
    for (const [key, en, zh] of [
      ['', /Begin/, /开始/],
      ['?', /Keys/, /按键/],
      ['t', /Compare the images/, /对比/],
      ['m', /Map|First/, /第一课/],
    ] as const) {
      if (key !== '') tui.press(key);
      await tui.until(en);
      tui.press('L');
      await tui.until(zh);
      tui.press('L');
      await tui.until(en);
    }
  });

  test('Enter opens the lesson, and the next key is on the screen there too', async () => {
    const { tui } = await open();
    tui.press('\r');
    await tui.until(/A mini course for tests\.[\s\S]*Enter\s+Done/);
    tui.press('\r');
    await tui.until(/It builds an image\.[\s\S]*docker build[\s\S]*Enter\s+Run/);
  });

  test('a step that cannot run says why, and what to press', async () => {
    const { tui } = await open();
    tui.press('\r');
    await tui.until(/A mini course for tests\.[\s\S]*Enter\s+Done/);
    // Reading needs no engine.
    tui.press('\r');
    await tui.until(/It builds an image\.[\s\S]*Enter\s+Run/);
    tui.press('\r');
    await tui.until(/Docker is not running[\s\S]*Enter\s+Run again/);
  });
});

describe('a terminal that is too small', () => {
  test.for([
    [59, 24],
    [80, 14],
    [20, 5],
  ] as const)('%i×%i says so, and recovers', async ([columns, rows]) => {
    const { tui } = await open();
    tui.resize(columns, rows);
    await tui.until(/too small/);
    // What it has and what it needs, where there is room to say it.
    if (columns >= 58) await tui.until(`${columns}x${rows}, need 60x15`);
    tui.resize(100, 30);
    await tui.until((screen) => /Enter\s+Begin/.test(screen) && !screen.includes('too small'));
    tui.press('q');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
    expectRestored(tui);
  });

  test('from the start, and q still quits', async () => {
    const box = await sandbox();
    const tui = startTui(quick, { ...box, columns: 40, rows: 10 });
    await tui.until(/too small/);
    tui.press('q');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
    expectRestored(tui);
  });
});

describe('the terminal is as it was', () => {
  test('after q', async () => {
    const { tui, box } = await open();
    tui.press('q');
    expect(await tui.ended).toMatchObject({ exitCode: 0, signal: 0 });
    expectRestored(tui);
    expect(await readdir(join(box.state, 'go-docker-lab/mini-quick'))).not.toContain('progress.lock');
  });

  test('after Ctrl-C', async () => {
    const { tui, box } = await open();
    tui.press('\u0003');
    expect(await tui.ended).toMatchObject({ exitCode: 130, signal: 0 });
    expectRestored(tui);
    expect(await readdir(join(box.state, 'go-docker-lab/mini-quick'))).not.toContain('progress.lock');
  });

  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('after %s', async (signal) => {
    const { tui, box } = await open();
    tui.kill(signal);
    expect(await tui.ended).toMatchObject({ exitCode: 130, signal: 0 });
    expectRestored(tui);
    expect(await readdir(join(box.state, 'go-docker-lab/mini-quick'))).not.toContain('progress.lock');
  });

  test('after a crash', async () => {
    const { tui } = await open({ env: { NODE_OPTIONS: `--require ${fixture('crash.cjs')}` } });
    tui.kill('SIGUSR2');
    const { exitCode } = await tui.ended;
    expect(exitCode).not.toBe(0);
    expectRestored(tui);
    expect(tui.screen()).toContain('a mistake made for a test');
  });
});

describe('without a terminal the TUI never starts', () => {
  test('stdin and stdout are pipes', async () => {
    const box = await sandbox();
    const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` };
    const result = await runCli(quick, { ...box, env });
    expect(`${result.stdout}${result.stderr}`).not.toContain('\u001b[');
    expect(result.exitCode).toBe(3);
  });

  test.for([
    ['--plain', {}],
    ['', { TERM: 'dumb' }],
    ['', { INK_SCREEN_READER: '1' }],
  ] as const)('%s %o: line by line, and q ends it', async ([flag, extra]) => {
    const box = await sandbox();
    const tui = startTui([...quick, ...(flag === '' ? [] : [flag])], { ...box, env: { ...box.env, ...extra } });
    await tui.until('A mini course for tests.');
    expect(tui.onAlternateScreen()).toBe(false);
    tui.press('q\r');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
    expect(tui.bytes()).not.toContain('\u001b[?1049h');
  });

  test('only stdout is a pipe: stdin is never put into raw mode', async () => {
    const box = await sandbox();
    const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` };
    const running = startCli(quick, { ...box, env });
    expect((await running.done).exitCode).toBe(3);
    expect(running.stdout()).not.toContain('\u001b');
  });
});
