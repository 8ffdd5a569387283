import { describe, expect, it } from 'vitest';
import { editorArguments, programName } from './editor-line.ts';

const file = '/工作 坊/Dockerfile';

describe('editorArguments', () => {
  it.each(['vi', 'vim', 'nvim', 'nano', 'emacs', 'micro', 'kak', '/usr/bin/vim.tiny', 'C:\\Vim\\GVIM.EXE'])(
    '%s takes +N',
    (program) => expect(editorArguments(program, file, 7)).toEqual(['+7', file]),
  );
  it.each(['code', 'codium', '/usr/local/bin/code', 'C:\\VS Code\\bin\\code.cmd'])('%s takes --goto', (program) =>
    expect(editorArguments(program, file, 7)).toEqual(['--goto', `${file}:7`]),
  );
  it.each(['hx', 'subl', 'zed'])('%s takes file:N', (program) =>
    expect(editorArguments(program, file, 7)).toEqual([`${file}:7`]),
  );
  it('Notepad++ takes -nN', () =>
    expect(editorArguments('C:\\Notepad++\\notepad++.exe', file, 7)).toEqual(['-n7', file]));
  it.each(['notepad', 'my-editor', 'vimdiff', ''])('%s gets the file alone', (program) =>
    expect(editorArguments(program, file, 7)).toEqual([file]),
  );
  it('says no line when there is none', () => expect(editorArguments('vim', file)).toEqual([file]));
});

describe('programName', () => {
  it.each([
    ['vim', 'vim'],
    ['/opt/my editor/ed', 'ed'],
    ['C:\\Program Files\\x\\Code.EXE', 'Code'],
    ['C:/x/code.cmd', 'code'],
    ['vim.tiny', 'vim.tiny'],
  ])('%s is %s', (program, name) => expect(programName(program)).toBe(name));
});
