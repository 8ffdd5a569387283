// What a long build log costs: CPU against reading it raw, memory, and how soon keys answer meanwhile.
import { join } from 'node:path';
import { costOf } from './cost.mjs';
import { newFolder } from './environment.mjs';
import { keysMeanwhile } from './log-keys.mjs';
import { benchRealLog } from './log-real.mjs';
import { setLogStage } from './log-stage.mjs';
import { interleave, ratio, summary } from './stats.mjs';

const lines = 200_000;
/** Seconds over which the log comes in while keys are pressed; `undefined`: as fast as it is read. */
const paces = { slow: 10, flood: undefined };
const reader = join(import.meta.dirname, 'raw-reader.mjs');

export async function benchLog(program, folder, { rounds, engine }, onValue) {
  const stage = await setLogStage(folder, lines);
  try {
    const result = { lines, forms: {}, keys: {} };
    for (const form of ['rawjson', 'plain']) {
      result.forms[form] = await costs(stage, program, form, rounds, onValue);
    }
    for (const [name, seconds] of Object.entries(paces)) {
      const env = stage.environment('rawjson', lines, seconds);
      result.keys[name] = await keysMeanwhile(stage, program, env);
      onValue(`key, ${name}`, 0, result.keys[name].milliseconds.median);
    }
    if (engine) result.real = await benchRealLog(program, folder, Math.min(rounds, 3), onValue);
    return result;
  } finally {
    stage.close();
  }
}

/** CPU of a whole run less that of the same run with an empty log; the readers' likewise. */
async function costs(stage, program, form, rounds, onValue) {
  const own = ['--course', stage.course, '--workspace', await stage.workspace()];
  const cwd = await newFolder(stage.folder, 'cwd');
  const programs = {
    bytes: [reader, 'bytes', 'docker', 'buildx', 'build', '.'],
    lines: [reader, 'lines', 'docker', 'buildx', 'build', '.'],
    run: [program, 'run', '01-log/build', ...own],
    runJson: [program, 'run', '01-log/build', '--json', ...own],
    check: [program, 'check', '01-log/write', ...own],
  };
  const memory = {};
  const subjects = {};
  for (const [name, argv] of Object.entries(programs)) {
    for (const count of [0, lines]) {
      subjects[`${name} ${count}`] = async () => {
        const options = { env: stage.environment(form, count), cwd };
        const found = await costOf(argv, options, join(stage.folder, 'cost.json'));
        memory[name] = Math.max(memory[name] ?? 0, found.memory ?? 0);
        return found.own;
      };
    }
  }
  const found = await interleave(rounds, subjects, (name, round, value) => onValue(`${form} ${name}`, round, value));
  const whole = (name) => found[`${name} ${lines}`];
  const ofLog = (name) => whole(name).map((value, round) => value - found[`${name} 0`][round]);
  const each = (names, of) => Object.fromEntries(names.map((name) => [name, of(name)]));
  const ours = ['run', 'runJson', 'check'];
  return {
    againstBytes: each(ours, (name) => ratio(ofLog(name), whole('bytes'))),
    againstLines: each(ours, (name) => ratio(ofLog(name), whole('lines'))),
    milliseconds: each(ours, (name) => summary(ofLog(name))),
    readers: each(['bytes', 'lines'], (name) => summary(whole(name))),
    memory,
  };
}
