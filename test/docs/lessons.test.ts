import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../../src/adapters/files.ts';
import { includedFiles, parseLesson } from '../../src/course/lessons.ts';
import type { Question } from '../../src/course/schema.ts';
import { type Lang, type Localized, languages } from '../../src/i18n/message.ts';
import { widthOf } from '../../src/render/text/width.ts';
import { labLayout } from '../../src/render/tui/lab/layout.ts';
import { TestSession, testScene } from '../../src/render/tui/test-harness.tsx';
import { loadCourse } from '../../src/runtime/load-course.ts';
import { previewCommands } from '../../src/runtime/preview.ts';
import type { Place } from '../../src/session/outline.ts';
import { root } from '../helpers/paths.ts';
import { type Fence, fences, page } from './pages.ts';

/** The widest diagram that the lesson of a terminal of 80 columns shows unbroken. */
const widestDiagram = 76;

const course = await loadCourse(createFiles({ temporary: tmpdir(), platform: process.platform }), {
  course: join(root, 'labs'),
  join,
});
const steps = course.labs.flatMap((lab) => lab.steps.map((step): Place => ({ lab: lab.id, step: step.id })));
const lessons = course.labs.flatMap((lab) => languages.map((lang) => [lab.id, lang] as const));

function lessonOf(lab: string, lang: Lang): string {
  return page(`labs/${lab}/${lang}.md`).text;
}

/** What stands in the lesson files themselves, before the files that they name are put in. */
function writtenFences(lab: string, lang: Lang): readonly Fence[] {
  return fences(page(`labs/${lab}/${lang}.md`));
}

/** Rows of a lesson and of the pane that it has at 80×24, its commands, guess or file below it. */
function extent(place: Place, lang: Lang): { readonly rows: number; readonly height: number } {
  const state = new TestSession({ position: place }, course).getState();
  const scene = {
    ...testScene({ course, state, lang, columns: 80, rows: 24, ui: { screen: 'lab', panel: 'lesson' } }),
    preview: (at: Place) => previewCommands({ course, prefix: course.name, session: 'session', shell: 'posix' }, at),
  };
  const pane = labLayout(scene)?.lesson;
  if (!pane) throw new Error(`no lesson is shown at ${place.lab}/${place.step}`);
  return { rows: pane.height + pane.view.max, height: pane.height };
}

describe.each(languages)('lessons in %s', (lang) => {
  test.each(steps.map((place) => [`${place.lab}/${place.step}`, place] as const))(
    '%s fills at most two screens of 80×24',
    (_, place) => {
      const { rows, height } = extent(place, lang);
      // A row of the first screen tells how much is below.
      expect(rows).toBeLessThanOrEqual(2 * height - 1);
    },
  );
});

describe.each(lessons)('%s in %s', (lab, lang) => {
  const written = writtenFences(lab, lang);

  test('every fence names a language', () => {
    expect(written.filter(({ info }) => info === '').map(({ line }) => line)).toEqual([]);
  });

  test('Dockerfiles and commands are shown as files and steps, never copied', () => {
    expect(written.filter(isCopied).map(({ page: path, line }) => `${path}:${line}`)).toEqual([]);
  });

  test(`diagrams have at most ${widestDiagram} columns`, () => {
    const wide = written.flatMap(({ line, text }) =>
      text.split('\n').flatMap((row, index) => (widthOf(row) > widestDiagram ? [line + 1 + index] : [])),
    );
    expect(wide).toEqual([]);
  });
});

describe.each(course.labs.map((lab) => [lab.id]))('%s: both languages', (lab) => {
  const [en, zh] = languages.map((lang) => parseLesson(lessonOf(lab, lang)).sections);

  test('have the same sections in the order of the steps', () => {
    const ids = course.labs.find((one) => one.id === lab)?.steps.map((step) => step.id);
    expect(en?.map(({ step }) => step)).toEqual(ids);
    expect(zh?.map(({ step }) => step)).toEqual(ids);
  });

  test('show the same files', () => {
    expect(zh?.map(({ step, body }) => [step, includedFiles(body)])).toEqual(
      en?.map(({ step, body }) => [step, includedFiles(body)]),
    );
  });

  test('give the same figures', () => {
    expect(zh?.map(({ step, body }) => [step, figuresIn(body)])).toEqual(
      en?.map(({ step, body }) => [step, figuresIn(body)]),
    );
  });

  test('have as many diagrams', () => {
    const count = (body: string): number => body.match(/^```\w/gm)?.length ?? 0;
    expect(zh?.map(({ step, body }) => [step, count(body)])).toEqual(en?.map(({ step, body }) => [step, count(body)]));
  });
});

test('no explanation repeats the mark that stands before it', () => {
  const whys = course.labs.flatMap((lab) =>
    lab.steps.flatMap((step) => (step.kind === 'quiz' ? step.questions : [])).flatMap(whysOf),
  );
  expect(whys.length).toBeGreaterThan(50);
  expect(
    whys.filter(({ en, zh }) => /^(right|wrong)\b[.,:]/i.test(en) || /^(对|错|正确|错误)[。，：]/.test(zh)),
  ).toEqual([]);
});

function whysOf(question: Question): readonly Localized[] {
  return question.type === 'number' ? [question.why] : question.options.map((option) => option.why);
}

test('the rules can be broken', () => {
  const fence = (info: string, text: string): Fence => ({ page: 'x', line: 1, info, text });
  expect(isCopied(fence('dockerfile', 'FROM scratch'))).toBe(true);
  expect(isCopied(fence('sh', 'ls'))).toBe(true);
  expect(isCopied(fence('text', '$ docker run --rm demo:bad'))).toBe(true);
  expect(isCopied(fence('text', 'FROM scratch\nCOPY --from=builder /server /server\nCMD ["/server"]'))).toBe(true);
  expect(isCopied(fence('text', '  docker run\n   └─ the container runs'))).toBe(false);
  expect(figuresIn('12 MB, 2MB, 30 %, 10 to 24 MB and 8080; 30 秒')).toEqual([
    '10',
    '12 MB',
    '2 MB',
    '24 MB',
    '30 %',
    '30 s',
  ]);
  expect(figuresIn('10、24 MB，30%')).toEqual(figuresIn('10 and 24 MB, 30 %'));
});

/** A shell session or a Dockerfile that somebody could paste, instead of the file or step that runs. */
function isCopied({ info, text }: Fence): boolean {
  if (!/^(text|go|json|yaml)$/.test(info)) return true;
  // Lines and arrows: a picture of what is said where.
  if (/[─│└├┌▶◀▲▼]/.test(text)) return false;
  const rows = text.split('\n').map((row) => row.trim());
  const command = rows.some((row) => /^(\$ )?docker (build|run|exec|stop|history|images|rmi?|inspect) .*-/.test(row));
  const instructions = rows.filter((row) =>
    /^(FROM|COPY|RUN|CMD|ENTRYPOINT|USER|ENV|ARG|WORKDIR) \S+( \S+)*$/.test(row),
  );
  return command || instructions.filter((row) => !/ {2}/.test(row)).length > 2;
}

/** Units by what both languages write for them. */
const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:MB|兆)/, 'MB'],
  [/^kB/, 'kB'],
  [/^B\b/, 'B'],
  [/^%/, '%'],
  [/^(?:s\b|seconds?\b|秒)/, 's'],
];

/** The numbers with a unit in a text, sorted; of `10 to 24 MB` and `10、24 MB` the first one too. */
function figuresIn(body: string): readonly string[] {
  const found: string[] = [];
  for (const match of body.matchAll(/(?<![\w.:-])(\d[\d.]*)((?:\s*(?:to|and|or|,|、|到|至|和|或|-)\s*)+(?=\d))?\s*/g)) {
    const [whole, number = '', joint] = match;
    const rest = body.slice(match.index + whole.length);
    const unit = units.find(([pattern]) => pattern.test(rest))?.[1];
    if (unit !== undefined) found.push(`${number} ${unit}`);
    else if (joint !== undefined && /^\d[\d.]*\s*(?:MB|%)/.test(rest)) found.push(number);
  }
  return found.toSorted();
}
