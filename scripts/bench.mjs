// `npm run bench`: what the workshop costs, as ratios taken side by side in one run.
//
//   npm run bench -- [--only course,frame,package] [--lab 02-better] [--rounds N] [--learner NAME] [--json]
//
// Figures are printed and never judged: a busy machine is not a slow program. `--rounds` counts for the
// course (3 when left out) and for the first frame (15).
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCourse, engineVersion } from './bench/course.mjs';
import { benchFirstFrame } from './bench/first-frame.mjs';
import { installPackage } from './bench/package.mjs';

const sections = ['package', 'frame', 'course'];
const root = join(import.meta.dirname, '..');
const { values: asked } = parseArgs({
  options: {
    only: { type: 'string', default: sections.join(',') },
    lab: { type: 'string' },
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
  if (only.has('course')) {
    const engine = await engineVersion();
    result.engine = engine.version;
    if (engine.missing) result.skipped = `no engine: ${engine.missing}`;
    else
      result.course = await benchCourse(root, program, folder, { ...asked, rounds: rounds ?? 3 }, progress('course'));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : table(result));

function table({ node, cpus, engine, package: packed, frame, course, skipped }) {
  const rows = [];
  const row = (what, figure, note = '') => rows.push([what, figure, note]);
  const times = (found) => `${found.median.toFixed(2)} ×`;
  const range = (found) => `${found.min.toFixed(2)} – ${found.max.toFixed(2)} in ${found.rounds} rounds`;
  const megabytes = (bytes) => (bytes === undefined ? 'unknown here' : `${(bytes / 1e6).toFixed(1)} MB`);
  if (course) {
    const { seconds } = course;
    row(
      `course (${course.lab}) / plain script`,
      times(course.againstScript),
      `${range(course.againstScript)}; goal ≤ 1.05`,
    );
    row(
      '  … that also reads what checks read',
      times(course.againstScriptWithReadings),
      range(course.againstScriptWithReadings),
    );
    const share = (name) => `${(course.shares[name].median * 100).toFixed(1)} %`;
    row(
      '  the course by itself',
      share('own'),
      `of its time; ${share('commands')} commands, ${share('waiting')} waiting for the app, ${share('reading')} reading for checks and figures`,
    );
    row(
      '  seconds',
      '',
      `course ${seconds.course.median.toFixed(1)}, script ${seconds.script.median.toFixed(1)}, with readings ${seconds.scriptWithReadings.median.toFixed(1)}`,
    );
    row('  did', '', `${course.commands} commands and requests, ${course.checks} checks`);
  }
  if (skipped) row('course / plain script', 'skipped', skipped);
  if (frame) {
    const { milliseconds } = frame;
    row('first frame / node -e 0', times(frame.againstNode), range(frame.againstNode));
    row('first frame / empty Ink app', times(frame.againstInk), range(frame.againstInk));
    row('  empty Ink app / node -e 0', times(frame.inkAgainstNode), range(frame.inkAgainstNode));
    row('  Chinese / English', times(frame.chineseAgainstEnglish), range(frame.chineseAgainstEnglish));
    row(
      '  ms',
      '',
      `workshop ${milliseconds.workshop.median.toFixed(0)}, empty Ink ${milliseconds.ink.median.toFixed(0)}, node ${milliseconds.node.median.toFixed(0)}`,
    );
  }
  row('tarball', megabytes(packed.tarball), `${megabytes(packed.unpacked)} unpacked, ${packed.files} files`);
  row('packages installed', String(packed.packages), 'goal 1');
  if (course) row('peak memory, headless', megabytes(course.memory), 'VmHWM of our process');
  if (frame)
    row(
      'peak memory, workshop open',
      megabytes(frame.memory.workshop),
      `empty Ink app ${megabytes(frame.memory.emptyInk)}`,
    );
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
  const lines = rows.map(([what, figure, note]) =>
    `${what.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${note}`.trimEnd(),
  );
  return `${[`node ${node}, ${cpus} CPUs${engine ? `, engine ${engine}` : ''}`, '', ...lines].join('\n')}\n`;
}
