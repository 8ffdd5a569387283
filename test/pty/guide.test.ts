import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { startTui, type Tui } from '../helpers/pty.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';

const course = miniCourse('guide');
const edits = join(course, '01-hands/edits/user');

interface Opened {
  readonly tui: Tui;
  readonly box: Sandbox;
  /** The learner's file. */
  readonly file: string;
  /** Types a line. */
  type(line: string): void;
  /** Types a line and waits for an answer to it. */
  ask(line: string, wanted: RegExp): Promise<void>;
}

/** The plain mode on a machine without an engine, at the first step. */
async function open(env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Promise<Opened> {
  const box = await sandbox();
  const path = `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}`;
  const tui = startTui(['--plain', '--course', course, ...args], {
    ...box,
    env: { ...box.env, PATH: path, ...env },
    columns: 100,
    rows: 60,
  });
  await tui.until(prompted);
  const type = (line: string): void => tui.press(`${line}\r`);
  return {
    tui,
    box,
    file: join(box.cwd, 'go-docker-demo/Dockerfile.guide'),
    type,
    async ask(line, wanted) {
      const before = tui.bytes().length;
      type(line);
      await tui.until(() => wanted.test(tui.bytes().slice(before)) && prompted(tui.screen()));
    },
  };
}

/** The last line is a prompt with nothing typed yet. */
function prompted(screen: string): boolean {
  return screen.split('\n').at(-1) === '>';
}

describe('an edit step', () => {
  test('a save is judged while the prompt stands, and what was typed comes again', async () => {
    const { tui, file } = await open();
    expect(tui.screen()).toContain('Your file: ./go-docker-demo/Dockerfile.guide');
    tui.press('typed');
    await tui.until(/> typed$/);
    await cp(join(edits, 'wrong/root/Dockerfile.guide'), file);
    const screen = await tui.until(/FAILED[\s\S]*> typed$/);
    expect(screen).toContain('Dockerfile.guide was saved. Judging it.');
    expect(screen).toContain('[FAIL] not-root');
    expect(screen).toContain('at:       Dockerfile.guide, line 4');
    expect(screen).toMatch(/> 4 {2}USER root\n/);
    expect(screen).toContain('[skip] greeting');
    // The line is still there to be edited.
    tui.press(`${'\u007f'.repeat(5)}h\r`);
    await tui.until('Hint 1 of 3: Who runs the program?');
  });

  test('Enter judges the file as it is, and the engine is asked only once the text is right', async () => {
    const { tui, file, ask } = await open();
    await ask('', /\[FAIL\] not-root[\s\S]*FAILED/);
    await cp(join(edits, 'solution/Dockerfile.guide'), file);
    await tui.until((screen) => /\[pass\] not-root[\s\S]*Docker is not running/.test(screen) && prompted(screen));
  });

  test('hints come one by one; the solution and the comparison after the last', async () => {
    const { tui, box, ask } = await open();
    await ask('s', /3 more hints are there for you/);
    await ask('h', /Hint 1 of 3/);
    await ask('d', /2 more hints are there for you/);
    await ask('h', /Hint 2 of 3/);
    await ask('s', /one more hint is there for you/);
    await ask('h', /Hint 3 of 3: USER 65532[\s\S]*s shows the solution/);
    await ask('h', /Hint 1 of 3[\s\S]*Hint 3 of 3/);
    await ask('s', /USER 65532\r\nCMD/);
    await ask('d', /\+ USER 65532/);
    await ask('f', /could not be measured: Docker is not running/);
    tui.press('q\r');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
    const progress: unknown = JSON.parse(await readFile(progressPath(box, 'mini-guide'), 'utf8'));
    expect(progress).toMatchObject({ help: { '01-hands/user': { hints: 3, solutionAt: expect.any(String) } } });
  });

  test('o opens the editor on the line of the verdict, and nothing is printed into it', async () => {
    const box = await sandbox();
    const bin = join(box.root, 'bin');
    const editor = join(bin, 'vim');
    await mkdir(bin);
    // Saves, and stays open until a key is pressed.
    const script = `#!/bin/sh\necho "EDITOR $*"\ncp '${edits}/wrong/root/Dockerfile.guide' "$2"\nread key\necho "EDITOR ends"\n`;
    await writeFile(editor, script);
    await chmod(editor, 0o755);
    const { tui, file, ask } = await open({ EDITOR: editor });
    await ask('', /FAILED/);
    tui.press('o\r');
    await tui.until(`EDITOR +1 ${file}`);
    // The judgement of that save has ended when its verdict is in the progress file; the screen is the editor's.
    tui.press('\r');
    const screen = await tui.until(/EDITOR ends[\s\S]*was saved[\s\S]*USER root[\s\S]*FAILED/);
    expect(screen.slice(screen.indexOf('EDITOR +1'), screen.indexOf('EDITOR ends'))).not.toMatch(/Judging|FAIL/);
    await tui.until(prompted);
  });

  test('an editor that is not there, or fails, is told of', async () => {
    const { ask } = await open({ EDITOR: 'no-such-editor' });
    await ask('o', /No editor was found \(no-such-editor\)[\s\S]*Set EDITOR/);
    const failing = await open({ EDITOR: 'false' });
    await failing.ask('o', /The editor ended with exit code 1/);
  });

  test('! gives a shell in the workspace', async () => {
    const { tui } = await open({ SHELL: '/bin/sh', PS1: 'shell: ' });
    tui.press('!\r');
    await tui.until(/shell:$/);
    // Ctrl-C in the shell is not meant for us.
    tui.press('\u0003');
    await tui.until(/shell:.*\n+.*shell:$/);
    tui.press('pwd; exit 3\r');
    await tui.until((screen) => /go-docker-demo\n[\s\S]*Back in the workshop/.test(screen) && prompted(screen));
  });
});

describe('a look at the machine', () => {
  test.for([
    ['en', '[MISSING]', 'Next: '],
    ['zh', '[缺少]', '下一步：'],
  ] as const)('prints what the doctor finds, and the move that puts it right (%s)', async ([lang, mark, next]) => {
    const box = await sandbox();
    const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` };
    const tui = startTui(['--plain', '--lang', lang], { ...box, env, columns: 100, rows: 100 });
    await tui.until(prompted);
    tui.press('\r');
    await tui.until((screen) => screen.includes('-- 00-start/machine') && prompted(screen));
    tui.press('\r');
    const screen = await tui.until((shown) => /\[(FAIL|失败)\] ready/.test(shown) && prompted(shown));
    const findings = screen.slice(screen.lastIndexOf('$ go-docker-lab '));
    expect(findings).toContain(mark);
    const [, move = ''] = new RegExp(`${next}(.{4,12})`).exec(findings) ?? [];
    // Once below its finding, once beside the hint of the course.
    expect(findings.split(move).length, move).toBeGreaterThan(2);
    expect(findings).toContain(lang === 'en' ? 'Each finding that is missing' : '每一条“缺少”');
  });
});

describe('what is asked', () => {
  test('a guess: what cannot be read is told, and Enter measures without one', async () => {
    const { ask } = await open();
    await ask('n', /How many layers will the image guide have\?/);
    await ask('many', /could not be read as a guess/);
    await ask('?', /Enter: measure without a guess[\s\S]*q: quit/);
    await ask('２', /Your guess: 2\. Measuring[\s\S]*Docker is not running/);
    await ask('n', /Which of these instructions[\s\S]*a {2}RUN echo hello/);
    await ask('', /Docker is not running/);
  });

  test('questions: until right, or skipped', async () => {
    const { tui, box, ask } = await open();
    await ask('n', /How many layers/);
    await ask('n', /Which of these/);
    await ask('n', /Question 1 of 2[\s\S]*b {2}ENV/);
    await ask('x', /could not be read\. Use the letters/);
    await ask('b', /It is only configuration\.[\s\S]*Not right yet/);
    await ask('ａ，ｃ', /It writes files[\s\S]*Right, after 2 tries[\s\S]*Question 2 of 2/);
    await ask('n', /One question is still open/);
    await ask('', /Question 2 of 2/);
    await ask('5', /too high/);
    await ask('0', /Right, after 2 tries[\s\S]*The kernel knows root by 0[\s\S]*Enter goes on/);
    await ask('m', /\[left\] 01-hands\/user[\s\S]*\[done\] 01-hands\/quiz[\s\S]*\[left\] passed over: by you/);
    await ask('', /That is all/);
    tui.press('q\r');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
    const progress: unknown = JSON.parse(await readFile(progressPath(box, 'mini-guide'), 'utf8'));
    expect(progress).toMatchObject({ answers: { '01-hands/quiz/uid': [{ right: false }, { right: true }] } });
  });

  test('in Chinese', async () => {
    const { tui, ask } = await open({}, '--lang', 'zh');
    expect(tui.screen()).toContain('每次保存都会立即评判');
    await ask('ｈ', /提示 1\/3：程序以谁的身份运行？/);
    await ask('？', /回车：按文件现在的内容评判[\s\S]*q：退出/);
    await ask('n', /镜像 guide 会有几层？/);
  });
});

describe('the end', () => {
  const prompts: readonly [name: string, lines: readonly string[]][] = [
    ['at a key', []],
    ['at a guess', ['n']],
    ['at a question', ['n', 'n', 'n']],
  ];

  test.for(prompts)('%s: Ctrl-C is an interrupt, Ctrl-D and q are not, a signal stops it', async ([, lines]) => {
    for (const [end, exitCode] of [
      ['\u0003', 130],
      ['\u0004', 0],
      ['q\r', 0],
      ['SIGTERM', 130],
      ['SIGHUP', 130],
    ] as const) {
      const { tui, ask } = await open();
      for (const line of lines) await ask(line, /-- 01-hands/);
      if (end === 'SIGTERM' || end === 'SIGHUP') tui.kill(end);
      else tui.press(end);
      expect(await tui.ended, JSON.stringify(end)).toMatchObject({ exitCode });
    }
  });

  test('while something runs, Ctrl-C stops it, and a second one leaves', async () => {
    const box = await sandbox();
    const env = { ...box.env, PATH: `${fakeDocker('hangs')}${delimiter}${box.env['PATH'] ?? ''}` };
    const tui = startTui(['--plain', '--course', miniCourse('quick')], { ...box, env, rows: 60 });
    await tui.until(/Enter: done reading/);
    tui.press('\r');
    // Typed while it is at work.
    tui.press('\r');
    await tui.until('Still at work. Ctrl-C stops it.');
    tui.press('\u0003');
    await tui.until('Stopping.');
    tui.press('\u0003');
    // The engine that never answers is given up by the third, which is a signal of the terminal.
    tui.kill('SIGINT');
    expect(await tui.ended).toMatchObject({ exitCode: 130 });
  });

  test('after what was begun to type, Ctrl-C ends as well', async () => {
    const { tui } = await open();
    tui.press('half a li');
    await tui.until(/> half a li$/);
    tui.press('\u0003');
    expect(await tui.ended).toMatchObject({ exitCode: 130 });
  });
});

test('a terminal that knows nothing gets nothing but text', async () => {
  const { tui, file } = await open({ TERM: 'dumb' });
  tui.press('ty');
  await tui.until(/> ty$/);
  await cp(join(edits, 'wrong/root/Dockerfile.guide'), file);
  await tui.until(/FAILED[\s\S]*> ty$/);
  tui.press('\r');
  await tui.until(/no key here/);
  expect(tui.bytes()).not.toContain('\u001b');
});
