// `npm run bench`: what the workshop costs, as ratios taken side by side in one run.
//
//   npm run bench -- [--only course,frame,coach,log,package] [--lab 02-better] [--step 02-better/build]
//                    [--rounds N] [--learner NAME] [--json]
//
// Figures are printed and never judged: a busy machine is not a slow program. `--lab` is for the course,
// `--step` for the coach. `--rounds` counts for the course (3 when left out), the first frame (15), the
// coach (30 saves, 5 full verdicts) and the log (5).
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCoach } from './bench/coach.mjs';
import { benchCourse } from './bench/course.mjs';
import { engineVersion } from './bench/engine-traces.mjs';
import { benchFirstFrame } from './bench/first-frame.mjs';
import { benchLog } from './bench/log.mjs';
import { installPackage } from './bench/package.mjs';
import { table } from './bench/table.mjs';

const sections = ['package', 'frame', 'coach', 'log', 'course'];
const root = join(import.meta.dirname, '..');
const { values: asked } = parseArgs({
  options: {
    only: { type: 'string', default: sections.join(',') },
    lab: { type: 'string' },
    step: { type: 'string', default: '02-better/build' },
    rounds: { type: 'string' },
    learner: { type: 'string', default: 'bench' },
    json: { type: 'boolean', default: false },
  },
});
const only = new Set(asked.only.split(','));
const rounds = asked.rounds === undefined ? undefined : Number(asked.rounds);
const strange = [...only].find((name) => !sections.includes(name));
if (strange !== undefined || (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))) {
  process.stderr.write(`--only takes some of ${sections.join(',')}; --rounds takes a number from 1\n`);
  process.exit(2);
}

const progress = (section) => (name, round, value) => {
  process.stderr.write(`  ${section} ${round + 1}: ${name} ${value.toFixed(value < 100 ? 1 : 0)}\n`);
};
const result = { node: process.versions.node, cpus: availableParallelism() };
const folder = await mkdtemp(join(tmpdir(), 'go-docker-lab-bench-'));
try {
  process.stderr.write('packing and installing what is published\n');
  const { figures, program } = await installPackage(root, folder);
  result.package = figures;
  if (only.has('frame')) result.frame = await benchFirstFrame(root, program, folder, rounds ?? 15, progress('frame'));
  if (only.has('coach')) {
    const counts = { save: rounds ?? 30, full: rounds ?? 5 };
    result.coach = await benchCoach(root, program, folder, { ...asked, rounds: counts }, progress('coach'));
  }
  const engine = only.has('course') || only.has('log') ? await engineVersion() : {};
  result.engine = engine.version;
  if (only.has('log')) {
    const options = { rounds: rounds ?? 5, engine: engine.version !== undefined };
    result.log = await benchLog(program, folder, options, progress('log'));
  }
  if (only.has('course')) {
    if (engine.missing) result.skipped = `no engine: ${engine.missing}`;
    else
      result.course = await benchCourse(root, program, folder, { ...asked, rounds: rounds ?? 3 }, progress('course'));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : table(result));
