import { describe, expect, it } from 'vitest';
import { buildingEngine, fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { emptyProgress } from '../session/progress.ts';
import { checkStep } from './check.ts';

const mine = '/home/ws/Dockerfile.one';
const course = twoLabs;
const json = { json: true } as const;
const judged = (lines: readonly Record<string, unknown>[]): readonly string[] =>
  lines.flatMap((line) => (line['type'] === 'check.judged' ? [`${line['check']} ${line['verdict']}`] : []));

describe('check', () => {
  it('judges an edit step in full and records the pass', async () => {
    const { engine, built } = buildingEngine(course);
    const one = fakeApp({ course, engine, files: memoryFiles({ [mine]: 'FROM scratch\n' }), flags: json });
    expect(await checkStep(one.app, 'one/write', {})).toBe(0);
    expect(judged(one.lines())).toEqual(['dockerfile passed', 'size passed']);
    expect(built).toEqual(['base-one', 'one']);
    expect(one.progress()).toMatchObject({
      position: { lab: 'one', step: 'write' },
      steps: { 'one/write': { outcome: 'passed' } },
    });
    expect(one.lines().at(-1)).toMatchObject({ type: 'course.finished', passed: 2, failed: 0, skipped: 0 });
    expect(one.seen.locks).toEqual(['progress', 'workspace']);
    expect(one.seen.held.size).toBe(0);
  });

  it('needs no engine where the text fails', async () => {
    const one = fakeApp({ course, files: memoryFiles({ [mine]: 'FRUM scratch\n' }), flags: json });
    expect(await checkStep(one.app, 'one/write', {})).toBe(1);
    expect(judged(one.lines())).toEqual(['dockerfile failed', 'size skipped']);
    expect(one.seen.connects).toBe(0);
    expect(one.progress().steps['one/write']?.outcome).toBe('failed');
  });

  it('ends with 3 where there is no engine for the rest', async () => {
    const one = fakeApp({ course, files: memoryFiles({ [mine]: 'FROM scratch\n' }), flags: json });
    expect(await checkStep(one.app, 'one/write', {})).toBe(3);
    expect(one.lines().find((line) => line['type'] === 'run.broke')).toMatchObject({ error: 'no engine here' });
  });

  it('lays out the start on first use and judges that', async () => {
    const { engine } = buildingEngine(course, ['one']);
    const one = fakeApp({ course, engine, flags: json });
    expect(await checkStep(one.app, 'one/write', {})).toBe(1);
    expect(one.files.text(mine)).toBe('FROM one-start\n');
  });

  it('judges what is on the engine for a step that has no files', async () => {
    const { engine, built } = buildingEngine(course);
    const one = fakeApp({ course, engine, flags: json });
    expect(await checkStep(one.app, 'one/base', {})).toBe(0);
    expect(built).toEqual([]);
    expect(one.lines().some((line) => line['type'] === 'notice.given')).toBe(true);
    expect(one.progress().steps['one/base']).toBeUndefined();
  });

  it('judges another file beside a copy of the workspace, and touches nothing of theirs', async () => {
    const { engine } = buildingEngine(course);
    const files = memoryFiles({
      [mine]: 'FRUM scratch\n',
      '/home/ws/main.go': 'package mine\n',
      '/home/ws/.git/config': 'secret',
      '/home/other/Dockerfile': 'FROM scratch\n',
    });
    const one = fakeApp({ course, engine, files, flags: json });
    const seen: string[] = [];
    files.onChange = () => void seen.push(...[...files.held.keys()].filter((path) => path.startsWith('/tmp/')));
    const before = new Map(files.held);
    expect(await checkStep(one.app, 'one/write', { dockerfile: 'other/Dockerfile' })).toBe(0);
    expect(new Map(files.held)).toEqual(before);
    expect(seen).toEqual(expect.arrayContaining([expect.stringMatching(/main\.go$/) as string]));
    expect(seen.filter((path) => path.includes('.git'))).toEqual([]);
    expect(one.seen.locks).toEqual(['progress']);
    expect(one.progress().steps['one/write']?.outcome).toBe('passed');
  });

  it.each([
    ['one', {}, 'usage.one-step'],
    ['one/wriet', {}, 'usage.step'],
    ['one/quiz', {}, 'check.quiz'],
    ['one/base', { dockerfile: 'x' }, 'check.no-files'],
    ['one/base', { watch: true }, 'check.no-files'],
    ['one/write', { dockerfile: 'nowhere' }, 'usage.file-absent'],
  ] as const)('refuses %s %j', async (place, flags, id) => {
    const one = fakeApp({ course });
    await expect(checkStep(one.app, place, flags)).rejects.toMatchObject({ exitCode: 2, what: { id } });
    expect(one.files.held.size).toBe(0);
  });

  it('says when another of us is at work there', async () => {
    const one = fakeApp({ course });
    one.seen.held.add('workspace');
    await expect(checkStep(one.app, 'one/write', {})).rejects.toMatchObject({ exitCode: 3 });
    expect([...one.seen.held]).toEqual(['workspace']);
  });
});

describe('check --watch', () => {
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('judges again on every save; Ctrl-C ends it with the last verdict', async () => {
    const { engine } = buildingEngine(course);
    const one = fakeApp({ course, engine, files: memoryFiles({ [mine]: 'FRUM scratch\n' }), flags: json });
    const ended = checkStep(one.app, 'one/write', { watch: true });
    const finished = (): readonly unknown[] =>
      one.lines().flatMap((line) => (line['type'] === 'step.finished' ? [line['outcome']] : []));
    await until(() => finished().length === 1);
    await one.save(mine, 'FROM scratch\n');
    await until(() => finished().length === 2);
    expect(finished()).toEqual(['failed', 'passed']);
    one.interrupt();
    expect(await ended).toBe(0);
    expect(one.watched()).toEqual([]);
    expect(one.lines().at(-1)).toMatchObject({ type: 'course.finished' });
  });

  it('follows the file that is judged instead', async () => {
    const { engine } = buildingEngine(course);
    const other = '/home/Dockerfile';
    const one = fakeApp({ course, engine, files: memoryFiles({ [other]: 'FROM scratch\n' }), flags: json });
    const ended = checkStep(one.app, 'one/write', { watch: true, dockerfile: 'Dockerfile' });
    const copy = (): string => one.watched().find((path) => path.startsWith('/tmp/')) ?? '';
    const finished = (): number => one.lines().filter((line) => line['type'] === 'step.finished').length;
    await until(() => finished() === 1);
    await one.save(other, 'FRUM scratch\n');
    await until(() => one.files.text(copy()) === 'FRUM scratch\n');
    // The copy is watched as the learner's own would be.
    await one.save(copy(), 'FRUM scratch\n');
    await until(() => finished() === 2);
    one.interrupt();
    expect(await ended).toBe(1);
    expect([...one.files.held.keys()]).toEqual([other]);
  });

  it('was interrupted where there is no verdict yet', async () => {
    const one = fakeApp({ course, flags: json });
    one.interrupt();
    expect(await checkStep(one.app, 'one/write', { watch: true })).toBe(130);
    expect(one.progress()).toEqual(emptyProgress('two'));
  });
});
