import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { expectPlainWords, startCli } from '../helpers/cli.ts';
import { courseCopy, lineOf } from '../helpers/course-copy.ts';
import {
  baseImage,
  defaultEngine,
  docker,
  dockerLines,
  forget,
  labelled,
  needEngine,
  oldEngine,
  on,
} from '../helpers/engines.ts';
import { mayMount, needsMounts, readOnly, runMounted } from '../helpers/mounts.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

const engine = defaultEngine;
const learner = 'trouble';
const mine = ['--learner', learner, '--course', miniCourse('quick')];
const container = `mini-quick_${learner}-quick`;
const label = `go-docker-lab.learner=${learner}`;

afterAll(() => forget(engine, learner));

describe('a run with nothing wrong', () => {
  test('passes, says so in words, and leaves no file behind', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    for (const [lang, total] of [
      ['en', /4 checks passed, 0 failed, 0 skipped in /],
      ['zh', /检查通过 4 项，失败 0 项/],
    ] as const) {
      const result = await startCli(['run', ...mine, '--lang', lang], { ...box, timeout: 120_000 }).done;
      expect(result.stdout).toMatch(total);
      expect(result.stdout).toContain('$ docker build -f Dockerfile.quick');
      expect(result.stderr).toBe('');
      expect(result.exitCode).toBe(0);
      expectPlainWords(result);
    }
    // An unattended run has a workspace of its own, which goes with it.
    expect(await readdir(box.cwd)).toEqual([]);
    expect(await readdir(box.tmp)).toEqual([]);
    expect(await labelled(engine, label)).toEqual([]);
  });

  test('a port is published on 127.0.0.1 alone, and the command that is shown says so', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const running = startCli(['run', '01-first/build', '01-first/run', ...mine, '--json'], {
      ...box,
      timeout: 120_000,
    });
    await running.line(isEvent('check.judged', ({ check }) => check === 'first-ok'));
    const bound = await docker(
      engine,
      'inspect',
      '--format',
      '{{json .HostConfig.PortBindings}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}',
      container,
    ).catch(() => '');
    // It may be over already: then the events still tell.
    if (bound !== '') expect(bound).toMatch(/"HostIp":"127\.0\.0\.1".* [1-9]\d+ [1-9]\d+$/);
    const events = wireEvents((await running.done).stdout);
    const [command] = eventsOf(events, 'action.started').filter(({ step }) => step === 'run');
    expect(command?.shown).toContain('-p 127.0.0.1:');
    expect(command?.exact).toContain('--label go-docker-lab.owner=go-docker-lab');
  });
});

describe('something is in the way', () => {
  test('the usual port is taken: a free one is chosen, and said', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const release = await occupy(8080);
    onTestFinished(release);
    const { stdout, exitCode } = await startCli(['run', ...mine, '--json'], { ...box, timeout: 120_000 }).done;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual([]);
    expect(eventsOf(events, 'notice.given').some(({ notice }) => notice.includes('Port 8080 is in use'))).toBe(true);
    const [command] = eventsOf(events, 'action.started').filter(({ step }) => step === 'run');
    expect(command?.shown).toContain('-p 127.0.0.1::8080');
    expect(lastOf(events, 'course.finished').failed).toBe(0);
    expect(exitCode).toBe(0);
  });

  test('the container’s name is taken by someone else’s: 3, and theirs is untouched', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const base = await baseImage(engine, 'alpine:3.22');
    const id = await docker(engine, 'run', '-d', '--name', container, base, 'sleep', '600');
    onTestFinished(async () => {
      await docker(engine, 'rm', '-f', id);
    });
    for (const [lang, sentence] of [
      ['en', `The name ${container} is taken by a container that is not one of ours.`],
      ['zh', `已有名为 ${container} 的容器，而且不是我们创建的。`],
    ] as const) {
      const result = await startCli(['run', ...mine, '--lang', lang], { ...box, timeout: 120_000 }).done;
      expect(`${result.stdout}${result.stderr}`).toContain(sentence);
      expect(result.stdout).toContain('--from 01-first/run');
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
    expect(await docker(engine, 'inspect', '--format', '{{.Id}} {{.State.Running}}', container)).toBe(`${id} true`);
  });

  test('the image’s name is taken by someone else’s: 3, and theirs keeps its name', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const other = 'trouble-image';
    const name = `mini-quick_trouble_image:quick`;
    await docker(engine, 'tag', await baseImage(engine, 'alpine:3.22'), name);
    onTestFinished(async () => {
      await docker(engine, 'rmi', name);
    });
    const before = await docker(engine, 'image', 'inspect', '--format', '{{.Id}}', name);
    const result = await startCli(['run', '--learner', other, '--course', miniCourse('quick')], {
      ...box,
      timeout: 120_000,
    }).done;
    expect(`${result.stdout}${result.stderr}`).toContain(`The name ${name} is taken by an image`);
    expect(result.exitCode).toBe(3);
    expect(await docker(engine, 'image', 'inspect', '--format', '{{.Id}}', name)).toBe(before);
  });

  test('the folder for temporary files cannot be written: 3, and what chooses another', async (context) => {
    needEngine(context, engine);
    context.skip(!mayMount && !process.env['CI'], needsMounts);
    const box = on(engine, await sandbox());
    for (const lang of ['en', 'zh']) {
      const result = await runMounted(box, readOnly(box.tmp), ['run', ...mine, '--lang', lang]);
      expect(result.stderr).toContain('TMPDIR');
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
  });

  test('a file of the learner’s is kept as it is', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const workspace = join(box.cwd, 'mine');
    await startCli(['run', '01-first/intro', ...mine, '--workspace', workspace], { ...box, timeout: 120_000 }).done;
    const path = join(workspace, 'serve.sh');
    const text = `${await readFile(path, 'utf8')}# mine\n`;
    await writeFile(path, text);
    const { stdout } = await startCli(['run', '01-first/build', ...mine, '--workspace', workspace], {
      ...box,
      timeout: 120_000,
    }).done;
    expect(stdout).toMatch(/kept: serve\.sh\./);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect((await stat(path)).isFile()).toBe(true);
  });
});

describe('the learner’s own mistakes end with 1', () => {
  test('an app that answers wrongly: expected and actual side by side', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const course = await courseCopy(box, 'quick', { '01-first/start/Dockerfile.quick': ['echo hello', 'echo hullo'] });
    const args = ['run', '--course', course, '--learner', learner];
    const { stdout, exitCode } = await startCli([...args, '--json'], { ...box, timeout: 120_000 }).done;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual(['01-first/answers http']);
    const failed = eventsOf(events, 'check.judged').find(({ verdict }) => verdict === 'failed');
    expect(failed).toMatchObject({ expected: '200 "hello"', actual: '200 "hullo"' });
    expect(failed?.reproduce).toMatch(/^curl -i http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(exitCode).toBe(1);
    const plain = await startCli(args, { ...box, timeout: 120_000 }).done;
    expect(plain.stdout).toMatch(
      /\[FAIL\] http\n\s+expected: 200 "hello"\n\s+actual: {3}200 "hullo"\n\s+by hand: {2}curl/,
    );
    expect(plain.exitCode).toBe(1);
    expectPlainWords(plain);
  });

  test('a build that fails: the instruction and its line', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const course = await courseCopy(box, 'quick', {
      '01-first/start/Dockerfile.quick': ['RUN echo hello > /greeting', 'RUN echo hello > /greeting && nosuchprogram'],
    });
    const line = await lineOf(join(course, '01-first/start/Dockerfile.quick'), 'nosuchprogram');
    const { stdout, exitCode } = await startCli(['run', '--course', course, '--learner', learner, '--json'], {
      ...box,
      timeout: 120_000,
    }).done;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual(['01-first/build command']);
    const failed = eventsOf(events, 'check.judged').find(({ verdict }) => verdict === 'failed');
    expect(failed?.actual).toContain(`line ${line}`);
    expect(failed?.actual).toContain('nosuchprogram');
    expect(failed?.reproduce).toMatch(/^docker build .*-f Dockerfile\.quick/);
    expect(lastOf(events, 'course.finished')).toMatchObject({ failed: 1, passed: 0 });
    expect(exitCode).toBe(1);
  });

  test('a Dockerfile that is none: the line', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const course = await courseCopy(box, 'quick', {
      '01-first/start/Dockerfile.quick': ['COPY serve.sh', 'KOPY serve.sh'],
    });
    const result = await startCli(['run', '--course', course, '--learner', learner], { ...box, timeout: 120_000 }).done;
    expect(result.stdout).toMatch(/line 3/i);
    expect(result.stdout).toContain('KOPY');
    expect(result.exitCode).toBe(1);
    expectPlainWords(result);
  });
});

describe('a base image that nobody has ends with 3 and is named', () => {
  test.for([
    { how: 'without --yes', flags: [] },
    { how: 'with --yes', flags: ['--yes'] },
  ])('$how', async ({ flags }, context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const course = ['--course', miniCourse('unobtainable'), '--learner', learner];
    for (const lang of ['en', 'zh']) {
      const result = await startCli(['run', ...course, ...flags, '--lang', lang], { ...box, timeout: 120_000 }).done;
      expect(result.stderr).toContain('go-docker-lab.invalid/nowhere:1');
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
    const json = await startCli(['run', ...course, ...flags, '--json'], { ...box, timeout: 120_000 }).done;
    const error = lastOf(wireEvents(json.stdout), 'error.raised');
    expect(error.error).toContain('go-docker-lab.invalid/nowhere:1');
    expect(error.next).toBeTruthy();
    expect(json.exitCode).toBe(3);
    expect(await dockerLines(engine, 'images', '-q', 'go-docker-lab.invalid/nowhere')).toEqual([]);
  });
});

/** Listens on a port as some other program would; a port that is taken already will do as well. */
async function occupy(port: number): Promise<() => Promise<void>> {
  const server = createServer((_, response) => response.end('not yours'));
  const listening = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, '127.0.0.1');
  });
  return () =>
    new Promise((resolve) => {
      if (listening) server.close(() => resolve());
      else resolve();
      server.closeAllConnections();
    });
}

describe('an engine by ssh whose sshd drops connections', () => {
  const far = oldEngine;
  afterAll(() => forget(far, learner));

  // With which word in the command, and which of its connections.
  test.for([
    ['version', 1],
    ['build', 2],
    ['run', 2],
    ['rm', 1],
    ['dial-stdio', 1],
  ] as const)('docker %s goes on when its connection %i was dropped', async ([word, number], context) => {
    needEngine(context, far);
    const box = on(far, await sandbox());
    const log = join(box.root, 'connections');
    await writeFile(log, '');
    const env = {
      ...box.env,
      PATH: `${fakeDocker('dropping-ssh')}:${box.env['PATH']}`,
      DOCKER_HOST: 'ssh://me@near',
      SSH_ENGINE: far.env['DOCKER_HOST'] ?? '',
      SSH_LOG: log,
      SSH_WORD: word,
      SSH_NUMBER: String(number),
    };
    const { stdout, stderr, exitCode } = await startCli(['run', ...mine, '--json'], { ...box, env, timeout: 120_000 })
      .done;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual([]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(lastOf(events, 'course.finished')).toMatchObject({ passed: 4, failed: 0, skipped: 0 });
    // It was dropped, and the command came once more.
    expect((await readFile(log, 'utf8')).split('\n').length - 1).toBeGreaterThan(number);
    const lost = eventsOf(events, 'action.finished').filter((event) => event.exitCode !== 0);
    expect(lost).toHaveLength(word === 'build' || word === 'run' ? 1 : 0);
    expect(await labelled(far, label)).toEqual([]);
  });
});
