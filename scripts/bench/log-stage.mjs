// Where the cost of a long build log is measured: an engine that does nothing but print it.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cleanEnvironment, newFolder } from './environment.mjs';
import { startFakeEngine } from './fake-engine.mjs';
import { layLogCourse } from './log-course.mjs';
import { plainLog, rawjsonLog } from './long-log.mjs';

/** The lines of a log as docker prints them, and the buildx that is asked to print them so. */
const forms = {
  rawjson: { text: rawjsonLog, buildx: '0.13.1' },
  plain: { text: plainLog, buildx: '0.12.1' },
};

/**
 * Lays everything below `folder`. `environment(form, lines, seconds)`: what to run a program in, so that a
 * build prints so many lines, over so many seconds when that is given.
 */
export async function setLogStage(folder, lines) {
  const here = import.meta.dirname;
  const stage = await newFolder(folder, 'log');
  const bin = join(stage, 'bin');
  await mkdir(bin);
  await cp(join(here, 'fake-docker.sh'), join(bin, 'docker'));
  for (const [form, { text }] of Object.entries(forms)) {
    for (const count of [0, lines]) await writeFile(join(stage, `${form}-${count}.log`), text(count));
  }
  const socket = join(stage, 'docker.sock');
  const close = await startFakeEngine(socket);
  const state = await newFolder(stage, 'state');
  return {
    folder: stage,
    course: await layLogCourse(stage),
    close,
    workspace: () => newFolder(stage, 'workspace'),
    environment: (form, count, seconds) => ({
      ...cleanEnvironment(state),
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      BENCH_SOCKET: socket,
      BENCH_BUILDX: forms[form].buildx,
      BENCH_LOG: join(stage, `${form}-${count}.log`),
      BENCH_NODE: process.execPath,
      BENCH_PACE: join(here, 'pace.mjs'),
      ...(seconds === undefined ? {} : { BENCH_LOG_SECONDS: String(seconds) }),
    }),
  };
}
