import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { CourseError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { GlobalFlags } from './app.ts';
import { authorCourse } from './course.ts';

const templates = {
  '/templates/labs/course.yaml': 'id: my-course # x\nname: my-course\n',
  '/templates/app/go.mod': 'module a\n',
};
const app = (more = {}, flags = {}) =>
  fakeApp({ course: twoLabs, files: memoryFiles({ ...templates, ...more }), flags });

describe('course new', () => {
  it('writes the template under the name of its folder', async () => {
    const one = app({}, { json: true });
    expect(await authorCourse(one.app, ['new', 'Go für alle!'], false)).toBe(0);
    expect(one.files.text('/home/Go für alle!/labs/course.yaml')).toBe('id: go-f-r-alle # x\nname: go-f-r-alle\n');
    expect(one.files.text('/home/Go für alle!/app/go.mod')).toBe('module a\n');
    expect(one.lines()).toMatchObject([{ type: 'course.made', files: ['app/go.mod', 'labs/course.yaml'] }]);
  });

  it('keeps the template’s name where the folder’s is none', async () => {
    const one = app();
    await authorCourse(one.app, ['new', '课程'], false);
    expect(one.files.text('/home/课程/labs/course.yaml')).toContain('id: my-course');
    expect(one.said()).toContain("go-docker-lab course lint --course '/home/课程/labs'");
  });

  it.each([
    [['new', 'full'], 'new.taken'],
    [['new'], 'new.folder'],
    [['new', 'a', 'b'], 'new.folder'],
    [['lnit'], 'author.action'],
    [['toString'], 'author.action'],
    [['lint', 'x'], 'author.excess'],
  ])('refuses %j', async (words, id) => {
    const one = app({ '/home/full/mine': 'x' });
    const before = new Map(one.files.held);
    await expect(authorCourse(one.app, words, false)).rejects.toMatchObject({ exitCode: 2, what: { id } });
    expect(new Map(one.files.held)).toEqual(before);
  });
});

describe('course lint', () => {
  const kept = { v: 1, type: 'course.linted', course: 'two', labs: 2, steps: 10, checks: 6 };
  const name = `alpine:3.22@sha256:${'1'.repeat(64)}`;
  const obstacles = [
    new CourseError({ what: msg('kit.pinned', { name }), next: msg('kit.pinned.next', { name: 'alpine:3.22' }) }),
    new CourseError({ what: msg('kit.path-long', { path: 'x' }), next: msg('kit.path-long.next') }),
  ];
  async function linted(found: readonly CourseError[], flags: Partial<GlobalFlags> = {}) {
    const one = app({}, flags);
    let warned = '';
    one.app.terminal.stderr.write = (text: string | Uint8Array) => {
      warned += String(text);
      return true;
    };
    const kits = async () => ({ obstacles: async (course: unknown) => (course === twoLabs ? found : []) }) as never;
    expect(await authorCourse({ ...one.app, kits }, ['lint'], false)).toBe(0);
    return { one, warned };
  }

  it('counts what it read', async () => {
    const { one } = await linted([], { json: true });
    expect(one.lines()).toEqual([{ ...kept, warnings: [] }]);
  });

  it('warns of all for which `kit make` would refuse the course, and what to do', async () => {
    const { one, warned } = await linted(obstacles);
    expect(one.said()).toBe('The course is valid: 2 labs, 10 steps, 6 checks.\n');
    expect(warned.split('\n').map((line) => line.slice(0, 70))).toEqual([
      'Warning: No kit can hold this course. This course builds FROM alpine:3',
      'Next: Say alpine:3.22 without the digest in course.yaml, in every lab.',
      'Warning: No kit can hold this course. The name of x is too long for a ',
      'Next: Shorten it: a file name has up to 100 bytes, the folders of the ',
      '',
    ]);
    const { warned: chinese } = await linted(obstacles, { lang: 'zh' });
    expect(chinese).toContain('警告：这门课程做不成离线包。x 的名字太长，放不进离线包。\n下一步：');
  });

  it('tells programs the same', async () => {
    const { one, warned } = await linted(obstacles.slice(1), { json: true });
    const warning = 'No kit can hold this course. The name of x is too long for a kit.';
    expect(one.lines()).toMatchObject([
      { ...kept, warnings: [{ warning, next: expect.stringContaining('Shorten it') }] },
    ]);
    expect(warned).toBe('');
  });
});
