import { describe, expect, it } from 'vitest';
import { twoLabs } from '../../test/helpers/fake-app.ts';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { MachineError } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import type { Watcher } from '../ports/watcher.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { keptProgress, listKept } from './kept.ts';
import { openSession } from './open-session.ts';

const course = twoLabs;
const place = { lab: 'one', step: 'write' };
const at = '2026-01-01T00:00:00.000Z';
const begin: Progress = {
  ...emptyProgress('two'),
  position: place,
  steps: { 'one/write': { outcome: 'passed', at, seconds: 1, checks: [] } },
  help: { 'one/write': { hints: 2 } },
};
const file = '/workspace/Dockerfile.one';

/** A learner who has written something, and whose saves the watcher tells of as soon as the file changes. */
async function learner(written: Readonly<Record<string, string>> = { [file]: 'FROM mine\n' }) {
  const fake = fakeWorld(course);
  const files = memoryFiles(written);
  const desk = { ...fake.world, files };
  const events: SessionEvent[] = [];
  const saved: Progress[] = [];
  let told: (() => void) | undefined;
  const watched = { open: 0 };
  const watcher: Watcher = {
    watch(paths, onSave) {
      told = () => onSave(paths[0] ?? '');
      watched.open += 1;
      const close = (): void => {
        told = undefined;
        watched.open -= 1;
      };
      return { mode: 'events', close };
    },
  };
  files.onChange = () => told?.();
  const live = openSession({
    course,
    desk,
    watcher,
    clock: fake.world.clock,
    session: 's1',
    memory: fake.world.memory,
    progress: begin,
    store: { save: async (progress) => void saved.push(progress) },
    mode: 'guided',
    learner: 'ann',
    prepare: async () => ({ ...fake.world, files }),
  });
  live.subscribe((_, event) => events.push(event));
  const until = async (type: SessionEvent['type']): Promise<void> => {
    for (let turn = 0; turn < 500 && !events.some((event) => event.type === type); turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(events.map((event) => event.type)).toContain(type);
  };
  live.start();
  await until('watch.started');
  events.length = 0;
  return { live, desk, files, events, saved, until, watched };
}

describe('a step that begins anew in the workshop', () => {
  it('has its file at the start, all of it kept aside, and is watched again', async () => {
    const { live, desk, files, events, saved, until } = await learner();
    live.dispatch({ type: 'reset.requested' });
    await until('watch.started');
    expect(files.text(file)).toBe('FROM one-start\n');
    const [kept] = await listKept(desk);
    expect(kept?.files).toEqual(['Dockerfile.one']);
    expect(files.text(`/workspace/.go-docker-lab/kept/${kept?.id}/files/Dockerfile.one`)).toBe('FROM mine\n');
    expect(await keptProgress(desk, kept?.id ?? '', 'ann')).toEqual(begin);
    expect(saved).toEqual([{ ...begin, steps: {}, help: {} }]);
    // That the file went back was no save of the learner's: nothing is judged.
    expect(events.map(({ type }) => type)).toEqual(['reset.requested', 'step.reset', 'notice.given', 'watch.started']);
    expect(events[2]).toMatchObject({ notice: { id: 'reset.begun', params: { step: 'one/write', id: kept?.id } } });
  });

  it('has the file again that the learner had removed', async () => {
    const { live, files, until } = await learner();
    files.held.delete(file);
    live.dispatch({ type: 'reset.requested' });
    await until('step.reset');
    expect(files.text(file)).toBe('FROM one-start\n');
  });

  it('stays as it is when nothing can be kept aside, and says why', async () => {
    const { live, files, saved, until, events } = await learner();
    files.onChange = () => {
      throw new MachineError({ what: raw('no space') });
    };
    live.dispatch({ type: 'reset.requested' });
    await until('watch.started');
    expect(files.text(file)).toBe('FROM mine\n');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'reset.failed', reason: raw('no space'), halfway: false }),
    );
    expect(live.getState().notices).toEqual([msg('reset.failed', { step: 'one/write', why: raw('no space') })]);
    expect(live.getState().progress).toEqual(begin);
    expect(saved).toEqual([]);
  });

  it('says where the old is when it stops halfway, and what to do', async () => {
    const { live, desk, files, saved, until, events } = await learner();
    for (const path of files.held.keys()) if (path !== file) files.held.delete(path);
    files.onChange = () => {
      if (files.text(file) !== 'FROM mine\n') throw new MachineError({ what: raw('no space'), next: raw('make room') });
    };
    live.dispatch({ type: 'reset.requested' });
    await until('watch.started');
    expect(files.text(file)).toBe('FROM one-start\n');
    const [{ id } = { id: '' }] = await listKept(desk);
    const folder = `.go-docker-lab/kept/${id}`;
    expect(files.text(`/workspace/${folder}/files/Dockerfile.one`)).toBe('FROM mine\n');
    expect(events).toContainEqual(expect.objectContaining({ type: 'reset.failed', halfway: true }));
    expect(live.getState().notices).toEqual([
      msg('reset.failed', { step: 'one/write', why: raw('no space') }),
      raw('make room'),
      msg('reset.kept-in', { id, folder }),
    ]);
    expect(live.getState().progress).toEqual(begin);
    expect(saved).toEqual([]);
  });

  it('is done with before the session is closed, and nothing is watched any more', async () => {
    const { live, files, watched } = await learner();
    expect(watched.open).toBe(1);
    live.dispatch({ type: 'reset.requested' });
    await live.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(watched.open).toBe(0);
    expect(files.text(file)).toBe('FROM one-start\n');
    expect(live.getState().progress.help).toEqual({});
  });
});
