import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../../test/helpers/fake-world.ts';
import type { ContainerFacts } from '../checks/evidence.ts';
import type { Engine, EngineInfo } from '../ports/engine.ts';
import { junitReport } from '../render/junit/report.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';
import { courseOf, play } from './test-play.ts';

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
