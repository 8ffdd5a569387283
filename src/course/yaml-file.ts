import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { CourseError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { findControl } from './control.ts';
import { invalid } from './invalid.ts';

/** A YAML file of a course, validated; errors name file, line, key and what was expected. */
export interface YamlFile<T> {
  readonly value: T;
  /** The line of a key, for errors that only show later. 1 when unknown. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Parses and validates one YAML file of a course. Throws a CourseError. */
export function parseYamlFile<S extends z.ZodType>(file: string, source: string, schema: S): YamlFile<z.output<S>> {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const { line } = counter.linePos(broken.pos[0]);
    throw new CourseError({
      what: msg('course.yaml', { file, line, problem: broken.message }),
      next: msg('course.next'),
    });
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const result = schema.safeParse(toValue(file, document));
  const obeyed = result.success ? findControl(result.data) : undefined;
  if (obeyed) {
    throw invalid(file, lineOf(obeyed), obeyed.join('.'), msg('course.control'));
  }
  if (result.success) return { value: result.data, lineOf };
  const issue = deepest(result.error.issues);
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  throw invalid(file, lineOf(path), path.join('.') || '(top)', issue?.message ?? '');
}

/** Aliases are resolved here: one that is not defined, or far too many, is a mistake in the file. */
function toValue(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CourseError({ what: msg('course.yaml', { file, line: 1, problem }), next: msg('course.next') });
  }
}

type Issue = z.core.$ZodIssue;

/** The most telling issue: the one that lies deepest, also inside the branches of a union. */
function deepest(issues: readonly Issue[]): Issue | undefined {
  const all = issues.flatMap((issue): Issue[] => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const best = deepest(meant(issue.errors));
    return best && depth(best) > 0 ? [{ ...best, path: [...issue.path, ...best.path] }] : [issue];
  });
  return all.sort((a, b) => depth(b) - depth(a))[0];
}

/**
 * The issues of the branches of a union that were meant: those that know the keys that are really there. What
 * such a branch does not know is named then, not what it lacks.
 */
function meant(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const strangers = branches.map((branch) => branch.filter(isStranger).flatMap((issue) => issue.keys).length);
  const fewest = Math.min(...strangers);
  const best = branches.filter((_, index) => strangers[index] === fewest);
  return fewest === 0 ? best.flat() : best.flatMap((branch) => branch.filter(isStranger)).slice(0, 1);
}

function isStranger(issue: Issue): issue is Extract<Issue, { code: 'unrecognized_keys' }> {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0;
}

/** A key that is unknown lies one deeper than where it is missed. */
function depth(issue: Issue): number {
  return issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0);
}
