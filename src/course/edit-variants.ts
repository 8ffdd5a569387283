import { type Message, msg } from '../i18n/message.ts';
import type { CourseFiles } from './course-files.ts';
import { type InvalidAt, invalid } from './invalid.ts';
import type { EditVariants, LabSource } from './model.ts';
import type { LabFile, StepFile } from './schema.ts';
import type { YamlFile } from './yaml-file.ts';

type EditFile = Extract<StepFile, { kind: 'edit' }>;

/** `edits/<step>/start/Dockerfile`, `edits/<step>/wrong/<name>/Dockerfile`. */
const variantPath = /^([^/]+)\/(?:(start|solution)|(alternatives|wrong)\/([^/]+))\/(.+)$/;

/**
 * Reads the variants of a lab's edit steps and holds them against lab.yaml: the learner's files are there
 * at the start and in the solution, at least one other style passes, and each wrong one names its check.
 */
export function parseVariants(
  lab: string,
  parsed: YamlFile<LabFile>,
  files: CourseFiles,
): (step: EditFile) => EditVariants {
  const file = `${lab}/lab.yaml`;
  const at: InvalidAt = (path, expected) => invalid(file, parsed.lineOf(path), path.join('.'), expected);
  const folders = foldersOf(lab, files);
  const known = new Map<string, EditVariants>();
  parsed.value.steps.forEach((step, index) => {
    if (step.kind !== 'edit') return;
    const variants = variantsOf(folders.get(step.id) ?? []);
    const problem = problemOf(step, variants);
    if (problem) throw at(['steps', index, ...problem.key], problem.expected);
    known.set(step.id, variants);
    folders.delete(step.id);
  });
  const [stray] = folders.keys();
  if (stray !== undefined) throw invalid(`${lab}/edits/${stray}`, 1, stray, msg('course.edit.stray'));
  return (step) => known.get(step.id) ?? variantsOf([]);
}

interface VariantFile {
  readonly group: string;
  readonly name: string;
  readonly source: LabSource;
}

/** Step → the files of its variants. */
function foldersOf(lab: string, files: CourseFiles): Map<string, VariantFile[]> {
  const prefix = `${lab}/edits/`;
  const folders = new Map<string, VariantFile[]>();
  for (const [path, content] of files) {
    if (!path.startsWith(prefix)) continue;
    const match = variantPath.exec(path.slice(prefix.length));
    const inWorkspace = match?.[5];
    if (match?.[1] === undefined || inWorkspace === undefined)
      throw invalid(path, 1, path.slice(prefix.length), msg('course.edit.folder'));
    const entry = {
      group: match[2] ?? match[3] ?? '',
      name: match[4] ?? '',
      source: { path: inWorkspace, content },
    };
    folders.set(match[1], [...(folders.get(match[1]) ?? []), entry]);
  }
  return folders;
}

function variantsOf(files: readonly VariantFile[]): EditVariants {
  const only = (group: string): readonly LabSource[] =>
    files.filter((file) => file.group === group).map((file) => file.source);
  const named = (group: string): Record<string, LabSource[]> => {
    const variants: Record<string, LabSource[]> = {};
    for (const file of files.filter((one) => one.group === group)) {
      variants[file.name] = [...(variants[file.name] ?? []), file.source];
    }
    return variants;
  };
  return {
    start: only('start'),
    solution: only('solution'),
    alternatives: named('alternatives'),
    wrong: named('wrong'),
  };
}

interface Problem {
  readonly key: readonly PropertyKey[];
  readonly expected: Message;
}

function problemOf(step: EditFile, variants: EditVariants): Problem | undefined {
  for (const [index, file] of step.files.entries()) {
    for (const folder of ['start', 'solution'] as const) {
      if (!variants[folder].some((source) => source.path === file))
        return { key: ['files', index], expected: msg('course.edit.file', { file, folder }) };
    }
  }
  if (Object.keys(variants.alternatives).length === 0)
    return { key: ['id'], expected: msg('course.edit.alternative', { step: step.id }) };
  const named = new Set(step.wrong.map((wrong) => wrong.variant));
  for (const [index, wrong] of step.wrong.entries()) {
    if (!variants.wrong[wrong.variant])
      return { key: ['wrong', index, 'variant'], expected: msg('course.edit.variant', { variant: wrong.variant }) };
    const checks = ['command', 'dockerfile', ...step.checks.map((check) => check.id ?? check.kind)];
    const unknown = [wrong.check].flat().find((check) => !checks.includes(check));
    if (unknown !== undefined)
      return {
        key: ['wrong', index, 'check'],
        expected: msg('course.edit.check', { check: unknown, checks: checks.join(', ') }),
      };
  }
  const unnamed = Object.keys(variants.wrong).find((name) => !named.has(name));
  if (unnamed !== undefined) return { key: ['wrong'], expected: msg('course.edit.unnamed', { variant: unnamed }) };
  return undefined;
}
