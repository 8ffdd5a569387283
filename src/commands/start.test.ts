import { describe, expect, it } from 'vitest';
import { buildingEngine, fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { leftBehind } from './checkpoint-plan.ts';
import { startAt } from './start.ts';

const course = twoLabs;
const mine = '/home/ws/Dockerfile.one';
const json = { json: true } as const;
const passed = { outcome: 'passed', at: '2026-01-01T00:00:00.000Z', seconds: 1, checks: [] } as const;
const outcomes = (progress: Progress): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(progress.steps).map(([key, step]) => [key, step.outcome]));

describe('leftBehind', () => {
  it('is what the checkpoint builds on, deepest first', () => {
    const found = course.labs.map((lab) => leftBehind(lab).map(({ place, images }) => [place.step, ...images]));
    expect(found[0]).toEqual([
      ['base', 'base-one'],
      ['write', 'one'],
    ]);
  });

  it('is nothing without a checkpoint', () => {
    const [lab] = course.labs;
    expect(lab && leftBehind({ ...lab, steps: lab.steps.filter((step) => step.kind !== 'checkpoint') })).toEqual([]);
  });
});

describe('start', () => {
  it('lists the labs', async () => {
    const one = fakeApp({ course, flags: json });
    expect(await startAt(one.app, undefined, false)).toBe(0);
    expect(one.lines()).toMatchObject([{ type: 'starts', labs: [{ id: 'one' }, { id: 'two' }] }]);
    expect(one.seen.locks).toEqual([]);
  });

  it('lays solutions, builds images, marks both as prepared, and moves there', async () => {
    const { engine, built } = buildingEngine(course);
    const one = fakeApp({ course, engine, files: memoryFiles({ [mine]: 'FROM one-start\r\n' }), flags: json });
    expect(await startAt(one.app, 'two', false)).toBe(0);
    expect(one.files.text(mine)).toBe('FROM one-solution\n');
    expect(one.files.text('/home/ws/extra.one')).toBe('brought by the solution\n');
    expect(one.files.text('/home/ws/main.go')).toBe('package main\n');
    expect(one.files.held.has('/home/ws/Dockerfile.two')).toBe(false);
    expect(built).toEqual(['base-one', 'one']);
    expect(outcomes(one.progress())).toEqual({ 'one/base': 'prepared', 'one/write': 'prepared' });
    expect(one.progress().position).toEqual({ lab: 'two', step: 'read' });
    expect(one.lines().at(-1)).toMatchObject({
      type: 'lab.started',
      laid: ['Dockerfile.one', 'extra.one'],
      kept: [],
      prepared: ['one/base', 'one/write'],
    });
    expect(one.seen.held.size).toBe(0);
  });

  it('keeps what the learner changed, and what they passed', async () => {
    const { engine, built, images } = buildingEngine(course);
    const progress = { ...emptyProgress('two'), steps: { 'one/write': passed } };
    const files = memoryFiles({ [mine]: 'FROM mine\n' });
    const one = fakeApp({ course, engine, files, progress, flags: json });
    expect(await startAt(one.app, 'two', false)).toBe(0);
    expect(files.text(mine)).toBe('FROM mine\n');
    expect(outcomes(one.progress())).toEqual({ 'one/base': 'prepared', 'one/write': 'passed' });
    // Passed, but its image was gone: it is built again from their own file.
    expect(built).toEqual(['base-one', 'one']);
    expect(one.lines().at(-1)).toMatchObject({ laid: ['extra.one'], kept: ['Dockerfile.one'] });
    expect(images.has('two:one')).toBe(true);
    expect(await startAt(one.app, 'two', false)).toBe(0);
    expect(built).toEqual(['base-one', 'one', 'base-one']);
    expect(one.lines().at(-1)).toMatchObject({ stands: ['one/write'], prepared: ['one/base'] });
  });

  it('leaves an image alone that the learner built by hand', async () => {
    const { engine, built, images } = buildingEngine(course);
    const one = fakeApp({ course, engine, flags: json });
    await startAt(one.app, 'two', false);
    const image = images.get('two:one');
    if (image) images.set('two:one', { ...image, labels: {} });
    expect(await startAt(one.app, 'two', false)).toBe(0);
    expect(built).toEqual(['base-one', 'one', 'base-one']);
  });

  it('--files-only needs no engine, and marks the steps whose files it laid', async () => {
    const one = fakeApp({ course, flags: json });
    expect(await startAt(one.app, 'two', true)).toBe(0);
    expect(one.seen.connects).toBe(0);
    expect(outcomes(one.progress())).toEqual({ 'one/write': 'prepared' });
    expect(one.progress().position).toEqual({ lab: 'two', step: 'read' });
  });

  it('the first lab needs nothing', async () => {
    const one = fakeApp({ course, flags: json });
    expect(await startAt(one.app, 'one', false)).toBe(0);
    expect(one.seen.connects).toBe(0);
    expect([...one.files.held.keys()]).toEqual([]);
    expect(one.progress().position).toEqual({ lab: 'one', step: 'read' });
  });

  it('goes there also when a build failed, and says so', async () => {
    const { engine } = buildingEngine(course, ['one']);
    const one = fakeApp({ course, engine, flags: json });
    expect(await startAt(one.app, 'two', false)).toBe(1);
    expect(outcomes(one.progress())).toEqual({ 'one/base': 'prepared' });
    expect(one.lines().at(-1)).toMatchObject({ unprepared: ['one/write'], position: { lab: 'two', step: 'read' } });
  });

  it('what was done when it is stopped stays, and the place does not change', async () => {
    const { engine } = buildingEngine(course);
    const one = fakeApp({ course, flags: json });
    one.files.onChange = () => {
      if (one.files.held.has('/home/ws/Dockerfile.base')) one.interrupt();
    };
    const stopped = { ...one.app, connect: async () => engine };
    expect(await startAt(stopped, 'two', false)).toBe(130);
    expect(one.files.text(mine)).toBe('FROM one-solution\n');
    expect(one.progress().position).toBeUndefined();
    expect(one.seen.held.size).toBe(0);
  });

  it.each([
    ['one/write', 'usage.one-lab'],
    ['three', 'usage.lab'],
  ])('refuses %s', async (target, id) => {
    const one = fakeApp({ course });
    await expect(startAt(one.app, target, false)).rejects.toMatchObject({ exitCode: 2, what: { id } });
  });
});

describe('start, killed at any write', () => {
  it('loses nothing, and comes to its end when it is called again', async () => {
    for (let fatal = 1; ; fatal += 1) {
      const files = memoryFiles({ [mine]: 'FROM mine\n', '/home/ws/Dockerfile.base': 'FROM scratch\n' });
      const progress = { ...emptyProgress('two'), steps: { 'one/write': passed } };
      const { engine } = buildingEngine(course);
      const one = fakeApp({ course, engine, files, progress, flags: json });
      let writes = 0;
      files.onChange = () => {
        writes += 1;
        if (writes >= fatal) throw new Error('killed');
      };
      const killed = await startAt(one.app, 'two', false).then(
        () => false,
        () => true,
      );
      expect(files.text(mine)).toBe('FROM mine\n');
      expect(one.progress().steps['one/write']).toEqual(passed);
      files.onChange = () => undefined;
      expect(await startAt(one.app, 'two', false)).toBe(0);
      expect(one.progress().position).toEqual({ lab: 'two', step: 'read' });
      if (!killed) return expect(fatal).toBeGreaterThan(4);
    }
  });
});
