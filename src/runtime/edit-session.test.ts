import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { courseOf } from '../../test/helpers/mini-course.ts';
import { MachineError } from '../errors.ts';
import { raw } from '../i18n/message.ts';
import type { Files } from '../ports/files.ts';
import type { Watcher } from '../ports/watcher.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';

const course = courseOf({
  'one/lab.yaml': `format: 1
title: { en: One, zh: 一 }
summary: { en: First, zh: 第一 }
minutes: 5
steps:
  - id: read
    kind: read
  - id: write
    kind: edit
    files: [Dockerfile.web]
    actions:
      - docker: [build, -f, Dockerfile.web, -t, "\${name}:web", .]
    checks:
      - { kind: dockerfile, id: two-stages, file: Dockerfile.web, rule: stages, atLeast: 2 }
      - { kind: size, image: web, atMost: 20 }
    hints: [{ en: a, zh: 甲 }, { en: b, zh: 乙 }, { en: c, zh: 丙 }]
    wrong: [{ variant: unknown-stage, check: dockerfile }]
`,
  'one/edits/write/start/Dockerfile.web': 'FROM golang:1.26-alpine\n',
  'one/edits/write/solution/Dockerfile.web': 'FROM golang:1.26-alpine AS b\nFROM scratch\nCOPY --from=b /bin/true /\n',
  'one/edits/write/alternatives/numbers/Dockerfile.web':
    'FROM golang:1.26-alpine\nFROM scratch\nCOPY --from=0 /bin/true /\n',
  'one/edits/write/wrong/unknown-stage/Dockerfile.web':
    'FROM golang:1.26-alpine AS b\nFROM scratch\nCOPY --from=c /x /\n',
});
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const place = { lab: 'one', step: 'write' };

function memoryFiles(start: Readonly<Record<string, string>> = {}) {
  const content = new Map(Object.entries(start).map(([path, one]) => [path, text(one)]));
  const files: Files = {
    read: async (path, most) => content.get(path)?.slice(0, most),
    readText: async (path) => {
      const bytes = content.get(path);
      return bytes && new TextDecoder().decode(bytes);
    },
    write: async (path, value) => void content.set(path, typeof value === 'string' ? text(value) : value),
    truncate: async () => undefined,
    copy: async () => undefined,
    remove: async (path) => void content.delete(path),
    exists: async (path) => content.has(path),
    isFolder: async () => false,
    within: async () => true,
    list: async (folder) =>
      [...content.keys()].flatMap((path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [])),
    scratch: async () => '/scratch',
    free: async () => undefined,
  };
  return { files, content };
}

function learner(options: { noEngine?: boolean; slowBuild?: Promise<void> } = {}) {
  const fake = fakeWorld(course, options.slowBuild ? { building: options.slowBuild } : {});
  const { files, content } = memoryFiles();
  const desk = { ...fake.world, files };
  let told: (path: string) => void = () => undefined;
  const watched: string[] = [];
  const watcher: Watcher = {
    watch(paths, onSave) {
      watched.push(...paths);
      told = onSave;
      return { mode: 'events', close: () => watched.splice(0) };
    },
  };
  const events: SessionEvent[] = [];
  let prepared = 0;
  const live = openSession({
    course,
    desk,
    watcher,
    clock: fake.world.clock,
    session: 's1',
    memory: fake.world.memory,
    progress: emptyProgress('mini'),
    store: { save: async () => undefined },
    mode: 'guided',
    prepare: async () => {
      prepared += 1;
      if (options.noEngine) throw new MachineError({ what: raw('no engine') });
      return { ...fake.world, files };
    },
  });
  live.subscribe((_, event) => events.push(event));
  return {
    live,
    events,
    content,
    watched,
    prepared: () => prepared,
    save(dockerfile: string) {
      content.set('/workspace/Dockerfile.web', text(dockerfile));
      told('/workspace/Dockerfile.web');
    },
    async until(type: SessionEvent['type']): Promise<void> {
      for (let turn = 0; turn < 500 && !events.some((event) => event.type === type); turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
      expect(events.map((event) => event.type)).toContain(type);
    },
  };
}

const verdicts = (events: readonly SessionEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'check.judged' ? [`${event.check.id} ${event.check.verdict}`] : []));

async function opened(options: Parameters<typeof learner>[0] = {}) {
  const one = learner(options);
  one.live.start();
  one.live.dispatch({ type: 'step.opened', ...place });
  await one.until('watch.started');
  return one;
}

describe('an edit step', () => {
  it('lays out what the learner begins with, and watches it', async () => {
    const one = await opened();
    expect(new TextDecoder().decode(one.content.get('/workspace/Dockerfile.web'))).toBe('FROM golang:1.26-alpine\n');
    expect(one.watched).toEqual(['/workspace/Dockerfile.web']);
    one.live.dispatch({ type: 'step.opened', lab: 'one', step: 'read' });
    expect(one.watched).toEqual([]);
  });

  it('keeps a file of the learner’s that is there already', async () => {
    const one = learner();
    one.content.set('/workspace/Dockerfile.web', text('FROM mine\n'));
    one.live.dispatch({ type: 'step.opened', ...place });
    await one.until('watch.started');
    expect(new TextDecoder().decode(one.content.get('/workspace/Dockerfile.web'))).toBe('FROM mine\n');
  });

  it('is told what the text alone can tell without any engine', async () => {
    const one = await opened({ noEngine: true });
    one.save('FROM golang:1.26-alpine\n');
    await one.until('step.finished');
    expect(verdicts(one.events)).toEqual(['dockerfile passed', 'two-stages failed', 'size skipped']);
    expect(one.prepared()).toBe(0);
    expect(one.live.getState().mine['one/write']?.[0]?.text).toBe('FROM golang:1.26-alpine\n');
  });

  it('points at the line', async () => {
    const one = await opened({ noEngine: true });
    one.save('FROM golang:1.26-alpine AS builder\nFROM scratch\nCOPY --from=bulider /x /\n');
    await one.until('step.finished');
    const judged = one.events.find((event) => event.type === 'check.judged');
    expect(judged).toMatchObject({ check: { verdict: 'failed', where: { file: 'Dockerfile.web', line: 3 } } });
  });

  it('goes on to the build when the text is right', async () => {
    const one = await opened();
    one.save('FROM golang:1.26-alpine AS b\nFROM scratch\nCOPY --from=b /bin/true /\n');
    await one.until('step.finished');
    expect(verdicts(one.events)).toEqual(['dockerfile passed', 'two-stages passed', 'size passed']);
    expect(one.live.getState().progress.steps['one/write']?.outcome).toBe('passed');
  });

  it('gives up a judgement under way at the next save, and tells nothing more of it', async () => {
    let finish: () => void = () => undefined;
    const slowBuild = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const one = await opened({ slowBuild });
    one.save('FROM golang:1.26-alpine AS b\nFROM scratch\nCOPY --from=b /bin/true /\n');
    await one.until('action.started');
    one.save('FROM golang:1.26-alpine\n');
    await one.until('step.finished');
    // The verdict on the text does not wait for the build that was given up.
    const finished = one.events.filter((event) => event.type === 'step.finished');
    expect(finished).toMatchObject([{ runId: 'run-2', outcome: 'failed' }]);
    finish();
    await one.live.close();
    expect(one.events.filter((event) => event.type === 'step.finished')).toHaveLength(1);
  });
});
