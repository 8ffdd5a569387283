import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { parseCourse } from '../course/parse.ts';
import { MachineError } from '../errors.ts';
import { msg, raw } from '../i18n/message.ts';
import type { SessionEvent } from '../session/events.ts';
import type { Finding } from '../session/findings.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession, type SessionOptions } from './open-session.ts';
import { unlessAborted } from './readiness.ts';
import type { World } from './world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lab = (base: string, id: string, step: string): Readonly<Record<string, string>> => ({
  [`${id}/lab.yaml`]: `format: 1\ntitle: { en: L, zh: 课 }\nsummary: { en: F, zh: 甲 }\nminutes: 5\nbases: ["${base}"]\nsteps:\n  - id: ${id}\n${step}`,
  [`${id}/en.md`]: `## T {#${id}}\n\nText.\n`,
  [`${id}/zh.md`]: `## 题 {#${id}}\n\n正文。\n`,
  [`${id}/start/Dockerfile`]: 'FROM scratch\n',
  ...(id === 'edit'
    ? {
        [`${id}/edits/edit/start/Dockerfile`]: 'FROM scratch\n',
        [`${id}/edits/edit/solution/Dockerfile`]: 'FROM scratch\n',
        [`${id}/edits/edit/alternatives/other/Dockerfile`]: 'FROM scratch\n',
        [`${id}/edits/edit/wrong/bad/Dockerfile`]: 'FROM none\n',
      }
    : {}),
});

/** Three labs of one step each. */
const course = parseCourse(
  new Map(
    Object.entries({
      'course.yaml':
        'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: Mini, zh: 迷你 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: ["alpine:3.22", "golang:1.26"]\nlabs: [doctor, laid, edit]\n',
      ...lab(
        'alpine:3.22',
        'doctor',
        '    kind: command\n    actions:\n      - doctor: true\n    checks:\n      - { kind: ready, action: 0 }\n',
      ),
      ...lab('alpine:3.22', 'laid', '    kind: read\n    checks:\n      - { kind: file, present: [main.go] }\n'),
      ...lab(
        'golang:1.26',
        'edit',
        '    kind: edit\n    requires: [build-check]\n    files: [Dockerfile]\n    actions:\n      - docker: [build, --check, .]\n    checks:\n      - { kind: file, present: [main.go] }\n    hints: [{ en: a, zh: 甲 }, { en: b, zh: 乙 }, { en: c, zh: 丙 }]\n    wrong: [{ variant: bad, check: file }]\n',
      ),
    }).map(([path, text]) => [path, bytes(text)]),
  ),
  [],
);

/** Plays one step, with a workspace that holds `files`. */
async function play(
  step: string,
  files: readonly string[],
  options: Partial<SessionOptions> = {},
  world: Partial<World> = {},
) {
  const fake = fakeWorld(course);
  const mine: World = {
    ...fake.world,
    files: {
      ...fake.world.files,
      read: async (path) => (files.includes(path.slice('/workspace/'.length)) ? bytes('FROM scratch\n') : undefined),
    },
    ...world,
  };
  const events: SessionEvent[] = [];
  const live = openSession({
    course,
    desk: mine,
    clock: mine.clock,
    session: 's1',
    memory: mine.memory,
    progress: { ...emptyProgress('mini'), position: { lab: step, step } },
    store: { save: fake.save },
    mode: 'guided',
    prepare: async () => mine,
    ...options,
  });
  const ended = new Promise<SessionEvent>((resolve) =>
    live.subscribe((_, event) => {
      events.push(event);
      if (event.type === 'step.finished' || event.type === 'run.broke') resolve(event);
    }),
  );
  live.start();
  live.dispatch({ type: 'run.requested' });
  const end = await ended;
  await live.close();
  return {
    end,
    judged: events.flatMap((event) => (event.type === 'check.judged' ? [event.check.verdict] : [])),
    notices: events.flatMap((event) => (event.type === 'notice.given' ? [event.notice.id] : [])),
    output: events.flatMap((event) => (event.type === 'output.received' ? [event.text] : [])).join(''),
  };
}

const noEngine = async (): Promise<never> => {
  throw new MachineError({ what: msg('engine.refused') });
};

describe('a step that is judged by files alone', () => {
  it('needs no engine', async () => {
    const { end, judged, notices } = await play('laid', ['main.go'], { prepare: noEngine });
    expect(end).toMatchObject({ type: 'step.finished', outcome: 'passed' });
    expect(judged).toEqual(['passed']);
    expect(notices).toEqual([]);
  });

  it('fails without one for what is not there', async () => {
    const { end, judged } = await play('laid', [], { prepare: noEngine });
    expect(end).toMatchObject({ type: 'step.finished', outcome: 'failed' });
    expect(judged).toEqual(['failed']);
  });
});

describe('an edit step that requires something, without its base image', () => {
  let tries = 0;
  const provide = async (): Promise<never> => {
    tries += 1;
    throw new MachineError({ what: msg('doctor.bases.missing', { names: 'golang:1.26' }) });
  };

  it('judges the text, then says what is missing, and looks for it once', async () => {
    tries = 0;
    const { end, judged } = await play('edit', ['Dockerfile', 'main.go'], { provide });
    expect(judged).toEqual(['passed', 'passed']);
    expect(end).toMatchObject({ type: 'run.broke', error: { what: { id: 'doctor.bases.missing' } } });
    expect(tries).toBe(1);
  });

  it('says nothing of it while the text is wrong', async () => {
    const { end, judged } = await play('edit', ['Dockerfile'], { provide });
    expect(judged.filter((verdict) => verdict === 'failed')).toHaveLength(1);
    expect(end).toMatchObject({ type: 'step.finished', outcome: 'failed' });
  });
});

describe('a doctor in a step', () => {
  const missing = (name: string): Finding => ({
    id: `base:${name}`,
    status: 'missing',
    title: raw(name),
    found: msg('doctor.base.missing', { name }),
    next: raw('Pull it.'),
  });
  let there: readonly string[] = [];
  const world: Partial<World> = {
    examine: async (tell) => {
      const all = course.bases.filter((name) => !there.includes(name)).map(missing);
      all.forEach(tell);
      return all;
    },
  };

  it('waits for the images of its lab, and does not count those of others', async () => {
    there = [];
    const provide: SessionOptions['provide'] = async (given) => {
      there = ['alpine:3.22'];
      return given;
    };
    const { end, output } = await play('doctor', [], { provide }, world);
    expect(end).toMatchObject({ outcome: 'passed' });
    expect(output).toContain('golang:1.26 is not on this engine yet. Only another lab needs it.');
    expect(output).not.toContain('Pull it.');
  });

  it('tells what its lab cannot have', async () => {
    there = [];
    const provide = async (): Promise<never> => {
      throw new MachineError({ what: msg('doctor.bases.missing', { names: 'alpine:3.22' }) });
    };
    const { end, judged, output } = await play('doctor', [], { provide }, world);
    expect(end).toMatchObject({ outcome: 'failed' });
    expect(judged).toEqual(['failed']);
    expect(output).toContain('Pull it.');
  });
});

describe('unlessAborted', () => {
  it('leaves no listener on a signal that outlives the work', async () => {
    const { signal } = new AbortController();
    await unlessAborted(Promise.resolve('done'), signal);
    await expect(unlessAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
  it('does not wait for work that is no longer wanted', async () => {
    const abort = new AbortController();
    const waiting = unlessAborted(new Promise(() => undefined), abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
