/** How an editor is told the line. */
type LineStyle = 'plus' | 'goto' | 'colon' | 'dash-n';

// From each editor's manual or --help; whoever is not here gets the file alone.
const styles: Readonly<Record<LineStyle, readonly string[]>> = {
  plus: [
    ...['vi', 'vim', 'nvim', 'gvim', 'mvim', 'view', 'nvi', 'elvis', 'vile'],
    ...['nano', 'pico', 'emacs', 'emacsclient', 'mg', 'jove', 'micro', 'kak', 'joe', 'jmacs', 'ne'],
  ],
  goto: ['code', 'code-insiders', 'codium', 'vscodium', 'cursor', 'windsurf'],
  'dash-n': ['notepad++'],
  colon: ['hx', 'helix', 'subl', 'sublime_text', 'zed', 'zeditor'],
};

/**
 * The arguments with which an editor opens a file at a line: `+7 file`, `--goto file:7`, `file:7`,
 * or just the file in editors that are not known. `program` may be a path, end in `.exe` or `.cmd`,
 * or be one of Debian's variants such as `vim.tiny`.
 */
export function editorArguments(program: string, file: string, line?: number): readonly string[] {
  if (line === undefined) return [file];
  switch (styleOf(programName(program))) {
    case 'plus':
      return [`+${line}`, file];
    case 'goto':
      return ['--goto', `${file}:${line}`];
    case 'dash-n':
      return [`-n${line}`, file];
    case 'colon':
      return [`${file}:${line}`];
    case undefined:
      return [file];
  }
}

/** The name of a program for display: without folder and without the ending that Windows needs. */
export function programName(program: string): string {
  const name = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:exe|cmd|bat|com)$/i, '');
}

function styleOf(name: string): LineStyle | undefined {
  const plain = name.toLowerCase().replace(/\.(?:tiny|basic|nox|gtk3?|athena)$/, '');
  for (const style of ['plus', 'goto', 'colon', 'dash-n'] as const) if (styles[style].includes(plain)) return style;
  return undefined;
}
