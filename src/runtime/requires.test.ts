import { describe, expect, it } from 'vitest';
import { buildingEngine, twoLabs } from '../../test/helpers/fake-app.ts';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { ContainerFacts } from '../checks/evidence.ts';
import type { Course } from '../course/model.ts';
import type { Engine, EngineInfo } from '../ports/engine.ts';
import { junitReport } from '../render/junit/report.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';
import { lackOfReason } from './requires.ts';
import { courseOf, play } from './test-play.ts';
import type { World } from './world.ts';

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

/** The engine of the fake world, whose builder can do this. */
function engineOf(course: Course, capabilities: EngineInfo['capabilities']): Engine {
  const { engine } = fakeWorld(course).world;
  return { ...engine, info: { ...engine.info, capabilities } };
}

describe('a solution of the course that has mounts, though its step can be done without', () => {
  const mounted = new TextEncoder().encode('FROM scratch\nRUN --mount=type=cache,target=/x ["/build"]\n');
  const [first] = twoLabs.labs;
  if (!first) throw new Error('a course without labs');
  const course: Course = {
    ...twoLabs,
    labs: [
      {
        ...first,
        steps: first.steps.map((step) =>
          step.kind === 'edit'
            ? { ...step, variants: { ...step.variants, solution: [{ path: 'Dockerfile.one', content: mounted }] } }
            : step,
        ),
      },
    ],
  };
  const worldWith = (capabilities: EngineInfo['capabilities']): World => {
    const { engine } = buildingEngine(course);
    return {
      ...fakeWorld(course).world,
      files: memoryFiles(),
      engine: { ...engine, info: { ...engine.info, capabilities } },
    };
  };

  it('is skipped where the builder lacks them, as is what builds on it, and says why', async () => {
    const { verdicts, said } = await play(course, worldWith([]));
    expect(verdicts).toEqual(['dockerfile skipped', 'size skipped', 'one passed', 'size skipped']);
    expect(said[0]).toContain('Mounts in a RUN (--mount) need BuildKit');
    expect(said[3]).toContain('It builds on step write, which this machine skips: Mounts');
  });

  it('runs where the builder has them', async () => {
    const { verdicts } = await play(course, worldWith(['build-mount']));
    expect(verdicts).toEqual(['dockerfile passed', 'size passed', 'one passed', 'size passed']);
  });

  it('of the learner is theirs to change: it is built, and what the builder says of it is explained', async () => {
    const refusal = 'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/';
    const mine = worldWith([]);
    const world: World = {
      ...mine,
      engine: {
        ...mine.engine,
        build: async (request, options) =>
          request.args.includes('Dockerfile.one')
            ? {
                exitCode: 1,
                stdout: '',
                stderr: refusal,
                output: refusal,
                seconds: 1,
                graph: { vertexes: [], warnings: [] },
              }
            : mine.engine.build(request, options),
      },
    };
    const events: SessionEvent[] = [];
    const live = openSession({
      course,
      desk: world,
      clock: world.clock,
      session: 's1',
      memory: world.memory,
      progress: emptyProgress('two'),
      store: { save: async () => undefined },
      mode: 'guided',
      prepare: async () => world,
    });
    live.start();
    live.dispatch({ type: 'step.opened', lab: 'one', step: 'write' });
    await world.files.write(world.resolve('Dockerfile.one'), mounted);
    const ended = new Promise<void>((resolve) => {
      live.subscribe((_, event) => {
        events.push(event);
        if (event.type === 'step.finished' || event.type === 'run.broke') resolve();
      });
    });
    live.dispatch({ type: 'run.requested' });
    await ended;
    // It is no mistake of theirs: nothing is judged as failed.
    expect(events.at(-1)).toMatchObject({
      type: 'run.broke',
      error: { what: { id: 'diagnose.old-builder', params: { flag: 'mount' } } },
    });
    expect(events.some((event) => event.type === 'check.judged' && event.check.verdict === 'failed')).toBe(false);
    await live.close();
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

  it.each([
    ['build-mount', 'Mounts in a RUN (--mount) need BuildKit'],
    ['build-stages', 'Leaving out the stages'],
  ])('names %s and what to install', async (capability, words) => {
    const course = courseOf(
      `  - id: look
    kind: command
    requires: [${capability}]
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
`,
      ['look'],
    );
    const { verdicts, said } = await play(course, { engine: engineOf(course, []) });
    expect(verdicts).toEqual(['size skipped']);
    expect(said[0]).toContain(words);
    expect(said[0]).toContain('docker-buildx-plugin');
    expect((await play(course)).verdicts).toEqual(['size passed']);
  });

  it('is told of an old Podman in words that fit it', async () => {
    const course = courseOf(
      `  - id: look
    kind: command
    requires: [build-mount, build-stages]
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
`,
      ['look'],
    );
    const engine = engineOf(course, ['build-mount']);
    const { said } = await play(course, { engine: { ...engine, info: { ...engine.info, podman: true } } });
    expect(said[0]).toContain('Podman before 4.2');
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

describe('a command that failed as it should', () => {
  const check = { kind: 'fails', action: 0, saying: 'read-only' } as const;
  const silent = 'Error: 1 error occurred:\n\t* copying to container: 500 Internal Server Error\n';
  const told = `${silent.trim()}: copier: put: open /note: read-only file system\n`;
  const lackOf = (output: string, podmanCommand: boolean) => {
    const { world } = fakeWorld(checking);
    const info: EngineInfo = { ...world.engine.info, ...(podmanCommand ? { podmanCommand } : {}) };
    const results = [{ exitCode: 125, output, stdout: '', seconds: 0 }];
    return lackOfReason({ world: { ...world, engine: { ...world.engine, info } }, results }, check)?.id;
  };

  it("says nothing of the reason where Podman's own command keeps it for itself", () => {
    expect(lackOf(silent, true)).toBe('requires.podman.reason');
    expect(lackOf(told, true)).toBeUndefined();
    expect(lackOf(silent, false)).toBeUndefined();
  });
});
