import { type Check, checkId, checkSchema } from '../checks/registry.ts';
import { type Lang, languages, msg } from '../i18n/message.ts';
import { type CourseFiles, editStarts, startFiles, textOf } from './course-files.ts';
import { parseVariants } from './edit-variants.ts';
import { refuseClashes, refuseUnportable } from './file-rules.ts';
import { invalid } from './invalid.ts';
import { parseLessonFile } from './lesson-texts.ts';
import type { Course, Lab, LabSource, Step, StepText } from './model.ts';
import { courseSchema, labSchema, type StepFile } from './schema.ts';
import { checkSteps } from './step-rules.ts';
import { parseYamlFile } from './yaml-file.ts';

/**
 * Turns the files of a course into an immutable Course.
 * Throws a CourseError that names file, line, key and what was expected.
 */
export function parseCourse(files: CourseFiles, app: readonly LabSource[]): Course {
  const courseFile = parseYamlFile('course.yaml', textOf(files, 'course.yaml'), courseSchema);
  const { labs, format: _, ...course } = courseFile.value;
  const twice = labs.find((id, index) => labs.indexOf(id) !== index);
  if (twice !== undefined) {
    throw invalid('course.yaml', courseFile.lineOf(['labs']), 'labs', msg('course.twice', { id: twice }));
  }
  refuseUnportable(files, app);
  refuseClashes(labs, files, app);
  const visible = (id: string): ReadonlyMap<string, Uint8Array> =>
    new Map([...app, ...startFiles(id, files), ...editStarts(id, files)].map(({ path, content }) => [path, content]));
  const saved = new Set<string>();
  return { ...course, appFiles: app, labs: labs.map((id) => parseLab(id, files, course.bases, visible(id), saved)) };
}

/** The folder of the program under study, as course.yaml names it. */
export function appOf(files: CourseFiles): string {
  return parseYamlFile('course.yaml', textOf(files, 'course.yaml'), courseSchema).value.app;
}

function parseLab(
  id: string,
  files: CourseFiles,
  bases: readonly string[],
  shared: ReadonlyMap<string, Uint8Array>,
  /** What requests of the labs so far save in the workspace; those of this lab are added. */
  saved: Set<string>,
): Lab {
  const file = `${id}/lab.yaml`;
  const parsed = parseYamlFile(file, textOf(files, file), labSchema);
  const { steps, format: _, ...lab } = parsed.value;
  const strange = lab.bases.findIndex((base) => !bases.includes(base));
  if (strange >= 0) {
    const reason = msg('course.base', { base: lab.bases[strange] ?? '', bases: bases.join(', ') });
    throw invalid(file, parsed.lineOf(['bases', strange]), `bases.${strange}`, reason);
  }
  checkSteps(file, parsed, shared, saved);
  const variants = parseVariants(id, parsed, files);
  const lessons = Object.fromEntries(
    languages.map((lang) => [lang, parseLessonFile(`${id}/${lang}.md`, lang, steps, files, shared)]),
  ) as Record<Lang, ReadonlyMap<string, StepText>>;
  return {
    ...lab,
    id,
    files: startFiles(id, files),
    steps: steps.map((step): Step => {
      const text = (lang: Lang): StepText => lessons[lang].get(step.id) ?? { title: step.id, body: '' };
      const texts = { en: text('en'), zh: text('zh') };
      return step.kind === 'edit'
        ? { ...step, text: texts, variants: variants(step), checks: withValidity(step) }
        : { ...step, text: texts };
    }),
  };
}

/** A Dockerfile that cannot be read is told first, and in every edit step. */
function withValidity(step: Extract<StepFile, { kind: 'edit' }>): Check[] {
  const unread = step.files.filter(
    (file) => /dockerfile/i.test(file) && !step.checks.some((check) => checkId(check) === validity(file, step.files)),
  );
  const added = unread.map((file) =>
    checkSchema.parse({ kind: 'dockerfile', id: validity(file, step.files), file, rule: 'valid' }),
  );
  return [...added, ...step.checks];
}

function validity(file: string, files: readonly string[]): string {
  const index = files.indexOf(file);
  return index === 0 ? 'dockerfile' : `dockerfile-${index + 1}`;
}
