import { quoteForCmd, setForCmd } from './cmd.ts';
import type { Command, Line, Shell } from './model.ts';
import { quoteForPosix } from './posix.ts';
import { commandForPowerShell, quoteForPowerShell, stringForPowerShell } from './powershell.ts';

/** Writes a line so that this shell, when it is pasted there, reads back the very same words. */
export function shellLine(shell: Shell, line: Line): string {
  switch (shell) {
    case 'posix':
      return joined(line, posix);
    case 'powershell':
      return joined(line, powershell);
    case 'cmd':
      return joined(line, cmd);
  }
}

/** What stands before a line that is shown, as this shell itself has it. */
export function shellPrompt(shell: Shell): string {
  return { posix: '$ ', powershell: 'PS> ', cmd: '> ' }[shell];
}

/** One word of a line, for a text that has the rest of it. */
export function shellWord(shell: Shell, word: string): string {
  return { posix: quoteForPosix, powershell: quoteForPowerShell, cmd: quoteForCmd }[shell](word);
}

interface Writer {
  command(command: Command): string;
  append(text: string, file: string): string;
  typed(text: string): string;
  /** Each if all before it succeeded. */
  all(parts: readonly string[]): string;
  /** Each if all before it failed. */
  firstOf(parts: readonly string[]): string;
  each(parts: readonly string[]): string;
}

function joined(line: Line, writer: Writer): string {
  if ('argv' in line) return writer.command(line);
  if ('appendTo' in line) return writer.append(line.text, line.appendTo);
  if ('typed' in line) return writer.typed(line.typed);
  const parts = (list: readonly Line[]): readonly string[] => list.map((part) => joined(part, writer));
  if ('all' in line) return writer.all(parts(line.all));
  if ('firstOf' in line) return writer.firstOf(parts(line.firstOf));
  return writer.each(parts(line.each));
}

function settings({ env = {} }: Command): readonly (readonly [name: string, value: string])[] {
  return Object.entries(env);
}

function into(command: Command, operator: string, quote: (word: string) => string): readonly string[] {
  return command.into === undefined ? [] : [operator, quote(command.into)];
}

const posix: Writer = {
  command(command) {
    // By `env`, which is a program: every shell can call it, whatever its own way to set a variable.
    const given = settings(command).map(([name, value]) => `${name}=${quoteForPosix(value)}`);
    const words = [...(given.length === 0 ? [] : ['env', ...given]), ...command.argv.map(quoteForPosix)];
    return [...words, ...into(command, '>', quoteForPosix)].join(' ');
  },
  append: (text, file) => `${['printf', '%s\\n', text].map(quoteForPosix).join(' ')} >> ${quoteForPosix(file)}`,
  typed: (text) => text,
  all: (parts) => parts.join(' && '),
  firstOf: (parts) => parts.join(' || '),
  each: (parts) => parts.join('; '),
};

const powershell: Writer = {
  command(command) {
    const given = settings(command).map(([name, value]) => `$env:${name} = ${stringForPowerShell(value)}`);
    const call = [
      commandForPowerShell(command.argv),
      ...into(command, '| Set-Content -LiteralPath', quoteForPowerShell),
    ];
    return [...given, call.join(' ')].join('; ');
  },
  // Add-Content ends lines as Windows does, and docker's and Go's files end them with LF.
  append: (text, file) =>
    `Add-Content -NoNewline -Encoding utf8 -LiteralPath ${quoteForPowerShell(file)} -Value (${stringForPowerShell(text)} + "\`n")`,
  typed: (text) => text,
  // Windows PowerShell 5 has neither && nor ||.
  all: (parts) => nested(parts, '$?'),
  firstOf: (parts) => nested(parts, '-not $?'),
  each: (parts) => parts.reduce((before, part) => `${before}${isVerbatim(before) ? '\n' : '; '}${part}`),
};

function nested([first = '', ...rest]: readonly string[], condition: string): string {
  if (rest.length === 0) return first;
  const inner = nested(rest, condition);
  return `${first}${isVerbatim(first) ? '\n' : '; '}if (${condition}) { ${inner}${isVerbatim(inner) ? '\n' : ' '}}`;
}

/** What stands behind `--%` reaches to the end of the line. */
function isVerbatim(text: string): boolean {
  return text.slice(text.lastIndexOf('\n') + 1).includes(' --% ');
}

const cmd: Writer = {
  command(command) {
    const given = settings(command).map(([name, value]) => setForCmd(name, value));
    const call = [...command.argv.map(quoteForCmd), ...into(command, '>', quoteForCmd)];
    return [...given, call.join(' ')].join('&& ');
  },
  // In front, or a digit at the end of the text would be taken for a number of a stream.
  append: (text, file) => `>>${quoteForCmd(file)} echo(${escapeEcho(text)}`,
  typed: (text) => text,
  all: (parts) => parts.join(' && '),
  firstOf: (parts) => parts.join(' || '),
  each: (parts) => parts.join(' & '),
};

function escapeEcho(text: string): string {
  return text.replace(/[()%!^"<>&|]/g, '^$&');
}
