// Loaded before a program (`node --require`): at its end writes to the file $BENCH_COST what it alone cost,
// and what it cost with the programs that it ran (`all`, Linux only); milliseconds of CPU and bytes.
const { readFileSync, writeFileSync } = require('node:fs');

/** A tick of /proc/self/stat: 100 a second on every Linux that node runs on. */
const tick = 10;

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1000;
  const children = ofChildren();
  const all = children === undefined ? undefined : own + children;
  writeFileSync(process.env.BENCH_COST, JSON.stringify({ own, all, memory: peak() }));
});

function ofChildren() {
  // Behind the name, which may hold anything: state is field 3, cutime 16, cstime 17.
  const fields = about('stat')
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields && (Number(fields[13]) + Number(fields[14])) * tick;
}

/** Not `maxRSS`: that of a process begins with what its parent had. */
function peak() {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(about('status') ?? '');
  return line ? Number(line[1]) * 1024 : undefined;
}

function about(what) {
  try {
    return readFileSync(`/proc/self/${what}`, 'utf8');
  } catch {
    return undefined;
  }
}
