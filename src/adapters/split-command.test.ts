import { describe, expect, it } from 'vitest';
import { splitCommand } from './split-command.ts';

describe('splitCommand', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['vim', ['vim']],
    ['  code   --wait\t-n ', ['code', '--wait', '-n']],
    ['"/opt/my editor/ed" -n', ['/opt/my editor/ed', '-n']],
    ["'/opt/my editor/ed' -n", ['/opt/my editor/ed', '-n']],
    ['/opt/my\\ editor/ed -n', ['/opt/my editor/ed', '-n']],
    ['emacsclient -a "" -t', ['emacsclient', '-a', '', '-t']],
    ['vim -c "set nu" -c \'echo "x"\'', ['vim', '-c', 'set nu', '-c', 'echo "x"']],
    ['a"b c"d\'e f\'', ['ab cde f']],
    ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
    ["'a\\'", ['a\\']],
    ['"no end here', ['no end here']],
    ['at-the-end\\', ['at-the-end\\']],
    ['/编辑器/启动 --等待', ['/编辑器/启动', '--等待']],
    ['$HOME/ed; rm -rf * `id` | x', ['$HOME/ed;', 'rm', '-rf', '*', '`id`', '|', 'x']],
  ])('of POSIX: %s', (text, words) => expect(splitCommand(text, 'linux')).toEqual(words));

  it.each([
    ['"C:\\Program Files\\x\\x.exe" -n', ['C:\\Program Files\\x\\x.exe', '-n']],
    ['C:\\tools\\ed.exe --wait', ['C:\\tools\\ed.exe', '--wait']],
    [
      "'C:/Program Files/Notepad++/notepad++.exe' -multiInst",
      ['C:/Program Files/Notepad++/notepad++.exe', '-multiInst'],
    ],
    ['notepad', ['notepad']],
    ["C:\\Users\\O'Brien\\ed.exe -w", ["C:\\Users\\O'Brien\\ed.exe", '-w']],
  ])('of Windows: %s', (text, words) => expect(splitCommand(text, 'win32')).toEqual(words));
});
