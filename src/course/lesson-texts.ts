import { type Lang, msg } from '../i18n/message.ts';
import { hasControl } from './control.ts';
import { type CourseFiles, decode, textOf } from './course-files.ts';
import { invalid } from './invalid.ts';
import { includedFiles, includeFiles, type LessonSection, parseLesson } from './lessons.ts';
import type { StepText } from './model.ts';
import type { StepFile } from './schema.ts';

/** Reads a lab's lesson file in one language: a text for each step. Throws a CourseError. */
export function parseLessonFile(
  file: string,
  lang: Lang,
  steps: readonly StepFile[],
  files: CourseFiles,
  shared: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, StepText> {
  const { sections, problems } = parseLesson(textOf(files, file));
  const problem = problems[0];
  if (problem) throw invalid(file, problem.line, problem.text, msg(`course.lesson.${problem.problem}`));
  const texts = new Map<string, StepText>();
  for (const section of sections) {
    if (!steps.some((step) => step.id === section.step))
      throw invalid(file, section.line, section.step, msg('course.lesson.stray'));
    if (texts.has(section.step))
      throw invalid(file, section.line, section.step, msg('course.twice', { id: section.step }));
    const body = withFiles(file, section, shared);
    if (hasControl(section.title) || hasControl(body))
      throw invalid(file, section.line, section.step, msg('course.control'));
    texts.set(section.step, { title: section.title, body });
  }
  const missing = steps.find((step) => !texts.has(step.id));
  if (missing) throw invalid(file, 1, missing.id, msg('course.lesson.missing', { lang }));
  return texts;
}

function withFiles(file: string, section: LessonSection, shared: ReadonlyMap<string, Uint8Array>): string {
  const read = (path: string): string | undefined => {
    const content = shared.get(path);
    return content && decode(content);
  };
  const absent = includedFiles(section.body).find((path) => read(path) === undefined);
  if (absent !== undefined) throw invalid(file, section.line, section.step, msg('course.file', { name: absent }));
  return includeFiles(section.body, read);
}
