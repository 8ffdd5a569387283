import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli, startCli } from '../helpers/cli.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { lastOf, wireEvents } from '../helpers/wire.ts';

const quick = ['--course', miniCourse('quick')];

function withDocker(box: Sandbox, name: string): Sandbox {
  return { ...box, env: { ...box.env, PATH: `${fakeDocker(name)}${delimiter}${box.env['PATH'] ?? ''}` } };
}

interface Row {
  readonly docker: string;
  readonly args?: readonly string[];
  readonly en: string;
  readonly zh: string;
  /** The move that is offered. */
  readonly next: string;
}

const troubles: readonly Row[] = [
  { docker: 'down', en: 'Docker is not running (context default).', zh: 'Docker 没有运行', next: 'start' },
  { docker: 'down-28', en: 'Docker is not running (context default).', zh: 'Docker 没有运行', next: 'start' },
  {
    docker: 'wrong-context',
    args: ['--context', 'nope'],
    en: 'There is no docker context called nope.',
    zh: '没有名为 nope 的 docker 上下文',
    next: 'docker context ls',
  },
  {
    docker: 'no-permission',
    en: 'Your account may not talk to the Docker engine.',
    zh: '你的账户没有权限访问 Docker 引擎。',
    next: 'docker',
  },
  {
    docker: 'wsl',
    en: 'Docker Desktop is not connected to this WSL distribution.',
    zh: 'Docker Desktop 还没有接入这个 WSL 发行版。',
    next: 'WSL',
  },
  {
    docker: 'client-too-old',
    en: 'The docker CLI and the engine do not speak the same API version.',
    zh: 'API 版本对不上',
    next: 'DOCKER_API_VERSION',
  },
  {
    docker: 'engine-too-old',
    en: 'This is Docker engine 19.03.15; the workshop needs 20.10 or newer.',
    zh: '19.03.15',
    next: '',
  },
  {
    docker: 'windows',
    en: 'This engine runs Windows containers; the workshop builds Linux images.',
    zh: 'Windows 容器',
    next: 'Linux',
  },
  {
    docker: 'podman-without-socket',
    en: "Nobody answers at Podman's socket unix:///run/user/4294967294/podman/podman.sock.",
    zh: 'Podman 的套接字 unix:///run/user/4294967294/podman/podman.sock 没有应答',
    next: 'systemctl --user start podman.socket',
  },
  {
    docker: 'podman-far',
    en: "The docker command on this machine is Podman's own and uses ssh://core@127.0.0.1:40123/run/user/501/podman/podman.sock",
    zh: '其实是 podman 命令，它用的是 ssh://core@127.0.0.1:40123/run/user/501/podman/podman.sock',
    next: 'CONTAINER_HOST=unix:///',
  },
];

describe('an engine that cannot be used ends with 3, a sentence and the next move', () => {
  test.for(troubles)('run: $docker', async ({ docker, args = [], en, zh, next }) => {
    const box = withDocker(await sandbox(), docker);
    for (const [lang, sentence] of [
      ['en', en],
      ['zh', zh],
    ] as const) {
      const result = await runCli(['run', ...quick, ...args, '--lang', lang], box);
      expect(result.stderr).toContain(sentence);
      expect(`${result.stdout}${result.stderr}`).toContain(next);
      expect(result.stderr.split('\n').length).toBeLessThanOrEqual(4);
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
  });

  test.for(troubles)('run --json: $docker', async ({ docker, args = [], en }) => {
    const box = withDocker(await sandbox(), docker);
    const result = await runCli(['run', ...quick, ...args, '--json'], box);
    const error = lastOf(wireEvents(result.stdout), 'error.raised');
    expect(error.error).toContain(en);
    expect(error.next).toBeTruthy();
    expect(error.exitCode).toBe(3);
    expect(result).toMatchObject({ exitCode: 3, stderr: '' });
  });

  test.for(troubles)('doctor and clean: $docker', async ({ docker, args = [], en }) => {
    const box = withDocker(await sandbox(), docker);
    const doctor = await runCli(['doctor', ...quick, ...args], box);
    expect(doctor.stdout).toContain(en);
    expect(doctor.exitCode).toBe(3);
    expectPlainWords(doctor);
    const clean = await runCli(['clean', ...quick, ...args], box);
    expect(clean.stderr).toContain(en);
    expect(clean).toMatchObject({ exitCode: 3, stdout: '' });
    expectPlainWords(clean);
  });

  test('no docker program on the PATH', async () => {
    const box = await sandbox();
    const bare = { ...box, env: { ...box.env, PATH: fakeDocker('empty') } };
    const en = await runCli(['run', ...quick], bare);
    expect(en.stderr).toMatch(/no docker command on the PATH|program docker is not on this machine's PATH/);
    // The commands that would help are shown, each once.
    expect(en.stderr).toMatch(/Next: \S/);
    expect(en.stderr.split('install-engine.sh').length).toBeLessThanOrEqual(2);
    expect(en.exitCode).toBe(3);
    const zh = await runCli(['run', ...quick, '--lang', 'zh'], bare);
    expect(zh.stderr).toMatch(/PATH 中没有 docker 命令|在 PATH 里找不到程序 docker/);
    expect(zh.exitCode).toBe(3);
    for (const result of [en, zh]) expectPlainWords(result);
    const json = await runCli(['run', ...quick, '--json'], bare);
    expect(lastOf(wireEvents(json.stdout), 'error.raised').exitCode).toBe(3);
  });

  test('an engine that answers somewhere else is named', async () => {
    const box = withDocker(await sandbox(), 'elsewhere');
    const socket = join(box.home, '.docker/run/docker.sock');
    await mkdir(join(box.home, '.docker/run'), { recursive: true });
    await writeFile(socket, '');
    const result = await runCli(['clean', ...quick], box);
    expect(result.stderr).toContain(`an engine answers at unix://${socket}`);
    expect(result.stderr).toContain(`DOCKER_HOST=unix://${socket}`);
    expect(result.exitCode).toBe(3);
  });

  test('without a terminal and without --yes nothing is changed, and the commands are shown', async () => {
    const box = withDocker(await sandbox(), 'down');
    const result = await runCli(['run', ...quick], box);
    expect(result.exitCode).toBe(3);
    // The lock is gone again, no workspace was laid out, nothing was left in the folder for temporary files.
    expect(await readdir(box.cwd)).toEqual([]);
    expect(await readdir(box.tmp)).toEqual([]);
    expect(await readdir(join(box.state, 'go-docker-lab', 'mini-quick'))).toEqual([]);
  });

  test('no command, no terminal: the same as run', async () => {
    const box = withDocker(await sandbox(), 'down');
    for (const stdin of ['', 'closed'] as const) {
      const result = await runCli(quick, { ...box, stdin });
      expect(result.stderr).toContain('Docker is not running');
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
  });

  test('stdin that is closed is no trouble', async () => {
    const box = await sandbox();
    for (const args of [['list'], ['status'], ['course', 'lint'], ['--help'], ['--version']]) {
      const result = await runCli([...args, ...(args[0]?.startsWith('--') ? [] : quick)], { ...box, stdin: 'closed' });
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });
});

describe('an engine that never answers can be given up', () => {
  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('run, %s: 130', async (signal) => {
    const box = withDocker(await sandbox(), 'hangs');
    const running = startCli(['run', ...quick], { ...box, timeout: 15_000 });
    await lockHeldBy(box, running.pid);
    running.kill(signal);
    const result = await running.done;
    expect(result).toMatchObject({ exitCode: 130, signal: null });
    expectPlainWords(result);
    expect(await readdir(join(box.state, 'go-docker-lab', 'mini-quick'))).toEqual([]);
  });

  // All of it waits for the same silence, side by side.
  test('one that was chosen by --context or DOCKER_CONTEXT is named, and nobody is told to restart another', async () => {
    const ask = async (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<void> => {
      const box = withDocker(await sandbox(), 'hangs');
      const chosen = { ...box, env: { ...box.env, DOCKER_HOST: '', ...env }, timeout: 28_000 };
      const [doctor, clean] = await Promise.all([
        runCli(['doctor', ...quick, ...args, '--lang', 'zh'], chosen),
        runCli(['clean', ...quick, ...args], chosen),
      ]);
      expect(doctor.stdout).toContain('位于 far 的 Docker 引擎已经 5 秒没有应答。');
      expect(clean.stderr).toContain('The Docker engine at far has not answered for 15 seconds.');
      expect(clean.stderr).toContain('docker version answers there by hand');
      expect(clean.exitCode).toBe(3);
    };
    await Promise.all([ask({}, '--context', 'far'), ask({ DOCKER_CONTEXT: 'far' })]);
  });

  test('doctor gives it up by itself and says so', async () => {
    const box = withDocker(await sandbox(), 'hangs');
    const result = await runCli(['doctor', ...quick], { ...box, timeout: 28_000 });
    expect(result.stdout).toContain('[MISSING]');
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
  });
});

describe('a second one on the same course', () => {
  test('is told which process has it, and waits for nothing', async () => {
    const box = withDocker(await sandbox(), 'hangs');
    const first = startCli(['run', ...quick], box);
    await lockHeldBy(box, first.pid);
    for (const [lang, sentence] of [
      ['en', `Another go-docker-lab (process ${first.pid}) has this course open.`],
      ['zh', `（进程 ${first.pid}）正开着这门课程`],
    ] as const) {
      for (const command of ['run', 'reset']) {
        const second = await runCli([command, ...quick, '--lang', lang], box);
        expect(second.stderr).toContain(sentence);
        expect(second.exitCode).toBe(3);
        expectPlainWords(second);
      }
    }
    // Looking is allowed, and another course is not concerned.
    expect((await runCli(['status', ...quick], box)).exitCode).toBe(0);
    expect((await runCli(['reset', '--course', miniCourse('slow')], box)).exitCode).toBe(0);
    // Killed without a chance to clean up: the next one takes over.
    first.kill('SIGKILL');
    await first.done;
    expect((await runCli(['reset', ...quick], box)).exitCode).toBe(0);
  });
});

/** Waits until that process holds the lock of the quick course. */
async function lockHeldBy(box: Sandbox, pid: number): Promise<void> {
  await expect
    .poll(
      async () =>
        JSON.parse(
          await readFile(join(box.state, 'go-docker-lab/mini-quick/progress.lock'), 'utf8').catch(() => '{}'),
        ) as unknown,
      { timeout: 10_000 },
    )
    .toMatchObject({ pid });
}
