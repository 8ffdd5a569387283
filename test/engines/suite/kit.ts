import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { expectPlainWords, runCli } from '../../helpers/cli.ts';
import { courseCopy, replaceIn } from '../../helpers/course-copy.ts';
import {
  baseImage,
  buildFrom,
  docker,
  exec,
  needEngine,
  on,
  snapshot,
  type TestEngine,
} from '../../helpers/engines.ts';
import { bundle } from '../../helpers/paths.ts';
import { smallProgram } from '../../helpers/program-heads.ts';
import { makeSandbox, type Sandbox, sandbox } from '../../helpers/sandbox.ts';
import { byDroppingSsh } from './dropping-ssh.ts';

const timeout = 180_000;
/** What the course of the kit builds FROM: the second is made from the first. */
const [one, two] = ['gdl-suite-one:1', 'gdl-suite-two:1'];

/** A kit is made from the engine and loaded into it, also when connections to it break. */
export function kitSuite(engine: TestEngine): void {
  describe('a kit', () => {
    let maker: Sandbox;
    let making: readonly string[];
    let kit: string;

    beforeAll(async () => {
      if (engine.missing !== undefined) return;
      maker = on(engine, await makeSandbox());
      // Podman has no BuildKit, and buildx would want one of its own.
      const builder = engine.name === 'podman' ? { ...engine, env: { ...engine.env, DOCKER_BUILDKIT: '0' } } : engine;
      await buildFrom(builder, one, `FROM ${await baseImage(engine, 'alpine:3.22')}\nRUN echo one >/one\n`);
      await buildFrom(builder, two, `FROM ${one}\nRUN echo two >/two\n`);
      const course = await courseCopy(maker, 'quick', {
        'course.yaml': ['  - alpine:3.22', `  - ${one}\n  - ${two}`],
        '01-first/lab.yaml': ['bases: [alpine:3.22]', `bases: [${two}]`],
      });
      await replaceIn(join(course, '01-first/start/Dockerfile.quick'), 'FROM alpine:3.22', `FROM ${two}`);
      // Instead of Node.js, so that the kit is small.
      const node = join(maker.root, 'node');
      await writeFile(node, smallProgram('v20.19.0'), { mode: 0o755 });
      making = ['--course', course, '--node', `linux/${process.arch === 'x64' ? 'amd64' : process.arch}=${node}`];
      kit = join(maker.cwd, 'kit.tar');
      const made = await exec(process.execPath, [bundle, 'kit', 'make', kit, ...making], { env: maker.env });
      expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    });
    afterAll(async () => {
      if (engine.missing !== undefined) return;
      await drop();
      await rm(maker.root, { recursive: true, force: true });
    });

    const drop = () => exec('docker', ['image', 'rm', '-f', two, one], { env: engine.env });
    /** Makes a kit; gives its sum. */
    const make = async (box: Sandbox, path: string): Promise<string> => {
      const made = await runCli(['kit', 'make', path, ...making], { ...box, timeout });
      expect(made).toMatchObject({ exitCode: 0, stderr: '' });
      return createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    };
    const load = async (box: Sandbox): Promise<unknown> => {
      const { stdout, stderr, exitCode } = await runCli(['kit', 'load', kit, '--json'], { ...box, timeout });
      expect([exitCode, stderr], stdout).toEqual([0, '']);
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    };

    test('gives back the images that are gone, once, and is the same when it is made again', async (context) => {
      needEngine(context, engine);
      const box = on(engine, await sandbox());
      const sum = await make(box, join(box.cwd, 'first.tar'));
      await drop();
      expect(await load(box)).toMatchObject({ loaded: [one, two], present: [] });
      expect(await docker(engine, 'run', '--rm', two, 'cat', '/one', '/two')).toBe('one\ntwo');
      expect(await load(box)).toMatchObject({ loaded: [], present: [one, two] });
      expect(await make(box, join(box.cwd, 'again.tar'))).toBe(sum);
    });

    // A docker command itself tries up to five connections: it asks for the engine, then sends its request all the same.
    test('is made and loaded although sshd drops connections', async (context) => {
      needEngine(context, engine);
      needSsh(context, engine);
      const box = await sandbox();
      const saving = await byDroppingSsh(engine, box, { word: 'save', dropped: [1, 2, 3, 4, 5, 6] });
      const sum = await make(saving, join(box.cwd, 'kit.tar'));
      expect(sum).toBe(await make(on(engine, box), join(box.cwd, 'other.tar')));
      expect(await saving.connections()).toBeGreaterThan(6);
      await drop();
      const loading = await byDroppingSsh(engine, box, { word: 'load', dropped: [1, 2, 3, 4, 5, 6] });
      expect(await load(loading)).toMatchObject({ loaded: [one, two] });
      expect(await loading.connections()).toBeGreaterThan(7);
    });

    test('that loses the connection half-way leaves nothing half, and what is missing is loaded next time', async (context) => {
      needEngine(context, engine);
      needSsh(context, engine);
      await drop();
      const before = await snapshot(engine);
      const box = await sandbox();
      const cut = await byDroppingSsh(engine, box, { word: 'load', cut: 8 });
      const result = await runCli(['kit', 'load', kit], { ...cut, timeout });
      expect(result.stderr).toContain(`The connection to the engine broke off while the image ${one} was on its way.`);
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
      expect(await snapshot(engine)).toEqual(before);
      expect(await load(on(engine, box))).toMatchObject({ loaded: [one, two], present: [] });
    });
  });
}

/** Podman's own command goes by a socket here. */
function needSsh({ skip }: Pick<TestContext, 'skip'>, { env }: TestEngine): void {
  if (env['CONTAINER_HOST']) skip("with Podman's own command no engine is used over ssh");
}
