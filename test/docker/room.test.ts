import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningCli, startCli } from '../helpers/cli.ts';
import { heldCourse } from '../helpers/course-copy.ts';
import {
  docker,
  dockerLines,
  forget,
  labelled,
  needEngine,
  on,
  prepareBases,
  spareEngine,
  taggedImages,
} from '../helpers/engines.ts';
import { miniCourse } from '../helpers/paths.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, wireEvents } from '../helpers/wire.ts';

const learners = Array.from({ length: 30 }, (_, index) => `l${String(index + 1).padStart(2, '0')}`);
const [victim = '', mistaken = '', ...rest] = learners;
const bound = 2;
const course = ['--course', miniCourse('room')];
const timeout = 240_000;
const engine = spareEngine;

describe('thirty learners on one engine', () => {
  beforeAll(async () => {
    if (engine.missing === undefined) await prepareBases(engine);
  });
  afterAll(async () => {
    for (const learner of [...learners, 'bystander', 'default']) await forget(engine, learner);
  });

  test('nobody collides, builds wait for one another, and each gets their own verdict', async (context) => {
    needEngine(context, engine);
    const box = await sandbox();
    const bystander = await standingContainer();
    const start = (learner: string, place: string, ...flags: readonly string[]): Promise<RunningCli> =>
      startAs(box, learner, ['run', place, ...course, '--json', '--learner', learner, ...flags]);

    const killed = await start(victim, '02-long');
    await killed.line(
      isEvent('build.progressed', ({ name, status }) => name.includes('sleep') && status === 'running'),
      'the long build',
    );
    // While nobody else is here: its slot comes to life now, and goes with it.
    await expect.poll(() => slotsOf(victim), { timeout: 20_000 }).toHaveLength(1);
    const workspace = join(box.root, 'mistaken');
    await mkdir(workspace);
    await writeFile(
      join(workspace, 'Dockerfile.own'),
      'FROM alpine:3.22\nCOPY serve.sh /serve.sh\nRUN echo hello from elsewhere > /greeting\nCMD ["/bin/sh", "/serve.sh"]\n',
    );
    const wrong = await start(mistaken, '01-room', '--workspace', workspace);
    const right = await Promise.all(rest.map((learner) => start(learner, '01-room')));
    const watch = watchBuilds();

    killed.kill('SIGKILL');
    await expect.poll(() => slotsOf(victim), { timeout: 20_000 }).toEqual([]);

    // Who forgets the name is not let loose on the others, once they are at it.
    await Promise.any(right.map((running) => running.line(isEvent('build.queued'), 'a place in the queue')));
    const careless = await startAs(box, 'careless', ['clean', '--plain']).then((running) => running.done);
    expect(careless.exitCode).toBe(3);
    expect(careless.stderr).toMatch(/Others are at work on this engine: .*l\d\d/);

    const all = await Promise.all(right.map((running) => running.done));
    const outcome = await wrong.done;
    const most = await watch.end();
    for (const [index, { stdout, stderr, exitCode }] of all.entries()) {
      const events = wireEvents(stdout);
      expect(failures(events), rest[index]).toEqual([]);
      expect(eventsOf(events, 'run.broke'), rest[index]).toEqual([]);
      expect(eventsOf(events, 'course.finished')[0]).toMatchObject({ passed: 8, failed: 0, skipped: 0 });
      expect([exitCode, stderr], rest[index]).toEqual([0, '']);
    }
    expect(outcome.exitCode).toBe(1);
    expect(failures(wireEvents(outcome.stdout))).toEqual(['01-room/own answer']);

    // The bound was kept and made use of, and waiting was told.
    expect(most).toBe(bound);
    const queued = all.flatMap(({ stdout }) => eventsOf(wireEvents(stdout), 'build.queued'));
    expect(Math.max(...queued.map(({ before }) => before))).toBeGreaterThan(5);
    expect(Math.max(...queued.map(({ building }) => building))).toBeLessThanOrEqual(bound);

    // Each name still stands for what its own learner built, nothing runs any more, and the bystander was let be.
    for (const [index, { stdout }] of all.entries()) {
      const events = wireEvents(stdout);
      const built = Object.fromEntries(eventsOf(events, 'image.built').map(({ image, id }) => [image, id]));
      expect(Object.keys(built).sort()).toEqual(['cached', 'edited', 'own', 'same']);
      expect(await imagesOf(rest[index] ?? ''), rest[index]).toEqual(built);
    }
    expect(await dockerLines(engine, 'ps', '-q', '--no-trunc', '--filter', 'label=go-docker-lab.learner')).toEqual([
      bystander,
    ]);
    expect(await dockerLines(engine, 'ps', '-aq', '--filter', 'name=go-docker-lab-')).toEqual([]);

    // One cleans up, the others keep theirs.
    const [leaving = '', staying = ''] = rest;
    const kept = await imagesOf(staying);
    const cleaned = await startAs(box, leaving, ['clean', '--learner', leaving]).then((running) => running.done);
    expect(cleaned.exitCode).toBe(0);
    expect(await imagesOf(leaving)).toEqual({});
    expect(await imagesOf(staying)).toEqual(kept);
    expect(await labelled(engine, 'go-docker-lab.learner=bystander')).toHaveLength(1);
  });

  test('a second session under the same name is refused, and the first goes on', async (context) => {
    needEngine(context, engine);
    const box = await sandbox();
    const slow = ['--course', await heldCourse(box), '--json'];
    const first = await startAs(box, 'first', ['run', '02-run', ...slow]);
    await first.line(isEvent('wait.progressed'), 'the wait for the log');
    const before = await labelled(engine, 'go-docker-lab.learner=default');
    const second = await startAs(box, 'second', ['run', '02-run', ...slow]).then((running) => running.done);
    expect(second.exitCode).toBe(3);
    const [broke] = eventsOf(wireEvents(second.stdout), 'run.broke');
    expect(broke?.error).toMatch(/Another session of go-docker-lab without a learner’s name works on this engine/);
    expect(broke?.next).toContain('--learner');
    expect(await labelled(engine, 'go-docker-lab.learner=default')).toEqual(before);
    // Nor is the ground taken from under it by its own name.
    const clean = await startAs(box, 'third', ['clean', '--learner', 'default']).then((running) => running.done);
    expect(clean).toMatchObject({ exitCode: 3, stdout: '' });
    expect(clean.stderr).toContain('A session of learner default is at work on this machine.');
    expect(await labelled(engine, 'go-docker-lab.learner=default')).toEqual(before);
    first.kill('SIGINT');
    expect((await first.done).exitCode).toBe(130);
  });

  /** A learner of a computer of their own: nothing is shared but the engine. */
  async function startAs(box: Sandbox, who: string, args: readonly string[]): Promise<RunningCli> {
    const home = join(box.root, `home-${who}`);
    await mkdir(join(home, 'tmp'), { recursive: true });
    const { env } = on(engine, box);
    const own = { HOME: home, XDG_STATE_HOME: join(home, 'state'), TMPDIR: join(home, 'tmp') };
    const room = { GO_DOCKER_LAB_BUILDS: String(bound) };
    return startCli(args, { env: { ...env, ...own, ...room }, cwd: home, timeout });
  }
});

/** A container that somebody has who is not at work just now. */
async function standingContainer(): Promise<string> {
  const labels = ['owner=go-docker-lab', 'learner=bystander', 'role=container', 'session=other'];
  const flags = labels.flatMap((label) => ['--label', `go-docker-lab.${label}`]);
  const [image = ''] = await dockerLines(engine, 'images', '-q', 'go-docker-lab/base/alpine:3.22');
  const from = image === '' ? 'alpine:3.22' : image;
  const id = await docker(engine, 'run', '-d', ...flags, from, 'sleep', '600');
  onTestFinished(async () => void (await docker(engine, 'rm', '-fv', id)));
  return id;
}

/** Slots of a learner that run. */
function slotsOf(learner: string): Promise<readonly string[]> {
  const filters = [`label=go-docker-lab.learner=${learner}`, 'label=go-docker-lab.role=slot'];
  return dockerLines(engine, 'ps', '-q', ...filters.flatMap((filter) => ['--filter', filter]));
}

/** Short name → id of a learner's images. */
const imagesOf = (learner: string): Promise<Readonly<Record<string, string>>> =>
  taggedImages(engine, `mini-room_${learner}`);

/** The most builds of the learners that ran at once, by the processes of this machine; the killed one's is not counted. */
function watchBuilds(): { end(): Promise<number> } {
  let most = 0;
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const tags = new Set<string>();
    for (const pid of await readdir('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
      const tag = words.find((word) => /^mini-room_l\d\d:/.test(word));
      if (words.includes('build') && tag !== undefined && !tag.includes(victim)) tags.add(tag);
    }
    most = Math.max(most, tags.size);
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 250);
  onTestFinished(() => clearInterval(timer));
  return {
    async end() {
      clearInterval(timer);
      await looking;
      return most;
    },
  };
}
