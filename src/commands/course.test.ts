import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
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
  it('counts what it read', async () => {
    const one = app({}, { json: true });
    expect(await authorCourse(one.app, ['lint'], false)).toBe(0);
    expect(one.lines()).toEqual([{ v: 1, type: 'course.linted', course: 'two', labs: 2, steps: 10, checks: 6 }]);
  });
});
