// What `npm run bench` found, as a person reads it.

const times = (found) => `${found.median.toFixed(2)} ×`;
const range = (found) => `${found.min.toFixed(2)} – ${found.max.toFixed(2)} in ${found.rounds} rounds`;
const megabytes = (bytes) => (bytes === undefined ? 'unknown here' : `${(bytes / 1e6).toFixed(1)} MB`);
const milliseconds = (found) => `${found.median.toFixed(0)} ms`;
const percent = (found) => `${(found.median * 100).toFixed(1)} %`;

export function table({ node, cpus, engine, package: packed, frame, course, coach, log, skipped }) {
  const rows = [
    ...(course ? courseRows(course) : []),
    ...(skipped ? [['course / plain script', 'skipped', skipped]] : []),
    ...(coach ? coachRows(coach) : []),
    ...(log ? logRows(log) : []),
    ...(frame ? frameRows(frame) : []),
    ['tarball', megabytes(packed.tarball), `${megabytes(packed.unpacked)} unpacked, ${packed.files} files`],
    ['packages installed', String(packed.packages), 'goal 1'],
    ...(course ? [['peak memory, headless', megabytes(course.memory), 'VmHWM of our process']] : []),
    ...(frame
      ? [
          [
            'peak memory, workshop open',
            megabytes(frame.memory.workshop),
            `empty Ink app ${megabytes(frame.memory.emptyInk)}`,
          ],
        ]
      : []),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
  const lines = rows.map(([what, figure, note = '']) =>
    `${what.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${note}`.trimEnd(),
  );
  return `${[`node ${node}, ${cpus} CPUs${engine ? `, engine ${engine}` : ''}`, '', ...lines].join('\n')}\n`;
}

function courseRows({ lab, againstScript, againstScriptWithReadings, shares, seconds, commands, checks }) {
  return [
    [`course (${lab}) / plain script`, times(againstScript), `${range(againstScript)}; goal ≤ 1.05`],
    ['  … that also reads what checks read', times(againstScriptWithReadings), range(againstScriptWithReadings)],
    ['  the course by itself', percent(shares.own), `of its time; ${othersOf(shares)}`],
    [
      '  seconds',
      '',
      `course ${seconds.course.median.toFixed(1)}, script ${seconds.script.median.toFixed(1)}, with readings ${seconds.scriptWithReadings.median.toFixed(1)}`,
    ],
    ['  did', '', `${commands} commands and requests, ${checks} checks`],
  ];
}

function othersOf({ commands, waiting, reading }) {
  return `${percent(commands)} commands, ${percent(waiting)} waiting for the app, ${percent(reading)} reading for checks and figures`;
}

function coachRows({ place, inPlace, bySwap, whileBuilding, full, skipped }) {
  const verdict = ({ first, all }) =>
    `p95 ${milliseconds({ median: all.p95 })}; first check ${milliseconds(first)}; ${all.rounds} saves`;
  const rows = [
    [`save → verdict on the text (${place})`, milliseconds(inPlace.all), `${verdict(inPlace)}; goal ≤ 150`],
    ['  … of a file put in place by renaming', milliseconds(bySwap.all), verdict(bySwap)],
  ];
  if (!full) return [...rows, ['save → full verdict / its docker commands', 'skipped', skipped]];
  const { seconds, shares } = full;
  return [
    ...rows,
    ['  … while a build runs', milliseconds(whileBuilding.all), verdict(whileBuilding)],
    [
      'save → full verdict / its docker commands',
      times(full.againstScript),
      `${range(full.againstScript)}; goal ≤ 1.10`,
    ],
    [
      '  … that also reads what checks read',
      times(full.againstScriptWithReadings),
      range(full.againstScriptWithReadings),
    ],
    ['  the judging by itself', percent(shares.own), `of its time; ${othersOf(shares)}`],
    [
      '  seconds',
      '',
      `verdict ${seconds.verdict.median.toFixed(2)}, script ${seconds.script.median.toFixed(2)}, with readings ${seconds.scriptWithReadings.median.toFixed(2)}`,
    ],
  ];
}

function logRows({ lines, forms, keys, real }) {
  const rows = [];
  const count = lines.toLocaleString('en');
  if (real) {
    rows.push([
      `${count} lines of a real build / raw reader`,
      times(real.againstReader),
      `CPU with the docker CLI, ${range(real.againstReader)}; ${milliseconds(real.milliseconds.ours)} / ${milliseconds(real.milliseconds.reader)}; goal < 2`,
    ]);
  }
  for (const [form, { againstBytes, againstLines, milliseconds: ours, readers, memory }] of Object.entries(forms)) {
    for (const [name, shown] of Object.entries({ run: 'run', runJson: 'run --json', check: 'check' })) {
      rows.push([
        `${count} lines (${form}), ${shown} / reader`,
        times(againstLines[name]),
        `our own CPU, ${milliseconds(ours[name])}, / a node that reads lines, ${milliseconds(readers.lines)}; bytes ${times(againstBytes[name])}, ${milliseconds(readers.bytes)}; peak ${megabytes(memory[name])}`,
      ]);
    }
  }
  const pace = { slow: 'in 10 s', flood: 'at once' };
  for (const [name, found] of Object.entries(keys)) {
    const { p95, max, rounds } = found.milliseconds;
    rows.push([
      `key → screen, ${count} lines ${pace[name]}`,
      milliseconds(found.milliseconds),
      `p95 ${p95.toFixed(0)}, longest ${max.toFixed(0)}, ${rounds} keys, goal ≤ 50; when nothing runs ${milliseconds(found.idle)}, p95 ${found.idle.p95.toFixed(0)}; peak memory ${megabytes(found.memory.once)}, goal < 150${found.builds > 1 ? `; after ${found.builds} such logs ${megabytes(found.memory.all)}` : ''}`,
    ]);
  }
  return rows;
}

function frameRows({ againstNode, againstInk, inkAgainstNode, chineseAgainstEnglish, milliseconds: found }) {
  return [
    ['first frame / node -e 0', times(againstNode), range(againstNode)],
    ['first frame / empty Ink app', times(againstInk), range(againstInk)],
    ['  empty Ink app / node -e 0', times(inkAgainstNode), range(inkAgainstNode)],
    ['  Chinese / English', times(chineseAgainstEnglish), range(chineseAgainstEnglish)],
    [
      '  ms',
      '',
      `workshop ${found.workshop.median.toFixed(0)}, empty Ink ${found.ink.median.toFixed(0)}, node ${found.node.median.toFixed(0)}`,
    ],
  ];
}
