import { type Line, line, type Span, span } from './styled.ts';

const goWords = new Set(
  'break case chan const continue default defer else for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);

/**
 * Code of a lesson, lightly coloured. Only the languages that lessons use; anything else stays plain.
 * (A full highlighter is 60 ms of start-up and half the bundle for a dozen short listings.)
 */
export function highlight(code: string, language: string): readonly Line[] {
  const paintLine = painters[language.toLowerCase()] ?? ((text: string): Line => line(text));
  return code.replace(/\n$/, '').split('\n').map(paintLine);
}

const painters: Readonly<Record<string, (text: string) => Line>> = {
  dockerfile: dockerfileLine,
  docker: dockerfileLine,
  sh: shellLine,
  bash: shellLine,
  shell: shellLine,
  console: shellLine,
  powershell: shellLine,
  go: goLine,
  yaml: hashComments,
  toml: hashComments,
};

function dockerfileLine(text: string): Line {
  if (/^\s*#/.test(text)) return line(span(text, 'comment'));
  const found =
    /^(\s*)(FROM|RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|ARG|EXPOSE|USER|WORKDIR|LABEL|HEALTHCHECK|STOPSIGNAL|VOLUME|SHELL|ONBUILD)\b(.*)$/.exec(
      text,
    );
  if (!found) return line(text);
  const [, indent = '', instruction = '', rest = ''] = found;
  const stage = /^(.*)(\sAS\s)(\S+)(\s*)$/i.exec(rest);
  return stage
    ? line(indent, span(instruction, 'key'), stage[1] ?? '', span(stage[2] ?? '', 'key'), stage[3] ?? '')
    : line(indent, span(instruction, 'key'), ...flags(rest));
}

/** `--from=builder` and the like, told apart from the operands. */
function flags(text: string): readonly (string | Span)[] {
  return text
    .split(/(\s--[a-z-]+(?:=\S+)?)/)
    .map((part) => (part.trimStart().startsWith('--') ? span(part, 'accent') : part));
}

function shellLine(text: string): Line {
  if (/^\s*#/.test(text)) return line(span(text, 'comment'));
  const found = /^(\s*)([$>]\s)?(\S+)?(.*)$/.exec(text);
  const [, indent = '', prompt = '', program = '', rest = ''] = found ?? [];
  const comment = /^(.*?)(\s#\s.*)$/.exec(rest);
  return line(
    indent,
    span(prompt, 'muted'),
    span(program, 'accent'),
    comment?.[1] ?? rest,
    span(comment?.[2] ?? '', 'comment'),
  );
}

function hashComments(text: string): Line {
  const at = text.search(/(^|\s)#/);
  return at < 0 ? line(text) : line(text.slice(0, at), span(text.slice(at), 'comment'));
}

function goLine(text: string): Line {
  const parts = text.split(/(\/\/.*$|"(?:[^"\\]|\\.)*"|`[^`]*`|\b[a-z]+\b)/);
  return line(
    ...parts.map((part) => {
      if (part.startsWith('//')) return span(part, 'comment');
      if (/^["`]/.test(part)) return span(part, 'good');
      return goWords.has(part) ? span(part, 'accent') : part;
    }),
  );
}
