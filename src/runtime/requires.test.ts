import { describe, expect, it, vi } from 'vitest';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import type { ContainerFacts } from '../checks/evidence.ts';
import type { Course } from '../course/model.ts';
import { parseCourse } from '../course/parse.ts';
import { MachineError } from '../errors.ts';
import { msg, raw, say } from '../i18n/message.ts';
import type { Engine, EngineInfo } from '../ports/engine.ts';
import type { Scanner } from '../ports/scanner.ts';
import { junitReport } from '../render/junit/report.ts';
import type { SessionEvent } from '../session/events.ts';
import type { Finding } from '../session/findings.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession, type SessionOptions } from './open-session.ts';
import type { World } from './world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A course of one lab with these steps. */
function courseOf(steps: string, ids: readonly string[]): Course {
  const lesson = ids.map((id) => `## ${id} {#${id}}\n\nText.\n`).join('\n');
  const files = {
    'course.yaml':
      'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: Mini, zh: 迷你 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: []\nlabs: [one]\n',
    'one/lab.yaml': `format: 1\ntitle: { en: One, zh: 一 }\nsummary: { en: F, zh: 第一 }\nminutes: 5\nsteps:\n${steps}`,
    'one/en.md': lesson,
    'one/zh.md': lesson,
    'one/start/Dockerfile': 'FROM scratch\n',
    'one/start/token.txt': 'secret\n',
  };
  return parseCourse(new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)])), []);
}

const checking = courseOf(
  `  - id: look
    kind: command
    requires: [build-check]
    actions:
      - docker: [build, --check, .]
    checks:
      - { kind: output, contains: no warnings }
  - id: after
    kind: command
    needs: [look]
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
  - id: last
    kind: command
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
`,
  ['look', 'after', 'last'],
);

const scanning = courseOf(
  `  - id: count
    kind: command
    requires: [scanner]
    actions:
      - scan: { image: web }
    checks:
      - { kind: scanned, images: [web] }
`,
  ['count'],
);

const examining = courseOf(
  `  - id: doctor
    kind: command
    actions:
      - doctor: true
    checks:
      - { kind: ready, action: 0 }
`,
  ['doctor'],
);

const running = courseOf(
  `  - id: web
    kind: command
    actions:
      - docker: [build, -t, "\${name}:web", .]
      - docker: [run, -d, --name, "\${name}-web", "\${name}:web"]
      - docker: [top, "\${name}-web"]
    checks:
      - { kind: memory, container: web, atMost: 20 }
      - { kind: user, container: web, root: true }
      - { kind: health, container: web, status: healthy, within: 1 }
      - { kind: size, image: web, atMost: 20 }
  - id: after
    kind: command
    needs: [web]
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
`,
  ['web', 'after'],
);

const blind = courseOf(
  `  - id: web
    kind: command
    actions:
      - docker: [build, -t, "\${name}:web", .]
      - docker: [run, -d, --name, "\${name}-web", "\${name}:web"]
    checks:
      - { kind: memory, container: web, atMost: 20 }
      - { kind: health, container: web, status: healthy, within: 1 }
  - id: after
    kind: command
    needs: [web]
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
`,
  ['web', 'after'],
);

async function play(course: Course, world: Partial<World> = {}, options: Partial<SessionOptions> = {}) {
  const fake = fakeWorld(course);
  const mine: World = { ...fake.world, ...world };
  const events: SessionEvent[] = [];
  const live = openSession({
    course,
    desk: mine,
    clock: mine.clock,
    session: 's1',
    memory: mine.memory,
    progress: emptyProgress('mini'),
    store: { save: fake.save },
    mode: 'unattended',
    prepare: async () => mine,
    ...options,
  });
  live.subscribe((_, event) => events.push(event));
  live.start();
  const state = await live.done;
  await live.close();
  const judged = events.flatMap((event) => (event.type === 'check.judged' ? [event.check] : []));
  return {
    state,
    events,
    verdicts: judged.map((check) => `${check.id} ${check.verdict}`),
    redone: events.flatMap((event) => (event.type === 'need.redone' ? event.need : [])),
    said: judged.map((check) => say('en', check.actual)),
    output: events.flatMap((event) => (event.type === 'output.received' ? [event.text] : [])).join(''),
  };
}

describe('what an engine cannot tell of a container', () => {
  /** The engine of the fake world, which cannot tell these; `docker top` fails. */
  function engineWithout(untold: EngineInfo['untold'], health: ContainerFacts['health']): Engine {
    const { engine } = fakeWorld(running).world;
    return {
      ...engine,
      info: { ...engine.info, ...(untold ? { untold } : {}) },
      docker: async (args, options) => {
        const result = await engine.docker(args, options);
        return args[0] === 'top' ? { ...result, exitCode: 1 } : result;
      },
      container: async (name, signal) => {
        const found = await engine.container(name, signal);
        return found && (health ? { ...found, health } : found);
      },
    };
  }

  it('is not judged, and says why; the rest of the step is, and what builds on it runs', async () => {
    const engine = engineWithout(['memory', 'processes', 'health'], { status: 'starting', lastOutput: '' });
    const { verdicts, said } = await play(running, { engine });
    expect(verdicts).toEqual(['memory skipped', 'user skipped', 'health skipped', 'size passed', 'size passed']);
    expect(said[0]).toContain('control groups');
    expect(said[1]).toContain('cannot list the processes');
    expect(said[2]).toContain('timers of systemd');
  });

  it('makes a step that has nothing else skipped, never passed; what builds on it runs', async () => {
    const engine = engineWithout(['memory', 'health'], { status: 'starting', lastOutput: '' });
    const { events, verdicts, redone } = await play(blind, { engine });
    expect(verdicts).toEqual(['memory skipped', 'health skipped', 'size passed']);
    const ended = events.filter((event) => event.type === 'step.finished');
    expect(ended).toMatchObject([{ outcome: 'skipped', reason: { id: 'requires.memory' } }, { outcome: 'passed' }]);
    expect(redone).toEqual([]);
  });

  it('is judged as soon as somebody has asked the health check', async () => {
    const health = { status: 'unhealthy', lastOutput: 'no', lastExitCode: 1 };
    const { verdicts } = await play(running, { engine: engineWithout(['processes', 'health'], health) });
    expect(verdicts[2]).toBe('health failed');
  });

  it('is no excuse on an engine that can: docker top that fails is a failure', async () => {
    const { verdicts } = await play(running, { engine: engineWithout(undefined, undefined) });
    expect(verdicts[0]).toBe('command failed');
  });
});

describe('what a machine lacks', () => {
  it('is told of Podman in words that fit it', async () => {
    const { engine } = fakeWorld(checking).world;
    const podman = { ...engine, info: { ...engine.info, podman: true } };
    const { said } = await play(checking, { engine: podman });
    expect(said[0]).toContain('Podman has no BuildKit');
  });

  it('skips the step and what builds on it, with one sentence, and nothing else', async () => {
    const { state, verdicts, said, events } = await play(checking);
    expect(verdicts).toEqual(['output skipped', 'size skipped', 'size passed']);
    expect(said[0]).toContain('needs Docker Engine 27 and buildx 0.15');
    expect(said[0]).toContain('Engine 26.1.5');
    expect(said[1]).toContain('It builds on step look, which this machine skips: docker build --check needs');
    expect(state.totals).toMatchObject({ passed: 1, failed: 0, skipped: 2 });
    const first = events.findIndex((event) => event.type === 'step.finished');
    expect(events.slice(0, first).some((event) => event.type === 'action.started')).toBe(false);
    expect(events[first]).toMatchObject({ outcome: 'skipped', reason: { id: 'requires.build-check' } });
    expect(junitReport(state, 'en')).toContain('<skipped message="docker build --check needs Docker Engine 27');
  });

  it('runs the step where it is there', async () => {
    const fake = fakeWorld(checking);
    const info = { ...fake.world.engine.info, capabilities: ['build-check' as const] };
    const { verdicts, events } = await play(checking, { engine: { ...fake.world.engine, info } });
    expect(verdicts[0]).toBe('output failed');
    expect(events.some((event) => event.type === 'action.started')).toBe(true);
  });

  it('keeps it in the learner’s progress with its reason, never as done', async () => {
    const fake = fakeWorld(checking);
    const live = openSession({
      course: checking,
      desk: fake.world,
      clock: fake.world.clock,
      session: 's1',
      memory: fake.world.memory,
      progress: emptyProgress('mini'),
      store: { save: fake.save },
      mode: 'guided',
      prepare: async () => fake.world,
    });
    live.start();
    const run = async (step: string) => {
      live.dispatch({ type: 'step.opened', lab: 'one', step });
      const ended = new Promise<void>((resolve) => {
        live.subscribe((_, event) => event.type === 'step.finished' && resolve());
      });
      live.dispatch({ type: 'run.requested' });
      await ended;
      return live.getState();
    };
    expect((await run('look')).progress.steps['one/look']).toMatchObject({
      outcome: 'skipped',
      checks: [{ verdict: 'skipped', actual: expect.stringContaining('needs Docker Engine 27') }],
    });
    expect((await run('after')).steps['one/after']).toMatchObject({ reason: { id: 'requires.need' } });
    await live.close();
  });
});

describe('scan', () => {
  const counts = { critical: 1, high: 2, medium: 0, low: 10, unknown: 0 };
  const scanner = (result: Partial<Awaited<ReturnType<Scanner['scan']>>>): Scanner => ({
    name: 'trivy',
    look: async () => ({ ready: true, name: 'trivy' }),
    scan: async () => ({ exitCode: 0, seconds: 1, said: '', ...result }),
  });

  it('prints a short table and records the number', async () => {
    const { verdicts, output, state } = await play(scanning, { scanner: scanner({ counts }) });
    expect(verdicts).toEqual(['scanned passed']);
    expect(output).toBe('critical   1\nhigh       2\nmedium     0\nlow       10\nunknown    0\nin all    13\n');
    expect(state.progress.figures['web/vulnerabilities']).toMatchObject({ value: 13 });
  });

  it('lines the numbers up under Chinese words', async () => {
    const { output } = await play(scanning, { scanner: scanner({ counts }), lang: () => 'zh' });
    expect(output.split('\n').slice(0, 2)).toEqual(['严重   1', '高危   2']);
  });

  it('records 0 where nothing is known', async () => {
    const none = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
    const { verdicts, state } = await play(scanning, { scanner: scanner({ counts: none }) });
    expect(verdicts).toEqual(['scanned passed']);
    expect(state.progress.figures['web/vulnerabilities']).toMatchObject({ value: 0 });
  });

  it('fails where the report cannot be read', async () => {
    const { verdicts, output } = await play(scanning, { scanner: scanner({}) });
    expect(verdicts).toEqual(['command failed', 'scanned skipped']);
    expect(output).toContain('trivy printed no report that could be read.');
  });

  it('is not judged again without a scan: the image may be another one by now', async () => {
    const fake = fakeWorld(scanning);
    fake.world.memory.figures.set('web/vulnerabilities', { image: 'web', figure: 'vulnerabilities', value: 3 });
    const world: World = { ...fake.world, scanner: scanner({ counts }) };
    const live = openSession({
      course: scanning,
      desk: world,
      clock: world.clock,
      session: 's1',
      memory: world.memory,
      progress: emptyProgress('mini'),
      store: { save: fake.save },
      mode: 'guided',
      prepare: async () => world,
    });
    const verdicts: string[] = [];
    const ended = new Promise<void>((resolve) => {
      live.subscribe((_, event) => {
        if (event.type === 'check.judged') verdicts.push(`${event.check.id} ${event.check.verdict}`);
        if (event.type === 'step.finished') resolve();
      });
    });
    live.start();
    live.dispatch({ type: 'step.opened', lab: 'one', step: 'count' });
    live.dispatch({ type: 'check.requested' });
    await ended;
    await live.close();
    expect(verdicts).toEqual(['scanned skipped']);
  });

  it('is stopped after a quarter of an hour, and says so', async () => {
    const bound = new AbortController();
    const asked = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(bound.signal);
    const slow: Scanner = {
      ...scanner({}),
      scan: (_name, _reference, { signal }) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ exitCode: 130, seconds: 900, said: 'interrupted' }));
          bound.abort();
        }),
    };
    const { verdicts, output } = await play(scanning, { scanner: slow });
    expect(asked).toHaveBeenCalledWith(15 * 60_000);
    asked.mockRestore();
    expect(verdicts).toEqual(['command failed', 'scanned skipped']);
    expect(output).toContain('stopped after 15 minutes');
  });

  it('is skipped without a scanner, and without its database, saying how to get them', async () => {
    const without = await play(scanning);
    expect(without.verdicts).toEqual(['scanned skipped']);
    expect(without.said[0]).toContain('Install Trivy or Grype');
    const look: Scanner['look'] = async () => ({ ready: false, name: 'grype' });
    const bare = await play(scanning, { scanner: { ...scanner({}), look } });
    expect(bare.said[0]).toBe(
      'grype is here, but its database of vulnerabilities is not. Get it once, over the network (grype db update), and do this step again.',
    );
  });
});

describe('doctor', () => {
  const ok: Finding = { id: 'node', status: 'ok', title: raw('Node'), found: raw('20') };
  const gone: Finding = {
    id: 'engine',
    status: 'missing',
    title: raw('Engine'),
    found: raw('No engine.'),
    next: raw('Start it.'),
  };
  const finding =
    (...all: readonly Finding[]): World['examine'] =>
    async (tell) => {
      all.forEach(tell);
      return all;
    };
  const noEngine = async (): Promise<never> => {
    throw new MachineError({ what: msg('engine.refused') });
  };

  it('passes where nothing is missing, and prints as the command does', async () => {
    const { verdicts, output, events } = await play(examining, { examine: finding(ok) });
    expect(verdicts).toEqual(['ready passed']);
    expect(output).toContain('Node: 20');
    expect(events.find((event) => event.type === 'action.started')).toMatchObject({
      command: { shown: 'go-docker-lab doctor' },
    });
  });

  it('says the first thing that is missing, also where no engine answers', async () => {
    const { verdicts, said, events, output } = await play(
      examining,
      { examine: finding(ok, gone) },
      { prepare: noEngine },
    );
    expect(verdicts).toEqual(['ready failed']);
    expect(said).toEqual(['No engine.']);
    expect(output).toContain('Start it.');
    expect(events.find((event) => event.type === 'action.finished')).toMatchObject({ exitCode: 3 });
  });
});
