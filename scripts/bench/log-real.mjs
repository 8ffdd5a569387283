// The same log out of a real build: what it costs with the docker CLI that delivers it, against a bare
// reader behind the same CLI.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costOf } from './cost.mjs';
import { removeTraces } from './engine-traces.mjs';
import { cleanEnvironment, newFolder } from './environment.mjs';
import { layLogCourse } from './log-course.mjs';
import { interleave, ratio, summary } from './stats.mjs';
import { timed } from './timed.mjs';

const learner = 'bench-log';
/** BuildKit cuts what a step prints beyond 200 KiB a second and 2 MiB in all: ten steps side by side, with pauses. */
const stages = 10;
const linesPerStage = 20_000;

/** `count`: lines a stage. `salt`: another one every time, or the log would not be printed again. */
function dockerfile(count, salt) {
  const numbers = Array.from({ length: stages }, (_, index) => index);
  const line = `github.com/example/module/internal/package$j compiled in 0.0s ${salt}`;
  const pause = 'if [ $((j % 550)) = 0 ]; then sleep 0.2; fi';
  return [
    ...numbers.flatMap((number) => [
      `FROM alpine:3.22 AS stage${number}`,
      `RUN for j in $(seq ${count}); do echo "${line}"; ${pause}; done; echo ${number} >/done`,
    ]),
    'FROM alpine:3.22',
    ...numbers.map((number) => `COPY --from=stage${number} /done /done${number}`),
    '',
  ].join('\n');
}

export async function benchRealLog(program, folder, rounds, onValue) {
  const stage = await newFolder(folder, 'real-log');
  const course = await layLogCourse(stage, { bases: ['alpine:3.22'] });
  const workspace = await newFolder(stage, 'workspace');
  const env = cleanEnvironment(await newFolder(stage, 'state'));
  const run = [program, 'run', '01-log/build', '--json', '--course', course, '--workspace', workspace];
  const ours = [...run, '--learner', learner];
  let salt = 0;
  const save = (count) => writeFile(join(workspace, 'Dockerfile.log'), dockerfile(count, `${process.pid}-${++salt}`));
  try {
    await save(0);
    const reading = [join(import.meta.dirname, 'raw-reader.mjs'), 'bytes', ...(await buildCommandOf(ours))];
    const cost = (argv, count) => async () => {
      await save(count);
      return (await costOf(argv, { env, cwd: workspace }, join(stage, 'cost.json'))).all;
    };
    const subjects = {
      'ours 0': cost(ours, 0),
      ours: cost(ours, linesPerStage),
      'reader 0': cost(reading, 0),
      reader: cost(reading, linesPerStage),
    };
    const found = await interleave(rounds, subjects, (name, round, value) => onValue(`real ${name}`, round, value));
    const ofLog = (name) => found[name].map((value, round) => value - found[`${name} 0`][round]);
    return {
      againstReader: ratio(ofLog('ours'), ofLog('reader')),
      milliseconds: { ours: summary(ofLog('ours')), reader: summary(ofLog('reader')) },
    };
  } finally {
    await removeTraces(learner);
  }

  /** The words of the build as our program runs it. */
  async function buildCommandOf(argv) {
    const file = join(stage, 'events.ndjson');
    const { code } = await timed(process.execPath, argv, { env, cwd: workspace }, file);
    const events = (await readFile(file, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text));
    const exact = events.find((event) => event.type === 'action.started')?.exact;
    if (code !== 0 || exact === undefined)
      throw new Error(`the build ended with ${code}: ${await readFile(file, 'utf8')}`);
    return wordsOf(exact);
  }
}

/** A line as our program shows it for a POSIX shell: words, some of them in single quotes. */
function wordsOf(text) {
  return [...text.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted, escaped) => quoted ?? escaped),
  );
}
