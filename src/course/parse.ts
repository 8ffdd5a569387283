import { type Check, checkId, checkSchema } from '../checks/registry.ts';
import { CourseError } from '../errors.ts';
import { type Lang, languages, type Message, msg } from '../i18n/message.ts';
import { hasControl } from './control.ts';
import { parseDocker, secretFile } from './docker-argv.ts';
import { parseVariants } from './edit-variants.ts';
import { includedFiles, includeFiles, type LessonSection, parseLesson } from './lessons.ts';
import type { Course, Lab, LabSource, Step, StepText } from './model.ts';
import { findTwin, isPortable } from './portable.ts';
import { type Action, courseSchema, type LabFile, labSchema, type StepFile } from './schema.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/** The files of a course folder: path relative to it, forward slashes → content. */
export type CourseFiles = ReadonlyMap<string, Uint8Array>;

const decoder = new TextDecoder('utf-8');

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

/** A course has to be the same on every system: what Windows cannot name, and what it cannot tell apart, is refused. */
function refuseUnportable(files: CourseFiles, app: readonly LabSource[]): void {
  for (const paths of [[...files.keys()], app.map(({ path }) => path)]) {
    const strange = paths.find((path) => !isPortable(path));
    if (strange !== undefined) throw invalid(strange, 1, strange, msg('platform.path'));
    const twin = findTwin(paths);
    if (twin !== undefined) throw invalid(twin, 1, twin, msg('platform.twin'));
  }
}

/** One folder serves all labs, so a path may stand for one content only; what a lab uses, it lays there itself. */
function refuseClashes(labs: readonly string[], files: CourseFiles, app: readonly LabSource[]): void {
  const shared = new Map(app.map((source) => [source.path, source.content]));
  for (const id of labs) {
    for (const source of [...startFiles(id, files), ...editStarts(id, files)]) {
      const other = shared.get(source.path);
      if (other && decoder.decode(other) !== decoder.decode(source.content)) {
        throw invalid(`${id}/start/${source.path}`, 1, source.path, msg('course.clash', { path: source.path }));
      }
      shared.set(source.path, source.content);
    }
  }
}

/** What the learner starts from in the edit steps of a lab. */
function editStarts(id: string, files: CourseFiles): readonly LabSource[] {
  const start = new RegExp(`^${id}/edits/[^/]+/start/(.+)$`);
  return [...files].flatMap(([path, content]) => {
    const inWorkspace = start.exec(path)?.[1];
    return inWorkspace === undefined ? [] : [{ path: inWorkspace, content }];
  });
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
  checkSteps(file, parsed, new Set(shared.keys()), saved);
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

/** Rules that lie between keys: ids are unique, needs point back, commands are allowed, checks can be answered. */
function checkSteps(file: string, parsed: YamlFile<LabFile>, workspace: ReadonlySet<string>, saved: Set<string>): void {
  const known = new Set<string>();
  parsed.value.steps.forEach((step, index) => {
    const at = (path: readonly PropertyKey[], reason: Message) =>
      invalid(file, parsed.lineOf(['steps', index, ...path]), ['steps', index, ...path].join('.'), reason);
    if (known.has(step.id)) throw at(['id'], msg('course.twice', { id: step.id }));
    step.needs.forEach((need, position) => {
      if (!known.has(need))
        throw at(['needs', position], msg('course.need', { need, known: [...known].join(', ') || '–' }));
    });
    known.add(step.id);
    checkActions(step, workspace, at);
    for (const action of actionsOf(step))
      if ('request' in action && action.request.save !== undefined) saved.add(action.request.save);
    const ids = step.checks.map(checkId);
    const twice = ids.findIndex((id, position) => ids.indexOf(id) !== position);
    if (twice >= 0) throw at(['checks', twice], msg('course.twice', { id: ids[twice] ?? '' }));
    const count = actionsOf(step).length;
    checkLearning(step, count, workspace, at);
    step.checks.forEach((check, position) => {
      if ('action' in check && check.action !== undefined && check.action >= count) {
        throw at(['checks', position, 'action'], msg('course.action', { index: check.action, count }));
      }
      if (check.kind === 'ready' && 'actions' in step && !('doctor' in (step.actions[check.action] ?? {})))
        throw at(['checks', position, 'action'], msg('course.no-doctor', { index: check.action }));
      if (check.kind === 'secret' && !workspace.has(check.file) && !saved.has(check.file))
        throw at(['checks', position, 'file'], msg('course.secret', { name: check.file }));
      const unscanned = check.kind === 'scanned' ? check.images.findIndex((image) => !scans(step, image)) : -1;
      if (check.kind === 'scanned' && unscanned >= 0)
        throw at(
          ['checks', position, 'images', unscanned],
          msg('course.unscanned', { image: check.images[unscanned] ?? '' }),
        );
    });
  });
}

function actionsOf(step: StepFile): readonly Action[] {
  return 'actions' in step ? step.actions : [];
}

function scans(step: StepFile, image: string): boolean {
  return actionsOf(step).some((action) => 'scan' in action && action.scan.image === image);
}

/** What quizzes, predictions and edits name must be there. */
function checkLearning(
  step: StepFile,
  count: number,
  workspace: ReadonlySet<string>,
  at: (path: readonly PropertyKey[], reason: Message) => CourseError,
): void {
  if (step.kind === 'quiz') {
    const ids = step.questions.map((question) => question.id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice >= 0) throw at(['questions', twice, 'id'], msg('course.twice', { id: ids[twice] ?? '' }));
    step.questions.forEach((question, index) => {
      const options = 'options' in question ? question.options.map((option) => option.id) : [];
      const same = options.findIndex((id, position) => options.indexOf(id) !== position);
      if (same >= 0) throw at(['questions', index, 'options', same], msg('course.twice', { id: options[same] ?? '' }));
    });
  }
  if (step.kind === 'predict') {
    const index = 'seconds' in step.guess ? step.guess.seconds : 'cached' in step.guess ? step.guess.cached : 0;
    const needed = 'figure' in step.guess ? -1 : index;
    if (needed >= count) throw at(['guess'], msg('course.action', { index, count }));
  }
  if (step.kind === 'edit') {
    const strange = step.files.findIndex((file) => !workspace.has(file));
    const file = step.files[strange];
    if (file !== undefined) throw at(['files', strange], msg('course.edit.file', { file, folder: 'start' }));
  }
  if (step.kind === 'checkpoint' && step.checks.length === 0) throw at(['checks'], msg('course.checkpoint'));
}

function checkActions(
  step: StepFile,
  workspace: ReadonlySet<string>,
  at: (path: readonly PropertyKey[], reason: Message) => CourseError,
): void {
  if (!('actions' in step)) return;
  step.actions.forEach((action, index) => {
    if ('append' in action && !workspace.has(action.append.file)) {
      throw at(['actions', index, 'append', 'file'], msg('course.file', { name: action.append.file }));
    }
    if ('append' in action && step.kind === 'edit' && step.files.includes(action.append.file)) {
      throw at(['actions', index, 'append', 'file'], msg('course.append-own', { file: action.append.file }));
    }
    if ('request' in action && action.request.save !== undefined && workspace.has(action.request.save)) {
      throw at(['actions', index, 'request', 'save'], msg('course.save', { name: action.request.save }));
    }
    if ('scan' in action && !step.requires.includes('scanner'))
      throw at(['actions', index, 'scan'], msg('course.requires', { capability: 'scanner' }));
    if (!('docker' in action)) return;
    if (action.fails && !step.checks.some((check) => check.kind === 'fails' && check.action === index)) {
      throw at(['actions', index, 'fails'], msg('course.unjudged', { index }));
    }
    const parsed = parseDocker(action.docker, '${name}');
    if (!parsed.ok) throw at(['actions', index, 'docker'], msg('course.docker', { reason: parsed.reason }));
    const { verb, flags } = parsed.command;
    const dockerfile =
      verb === 'build' && (parsed.command.words[0] ?? '.') === '.' ? (flags.file?.[0] ?? 'Dockerfile') : undefined;
    if (dockerfile !== undefined && !workspace.has(dockerfile)) {
      throw at(['actions', index, 'docker'], msg('course.file', { name: dockerfile }));
    }
    const wanted = flags.check ? 'build-check' : flags.secret ? 'build-secret' : undefined;
    if (wanted !== undefined && !step.requires.includes(wanted))
      throw at(['actions', index, 'docker'], msg('course.requires', { capability: wanted }));
    const secret = flags.secret?.map(secretFile).find((path) => path !== undefined && !workspace.has(path));
    if (secret !== undefined) throw at(['actions', index, 'docker'], msg('course.file', { name: secret }));
    if (action.unless !== undefined && (verb !== 'build' || !flags.tag)) {
      throw at(
        ['actions', index, 'unless'],
        msg('course.docker', { reason: 'only a docker build with -t has an image to be there' }),
      );
    }
    if (verb === 'run' && flags.detach && !flags.name) {
      throw at(['actions', index, 'docker'], msg('course.docker', { reason: 'docker run -d needs --name' }));
    }
  });
}

function parseLessonFile(
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
    return content && decoder.decode(content);
  };
  const absent = includedFiles(section.body).find((path) => read(path) === undefined);
  if (absent !== undefined) throw invalid(file, section.line, section.step, msg('course.file', { name: absent }));
  return includeFiles(section.body, read);
}

function startFiles(id: string, files: CourseFiles): readonly LabSource[] {
  const prefix = `${id}/start/`;
  return [...files]
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, content]) => ({ path: path.slice(prefix.length), content }));
}

function textOf(files: CourseFiles, path: string): string {
  const bytes = files.get(path);
  if (!bytes) throw new CourseError({ what: msg('course.absent', { file: path }), next: msg('course.next') });
  return decoder.decode(bytes);
}

function invalid(file: string, line: number, key: string, expected: Message): CourseError {
  return new CourseError({ what: msg('course.invalid', { file, line, key, expected }), next: msg('course.next') });
}
