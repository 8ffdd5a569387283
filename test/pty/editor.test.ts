import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { startTui, type Tui } from '../helpers/pty.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';

/** Writes what is typed into the file until the end of input, as `cat >` does; `EDITOR` names it with an argument. */
const editor = `#!/bin/sh
echo "editing $1 of $(basename "$2")"
cat > "$2"
`;

interface Editing {
  readonly tui: Tui;
  readonly box: Sandbox;
  readonly file: string;
}

/** The edit step of the course for the hands; no engine is needed for what the text alone can tell. */
async function editing(script = editor): Promise<Editing> {
  const box = await sandbox();
  const program = join(box.root, 'my editor.sh');
  await writeFile(program, script);
  await chmod(program, 0o755);
  const env = {
    ...box.env,
    PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}`,
    EDITOR: `"${program}" --wait`,
    SHELL: '/bin/sh',
  };
  const tui = startTui(['--course', miniCourse('hands')], { ...box, env });
  await tui.until(/Enter\s+Begin/);
  tui.press('\r');
  await tui.until(/Enter\s+Done/);
  tui.press('n');
  await tui.until('Your guess first');
  tui.press('n');
  await tui.until('Waiting for your first save');
  return { tui, box, file: join(box.cwd, 'go-docker-demo', 'Dockerfile.hands') };
}

async function leave({ tui }: Editing): Promise<void> {
  tui.press('q');
  expect(await tui.ended).toMatchObject({ exitCode: 0 });
  expect(tui.onAlternateScreen()).toBe(false);
}

describe('the editor', () => {
  test('gets every key, and its file is judged when it comes back', async () => {
    const open = await editing();
    const { tui, file } = open;
    tui.press('o');
    await tui.until('editing --wait of Dockerfile.hands');
    expect(tui.onAlternateScreen()).toBe(false);
    expect(tui.cursorShown()).toBe(true);
    const lines = ['FROM alpine:3.22', ...Array.from({ length: 30 }, (_, index) => `# line ${index}`), 'USER root'];
    for (const line of lines) tui.press(`${line}\r`);
    await tui.until('USER root');
    tui.press('\u0004');
    await tui.until(/Dockerfile\.hands, line 32[\s\S]*> 32 {2}USER root[\s\S]*open it in .*at line 32/);
    expect(await readFile(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
    expect(tui.onAlternateScreen()).toBe(true);
    tui.press('h');
    await tui.until('Hint 1 of 3');
    await leave(open);
  });

  test('is told apart from the judgement: a save is judged while it is open', async () => {
    const open = await editing('#!/bin/sh\necho "it is open"\nread line\n');
    const { tui, box, file } = open;
    tui.press('o');
    await tui.until('it is open');
    await writeFile(file, 'FROM alpine:3.22\nCOPIED greet /greet\n');
    // The judgement has ended when it is in the progress file.
    const progress = progressPath(box, 'mini-hands');
    await expect.poll(() => readFile(progress, 'utf8'), { timeout: 15_000 }).toContain('"outcome": "failed"');
    const before = tui.bytes().length;
    tui.press('\r');
    await tui.until(/line 2[\s\S]*> 2 {2}COPIED/);
    // The first frame after it has the verdict: nothing had to be waited for.
    expect(tui.bytes().slice(before)).not.toContain('Waiting for your first save');
    await leave(open);
  });

  test('has Ctrl-C to itself, and afterwards it is ours again', async () => {
    const { tui } = await editing('#!/bin/sh\necho ready\ncat\n');
    tui.press('o');
    await tui.until('ready');
    tui.press('a line\r');
    // Once typed and once said again: what reads is there, and not only on its way.
    await tui.until(/a line\s+a line/);
    tui.press('half a line\u0003');
    await tui.until((screen) => screen.startsWith(' go-docker-lab') && screen.includes('ended with exit code 130'));
    tui.press('\u0003');
    expect(await tui.ended).toMatchObject({ exitCode: 130 });
  });

  test('that is not there is named', async () => {
    const box = await sandbox();
    const env = {
      ...box.env,
      PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}`,
      EDITOR: 'no-such-editor',
    };
    const tui = startTui(['--course', miniCourse('hands')], { ...box, env });
    await tui.until(/Enter\s+Begin/);
    tui.press('\r');
    await tui.until(/Enter\s+Done/);
    tui.press('n');
    await tui.until('Your guess first');
    tui.press('n');
    await tui.until('Waiting for your first save');
    tui.press('o');
    await tui.until('no-such-editor was not found');
    tui.press('q');
    expect(await tui.ended).toMatchObject({ exitCode: 0 });
  });
});

describe('the shell', () => {
  test('opens in the workspace, has Ctrl-C to itself, and the screen comes back in its new size', async () => {
    const open = await editing();
    const { tui, file } = open;
    tui.press('!');
    await tui.until('A shell in ./go-docker-demo');
    tui.press('pwd; cat Dockerfile.hands\r');
    await tui.until(/go-docker-demo[\s\S]*FROM alpine/);
    tui.press('tee /dev/null\r');
    tui.press('a line\r');
    await tui.until((screen) => screen.split('a line').length === 3);
    tui.press('\u0003');
    await tui.until(/\^C\s+\S*[#$]/);
    tui.press('echo still-$((40 + 2))\r');
    await tui.until('still-42');
    tui.resize(120, 30);
    tui.press('printf "FROM alpine:3.22\\nUSER root\\n" > Dockerfile.hands\r');
    tui.press('exit\r');
    // Lesson and coach side by side, over the whole new width.
    await tui.until((screen) => /^─+┬─+$/.test(screen.split('\n')[1] ?? '') && screen.includes('> 2  USER root'));
    expect(tui.screen().split('\n')[1]).toHaveLength(120);
    expect(await readFile(file, 'utf8')).toContain('USER root');
    await leave(open);
  });
});
