import type { Course } from '../../src/course/model.ts';
import { parseCourse } from '../../src/course/parse.ts';

const encoder = new TextEncoder();

/**
 * A course of one lab `one` from the files given: its lab.yaml, and below `one/` what its steps need. Lessons
 * are made up for each step id found in lab.yaml.
 */
export function courseOf(files: Readonly<Record<string, string>>): Course {
  const ids = [...(files['one/lab.yaml'] ?? '').matchAll(/^ {2}- id: (\S+)/gm)].map((match) => match[1] ?? '');
  const lesson = (words: string): string => ids.map((id) => `## ${words} ${id} {#${id}}\n\n${words}.\n`).join('\n');
  const all = {
    'course.yaml':
      'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: Mini, zh: 迷你 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: ["golang:1.26-alpine"]\nlabs: [one]\n',
    'one/en.md': lesson('Text'),
    'one/zh.md': lesson('正文'),
    ...files,
  };
  return parseCourse(new Map(Object.entries(all).map(([path, text]) => [path, encoder.encode(text)])), []);
}
