import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../../src/adapters/files.ts';
import { checkId } from '../../src/checks/registry.ts';
import { findStep, type Step } from '../../src/course/model.ts';
import { loadCourse } from '../../src/runtime/load-course.ts';
import { root } from '../helpers/paths.ts';
import { codes, headings, page, section, tableRows } from './pages.ts';

/** The source documents; each has to have its rows. */
const documents = ['000', '001', '002', '003', '004'];
/** What is left for later courses, and nothing else. */
const later = ['000 Extension: gRPC', '001 Exercise 3: Java', '001 Exercise 3: Python', '001 Exercise 3: Node.js'];

const course = await loadCourse(createFiles({ temporary: tmpdir(), platform: process.platform }), {
  course: join(root, 'labs'),
  join,
});
const text = page('docs/coverage.md').text;

type Cells = readonly string[];

function rowsOf(document: string): readonly Cells[] {
  return tableRows(section(text, `## ${document}`));
}

/** What can prove something in a step: checks, questions of a quiz, known-wrong variants. */
function proofsOf(step: Step): readonly string[] {
  return [
    ...step.checks.map(checkId),
    ...(step.kind === 'quiz' ? step.questions.map((question) => question.id) : []),
    ...(step.kind === 'edit' ? step.wrong.map((one) => `wrong/${one.variant}`) : []),
  ];
}

/** What is wrong with a row; nothing when it holds. */
function problemOf([element = '', says = '', where = '', check = '', ...rest]: Cells): string | undefined {
  if (element === '' || says === '' || rest.length !== 1) return 'five cells: element, it says, where, check, note';
  if (where === 'later course') return check === '' ? undefined : 'a later course proves nothing here';
  const [place, ...more] = codes(where);
  if (place === undefined || more.length > 0) return 'where: one `LAB/STEP`';
  const [lab = '', id = ''] = place.split('/');
  const step = findStep(course, lab, id);
  if (!step) return `there is no step ${place}`;
  if (check === 'lesson') return undefined;
  const named = codes(check);
  if (named.length === 0) return 'names no check; say `ID` or lesson';
  return named.map((one) => missing(one, place, step)).find((problem) => problem !== undefined);
}

function missing(name: string, place: string, step: Step): string | undefined {
  if (proofsOf(step).includes(name)) return undefined;
  const [lab = '', id = '', ...rest] = name.split('/');
  const other = rest.length === 0 ? undefined : findStep(course, lab, id);
  if (other && proofsOf(other).includes(rest.join('/'))) return undefined;
  return `${place} has no check ${name}`;
}

test('each document has its rows, and no other is named', () => {
  expect(headings(text, 2)).toEqual(documents);
  for (const document of documents) expect(rowsOf(document).length, document).toBeGreaterThan(30);
});

describe.each(documents)('%s', (document) => {
  test.each(rowsOf(document).map((row) => [row[0] ?? '', row] as const))('%s', (_, row) => {
    expect(problemOf(row)).toBeUndefined();
  });

  test('no element twice', () => {
    const elements = rowsOf(document).map(([element]) => element);
    expect(elements.filter((one, index) => elements.indexOf(one) !== index)).toEqual([]);
  });
});

test('only the four further courses are left for later', () => {
  const left = documents.flatMap((document) =>
    rowsOf(document).flatMap(([element = '', , where]) => (where === 'later course' ? [`${document} ${element}`] : [])),
  );
  expect(left).toEqual(later);
});

test.each<[string, Cells]>([
  ['no such lab', ['x', 'y', '`09-nowhere/build`', '`size`', '']],
  ['no such step', ['x', 'y', '`01-bad/nowhere`', 'lesson', '']],
  ['no such check', ['x', 'y', '`01-bad/build`', '`nothing`', '']],
  ['no such check elsewhere', ['x', 'y', '`01-bad/build`', '`large`, `01-bad/run/nothing`', '']],
  ['no such question', ['x', 'y', '`01-bad/layers-quiz`', '`nothing`', '']],
  ['no such variant', ['x', 'y', '`01-bad/compile`', '`wrong/nothing`', '']],
  ['no step', ['x', 'y', '', '`large`', '']],
  ['no check', ['x', 'y', '`01-bad/build`', '', '']],
  ['a word in place of a check', ['x', 'y', '`01-bad/build`', 'somehow', '']],
  ['too few cells', ['x', 'y', '`01-bad/build`', 'lesson']],
])('a row is refused: %s', (_, row) => {
  expect(problemOf(row)).toBeDefined();
});
