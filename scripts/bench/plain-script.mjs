// A plain shell script that does what a run of the course did: the same docker commands and requests,
// and loops where the course waits for something to become true.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

const head = `#!/bin/sh
failed=0
readers=
fail() { echo "failed: $1" >&2; failed=1; }
# until_true BOUND PAUSE COMMAND...: polls as the course does.
until_true() {
  bound=$(($(date +%s) + $1)); pause=$2; shift 2
  until "$@"; do
    [ "$(date +%s)" -lt "$bound" ] || return 1
    sleep "$pause"
  done
}
ask() { curl --noproxy '*' -s --max-time 10 -X "$1" -o "$2" "$3"; }
is_ok() { [ "$(curl --noproxy '*' -s --max-time 10 -o /dev/null -w '%{http_code}' "$1")" = 200 ]; }
has_health() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = "$2" ]; }
has_logged() { docker logs "$1" 2>&1 | grep -qF "$2"; }
reader=
reader_of() { reader=$(docker create --label "go-docker-lab.learner=$2" "$1" none) && readers="$readers $reader"; }
list_files() { docker export "$1" | tar -tv >/dev/null; }
read_path() { docker cp "$1:$2" - 2>/dev/null | head -c 65536 >/dev/null; }
`;

const quote = (word) => `'${String(word).replaceAll("'", `'\\''`)}'`;
const fromArchive = new Set(['files', 'executables', 'shell']);

/**
 * `events`: the NDJSON of a run in `workspace`. `free`: gives a free port. `stamp`: stands for the
 * session, so that the script too builds anew what the course builds anew every time.
 * `readings`: also read from images and containers what the checks and figures of the course need.
 * `again`: the containers of an earlier run are there still.
 */
export async function plainScript({ events, course, workspace, learner, free, stamp, readings, again = false }) {
  // As src/runtime/prefix.ts has it, for names without two hyphens in a row.
  const prefix = `go-docker-demo_${learner.replaceAll('-', '_')}`;
  const session = events.find((event) => event.type === 'course.started')?.session;
  const steps = await readSteps(course, events);
  const finished = events.filter((event) => event.type === 'action.finished');
  const ports = new Map();
  const listed = new Set();
  const begun = new Set();
  /** Image → the shell variable with the container that is kept to read it. */
  const readers = new Map();
  const lines = [head, `cd ${quote(workspace)}`];
  const url = (target) => `http://127.0.0.1:${ports.get(`${target.container}:${target.port ?? 8080}`)}${target.path}`;
  const curl = ({ method = 'GET', save = '/dev/null', ...target }) =>
    `ask ${method} ${quote(save)} ${quote(url(target))}`;
  const waited = (seconds, pause, command, name) =>
    lines.push(`until_true ${seconds} ${pause} ${command} || fail ${quote(name)}`);

  for (const event of events) {
    const place = `${event.lab}/${event.step}`;
    const step = steps.get(place);
    if (event.type === 'need.redone') throw new Error(`${place} redid ${event.need}: run the whole lab`);
    if (event.type === 'action.started') {
      const action = step.actions[event.index];
      if (action.request) waited(15, 0.1, curl(action.request), `${place} ${action.request.path}`);
      else if (action.append) {
        const file = quote(action.append.file);
        lines.push(`cp ${file} ${file}.before`, event.exact.replaceAll(session, stamp));
      } else lines.push(await docker(event, finished));
    }
    if (event.type === 'check.judged') await check(step, event);
    if (event.type === 'figure.measured' && readings && fromArchive.has(event.figure)) listFiles(event.image);
    if (event.type === 'step.finished') {
      for (const { append } of step.actions ?? []) {
        if (append) lines.push(`mv ${quote(`${append.file}.before`)} ${quote(append.file)}`);
      }
    }
  }
  return `${[...lines, '[ -z "$readers" ] || docker rm $readers >/dev/null', 'exit "$failed"'].join('\n')}\n`;

  async function docker(event, all) {
    const name = new RegExp(`--name ${prefix}-(\\S+)`).exec(event.exact)?.[1];
    const published = /-p 127\.0\.0\.1:\d*:(\d+)/.exec(event.exact);
    let line = event.exact.replaceAll(session, stamp);
    if (published) {
      const port = await free();
      ports.set(`${name}:${published[1]}`, port);
      line = line.replace(published[0], `-p 127.0.0.1:${port}:${published[1]}`);
    }
    // A step may start what an earlier one has started.
    if (published && (again || begun.has(name))) lines.push(`docker rm -f ${prefix}-${name} >/dev/null 2>&1`);
    begun.add(name);
    const end = all.find((one) => one.runId === event.runId && one.index === event.index);
    const judged = end?.exitCode === 0 ? ` || fail ${quote(`${event.lab}/${event.step}`)}` : '';
    return `${line} </dev/null >/dev/null 2>&1${judged}`;
  }

  /** One container an image, never started: the least that a script needs to look inside. */
  function readerOf(image) {
    if (!readers.has(image)) {
      readers.set(image, `reader${readers.size}`);
      lines.push(`reader_of ${quote(`${prefix}:${image}`)} ${learner}; ${readers.get(image)}=$reader`);
    }
    return `"$${readers.get(image)}"`;
  }

  function listFiles(image) {
    if (listed.has(image)) return;
    listed.add(image);
    lines.push(`list_files ${readerOf(image)}`);
  }

  async function check(step, event) {
    // Judged from the learner's own files.
    if (event.kind === 'dockerfile' || event.kind === 'quiz') return;
    const one = step.checks?.find((candidate) => (candidate.id ?? candidate.kind) === event.check);
    if (!one) throw new Error(`no check ${event.check} in ${event.lab}/${event.step}`);
    const container = quote(`${prefix}-${one.container}`);
    const bound = one.within ?? 15;
    const name = `${event.lab}/${event.step}/${event.check}`;
    switch (one.kind) {
      case 'first-ok':
        waited(one.within ?? 180, 0.05, `is_ok ${quote(url({ path: '/healthz', ...one }))}`, name);
        return;
      case 'http':
        waited(bound, 0.2, curl(one), name);
        return;
      case 'health':
        if (one.status !== 'starting') waited(bound, 0.2, `has_health ${container} ${one.status}`, name);
        return;
      case 'log':
        waited(bound, 0.2, `has_logged ${container} ${quote(one.contains)}`, name);
        return;
    }
    if (!readings) return;
    if (one.kind === 'path') {
      for (const path of [...(one.present ?? []), ...(one.absent ?? [])]) {
        lines.push(`read_path ${readerOf(one.image)} ${quote(path)}`);
      }
    }
    if (one.kind === 'binary') lines.push(`read_path ${readerOf(one.image)} ${quote(one.path)}`);
    if (one.kind === 'measured' && one.figures.some((figure) => fromArchive.has(figure))) {
      for (const image of one.images) listFiles(image);
    }
  }
}

/** `lab/step` → the step as the course's YAML has it. */
async function readSteps(course, events) {
  const steps = new Map();
  for (const lab of new Set(events.map((event) => event.lab).filter(Boolean))) {
    const { steps: all } = parse(await readFile(join(course, lab, 'lab.yaml'), 'utf8'));
    for (const step of all) steps.set(`${lab}/${step.id}`, step);
  }
  return steps;
}
