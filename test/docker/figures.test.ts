import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { connectEngine } from '../../src/adapters/docker/engine.ts';
import { createProcess } from '../../src/adapters/process.ts';
import type { FigureName } from '../../src/checks/figures.ts';
import { measure } from '../../src/runtime/measure.ts';
import { baseImage, buildFrom, defaultEngine, docker, forget, needEngine } from '../helpers/engines.ts';
import { fakeWorld, miniCourse } from '../helpers/fake-world.ts';

const prefix = `figures-${process.pid}`;

/** Everything that the image's own user may write, asked of the kernel in a container. */
const whatIsWritable =
  'find / -xdev \\( -type f -o -type d \\) 2>/dev/null | while read -r p; do [ -w "$p" ] && echo "$p"; done; true';

test('figures of an image agree with what a container of it sees', async (context) => {
  needEngine(context, defaultEngine);
  onTestFinished(() => forget(defaultEngine, prefix));
  const base = await baseImage(defaultEngine, 'alpine:3.22');
  const dockerfile = `FROM ${base}
RUN echo app:x:10001:20001::/app:/bin/sh >> /etc/passwd && echo staff:x:50:app >> /etc/group \\
 && mkdir -p /app/data /shared /sticky /usr/bin && touch /app/a /app/b /shared/a \\
 && chown -R 10001 /app && chown -R 0:50 /shared && chmod -R 770 /shared && chmod 400 /app/b && chmod 1777 /sticky \\
 && cp /bin/busybox /usr/bin/apt && cp /bin/busybox /usr/bin/dpkg \\
 && cp /bin/busybox /usr/bin/su-root && chmod 4755 /usr/bin/su-root
`;
  const label = ['--label', 'go-docker-lab.owner=go-docker-lab', '--label', `go-docker-lab.learner=${prefix}`];
  await buildFrom(defaultEngine, `${prefix}:root`, dockerfile, ...label);
  await buildFrom(defaultEngine, `${prefix}:app`, `${dockerfile}USER app\n`, ...label);
  await buildFrom(defaultEngine, `${prefix}:ghost`, `${dockerfile}USER ghost\n`, ...label);

  const env = { ...process.env, ...defaultEngine.env };
  const runner = createProcess({ env, platform: process.platform });
  const engine = await connectEngine({ process: runner, env, platform: process.platform, temporary: tmpdir() });
  const world = { ...fakeWorld(miniCourse).world, engine, prefix };
  const figure = async (image: string, name: FigureName) =>
    (await measure(world, image, name, AbortSignal.timeout(60_000)))?.value;

  const seen = await docker(defaultEngine, 'run', '--rm', ...label, `${prefix}:app`, 'sh', '-c', whatIsWritable);
  const writable = seen.split('\n').filter((path) => path !== '' && !/^\/(?:dev|proc|sys)(?:\/|$)/.test(path));
  expect(writable).toEqual(expect.arrayContaining(['/app/a', '/app/data', '/shared/a', '/sticky']));
  expect(writable).not.toContain('/app/b');
  expect(await figure('app', 'writable')).toBe(writable.length);

  const files = (await engine.files(`${prefix}:root`)) ?? [];
  const all = files.filter(({ kind }) => kind === 'file' || kind === 'directory').length;
  expect(await figure('root', 'writable')).toBe(all);
  expect(await figure('ghost', 'writable')).toBeUndefined();

  const before = (await engine.files(base)) ?? [];
  const isSetuid = ({ kind, mode }: (typeof files)[number]) => kind === 'file' && (mode & 0o6000) !== 0;
  expect(await figure('app', 'setuid')).toBe(before.filter(isSetuid).length + 1);
  expect(await figure('app', 'package-managers')).toBeGreaterThanOrEqual(2);
  expect(await figure('app', 'go-modules')).toBe(0);
  expect(await figure('app', 'vulnerabilities')).toBeUndefined();
});

test('files of one content are read once, whatever the labels', async (context) => {
  needEngine(context, defaultEngine);
  onTestFinished(() => forget(defaultEngine, prefix));
  const base = await baseImage(defaultEngine, 'alpine:3.22');
  const label = ['--label', `go-docker-lab.learner=${prefix}`];
  const env = { ...process.env, ...defaultEngine.env };
  const runner = createProcess({ env, platform: process.platform });
  const engine = await connectEngine({ process: runner, env, platform: process.platform, temporary: tmpdir() });
  for (const turn of ['one', 'two', 'three'])
    await buildFrom(
      defaultEngine,
      `${prefix}:${turn}`,
      `FROM ${base}\nRUN echo ${prefix} > /a\n${turn === 'three' ? 'WORKDIR /made/by/the/engine\n' : ''}`,
      ...label,
      '--label',
      `turn=${turn}`,
    );
  const first = await engine.files(`${prefix}:one`);
  expect(await engine.files(`${prefix}:two`)).toBe(first);
  expect(await engine.files(`${prefix}:three`)).not.toBe(first);
});
