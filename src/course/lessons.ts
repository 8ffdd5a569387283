import type { StepText } from './model.ts';

/** A heading of a lesson file that names its step: `## Build it {#build}`. */
const heading = /^## +(.*?)\s*\{#([a-z0-9-]+)\}\s*$/;

export interface LessonSection extends StepText {
  readonly step: string;
  readonly line: number;
}

export type LessonProblem = {
  readonly line: number;
  readonly problem: 'no-id' | 'empty' | 'before-first';
  readonly text: string;
};

/** Cuts a lesson file into its steps' sections. */
export function parseLesson(markdown: string): {
  readonly sections: readonly LessonSection[];
  readonly problems: readonly LessonProblem[];
} {
  const sections: { step: string; line: number; title: string; lines: string[] }[] = [];
  const problems: LessonProblem[] = [];
  let inFence = false;
  markdown
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((text, index) => {
      const line = index + 1;
      if (/^(```|~~~)/.test(text)) inFence = !inFence;
      const match = inFence ? null : heading.exec(text);
      if (match?.[1] !== undefined && match[2] !== undefined) {
        sections.push({ step: match[2], line, title: match[1], lines: [] });
        return;
      }
      if (!inFence && /^## /.test(text)) problems.push({ line, problem: 'no-id', text });
      const current = sections.at(-1);
      if (current) current.lines.push(text);
      else if (text.trim() !== '' && !text.startsWith('# ')) problems.push({ line, problem: 'before-first', text });
    });
  for (const section of sections) {
    if (section.lines.join('').trim() === '')
      problems.push({ line: section.line, problem: 'empty', text: section.title });
  }
  return {
    sections: sections.map(({ step, line, title, lines }) => ({ step, line, title, body: lines.join('\n').trim() })),
    problems,
  };
}

const inclusion = /^\{\{file:([^}]+)\}\}\s*$/gm;

/** The files that a lesson shows. */
export function includedFiles(body: string): readonly string[] {
  return [...body.matchAll(inclusion)].map((match) => (match[1] ?? '').trim());
}

/** Puts the lab's own files into the lesson, so that text and file cannot drift apart. */
export function includeFiles(body: string, read: (path: string) => string | undefined): string {
  return body.replace(inclusion, (whole, name: string) => {
    const content = read(name.trim());
    if (content === undefined) return whole;
    const language = /dockerfile/i.test(name) ? 'dockerfile' : (name.split('.').at(-1) ?? 'text');
    return `\`\`\`${language}\n${content.trimEnd()}\n\`\`\``;
  });
}
