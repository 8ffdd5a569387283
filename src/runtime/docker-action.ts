import type { ActionEvidence, BuildGraph, BuildVertex, ImageFacts } from '../checks/evidence.ts';
import { type DockerCommand, parseDocker } from '../course/docker-argv.ts';
import type { DockerAction } from '../course/schema.ts';
import { diagnose } from '../diagnose.ts';
import { BugError, MachineError } from '../errors.ts';
import { type MessageId, msg, raw, say } from '../i18n/message.ts';
import type { ProcessResult } from '../ports/process.ts';
import { keepPortFree, missedPort, onFreePort } from './published-port.ts';
import { shellLine } from './shell-words.ts';
import type { StepRun } from './step-run.ts';
import { expand, labelKeys, shortContainer, shortImage, stepLabels } from './world.ts';

/** Limits on what the lessons run, so that a mistake cannot take the machine down. */
const memoryLimit = '1g';
const pidsLimit = '512';
const mostCpus = 2;
/** Minutes after which a command is stopped: the longest of the lessons takes one. */
const boundMinutes = 15;

/** Runs one docker command of a step; throws a MachineError when the engine could not do it at all. */
export async function runDocker(run: StepRun, action: DockerAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const argv = action.docker.map((word) => expand(world, word));
  const parsed = parseDocker(argv, world.prefix);
  if (!parsed.ok) throw new BugError({ what: raw(`the course let through: ${parsed.reason}`) });
  const { command } = parsed;
  const bound = AbortSignal.timeout(boundMinutes * 60_000);
  const bounded: StepRun = { ...run, signal: AbortSignal.any([run.signal, bound]) };
  const ended = command.verb === 'build' ? build(bounded, command, argv, index) : other(bounded, command, argv, index);
  const evidence = tellBound(run, await ended, bound);
  run.tell({ type: 'action.finished', index, exitCode: evidence.exitCode, seconds: evidence.seconds });
  if (evidence.exitCode !== 0 && !run.signal.aborted) await throwIfMachine(run, evidence, action.fails);
  return evidence;
}

/** A command that was stopped for taking too long says so. */
function tellBound(run: StepRun, evidence: ActionEvidence, bound: AbortSignal): ActionEvidence {
  if (!bound.aborted || run.signal.aborted) return evidence;
  return {
    ...evidence,
    output: `${evidence.output}\n${say(run.world.lang(), msg('run.bound', { minutes: boundMinutes }))}`,
  };
}

/** The course's own base images are always named rightly: one that is not there is the machine's matter. */
const absentBase: ReadonlySet<string> = new Set<MessageId>(['diagnose.no-image', 'diagnose.no-platform']);

/** An engine that is gone or full is not the learner's mistake: the run breaks off and can be resumed. */
async function throwIfMachine(run: StepRun, evidence: ActionEvidence, mayFail: boolean): Promise<void> {
  const diagnosis = mayFail ? undefined : diagnose(evidence.output);
  if (diagnosis && (diagnosis.area === 'machine' || absentBase.has(diagnosis.what.id)))
    throw new MachineError(diagnosis);
  if (!diagnosis) await throwIfGone(run);
}

/** A command that dies with the engine says little (`unexpected EOF`): the engine itself is asked. */
async function throwIfGone({ world, signal }: StepRun): Promise<void> {
  const asked = await world.engine.docker(['version', '--format', '{{.Server.Version}}'], { signal });
  if (asked.exitCode === 0 || signal.aborted) return;
  const { context, endpoint } = world.engine.info;
  const output = asked.output.trim();
  throw new MachineError(
    diagnose(output, { context, endpoint }) ?? {
      what: msg('engine.lost', { endpoint }),
      next: msg('engine.lost.next'),
      raw: output,
    },
  );
}

async function build(
  run: StepRun,
  command: DockerCommand,
  argv: readonly string[],
  index: number,
): Promise<ActionEvidence> {
  const { world } = run;
  const replaced: { readonly tag: string; readonly id: string }[] = [];
  for (const tag of command.flags.tag ?? []) {
    const existing = await ownImage(run, tag);
    if (existing) replaced.push({ tag, id: existing.id });
  }
  let exact = argv;
  let announced = false;
  const announce = (): void => {
    if (announced) return;
    announced = true;
    run.tell({
      type: 'action.started',
      index,
      command: { shown: shellLine(['docker', ...argv]), exact: shellLine(exact) },
    });
  };
  const result = await world.engine.build(
    {
      args: argv.slice(1),
      labels: stepLabels(world, run.lab, run.step.id),
      bases: world.bases,
      cwd: world.workspace,
    },
    {
      signal: run.signal,
      onArgv: (full) => {
        exact = full;
        announce();
      },
      onVertex: (vertex) => {
        announce();
        run.tell({ type: 'build.progressed', vertex });
      },
      onOutput: (text, stream) => {
        announce();
        run.tell({ type: 'output.received', text, stream });
      },
    },
  );
  announce();
  const image = command.flags.tag?.map((tag) => shortImage(world, tag)).find((short) => short !== undefined);
  if (result.exitCode === 0 && image !== undefined && didWork(result.graph)) {
    const figure = { image, figure: 'build-seconds', value: result.seconds } as const;
    world.memory.figures.set(`${image}/build-seconds`, figure);
    run.tell({ type: 'figure.measured', figure });
  }
  if (result.exitCode === 0) await dropReplaced(run, replaced);
  return {
    exitCode: result.exitCode,
    output: result.output,
    stdout: result.stdout,
    seconds: result.seconds,
    build: result.graph,
  };
}

async function other(
  run: StepRun,
  command: DockerCommand,
  argv: readonly string[],
  index: number,
): Promise<ActionEvidence> {
  const { world } = run;
  const name = command.flags.name?.[0];
  if (name !== undefined) await makeRoomFor(run, name);
  if (command.verb === 'network create') {
    const there = await standingNetwork(run, command.words[0] ?? '');
    if (there) return sayAlreadyThere(run, argv, index);
  }
  const publish = command.flags.publish?.[0];
  const short = name === undefined ? undefined : shortContainer(world, name);
  const attempt = (chosen: readonly string[]): Promise<ProcessResult> => {
    const exact = withOurFlags(run, command.verb, chosen);
    const shown = shellLine(['docker', ...chosen]);
    run.tell({ type: 'action.started', index, command: { shown, exact: shellLine(['docker', ...exact]) } });
    if (short !== undefined) world.memory.started.set(short, world.clock.monotonic());
    return world.engine.docker(exact, {
      cwd: world.workspace,
      signal: run.signal,
      onOutput: (text, stream) => run.tell({ type: 'output.received', text, stream }),
    });
  };
  let result = await attempt(publish === undefined ? argv : await keepPortFree(run, argv, publish));
  if (publish !== undefined && result.exitCode !== 0 && !run.signal.aborted && missedPort(result.output)) {
    run.tell({ type: 'action.finished', index, exitCode: result.exitCode, seconds: result.seconds });
    // The container was created, and only its start failed.
    if (name !== undefined) await makeRoomFor(run, name);
    result = await attempt(await onFreePort(run, argv, publish));
  }
  const started =
    command.flags.detach && name !== undefined ? await world.engine.container(name, run.signal) : undefined;
  if (started && short !== undefined) {
    for (const port of started.ports) world.memory.ports.set(`${short}:${port.containerPort}`, port.hostPort);
  }
  return {
    exitCode: result.exitCode,
    output: result.output,
    stdout: result.stdout,
    seconds: result.seconds,
    ...(started ? { started } : {}),
  };
}

function limits(run: StepRun): readonly string[] {
  const { cpuLimit, cpus } = run.world.engine.info;
  const cpu = cpuLimit && cpus > 0 ? ['--cpus', String(Math.min(mostCpus, cpus))] : [];
  return ['--memory', memoryLimit, '--pids-limit', pidsLimit, ...cpu];
}

/** Labels on all that is created, limits on all that runs. */
function withOurFlags(run: StepRun, verb: string, argv: readonly string[]): readonly string[] {
  const ours = { ...stepLabels(run.world, run.lab, run.step.id), [labelKeys.role]: 'container' };
  const labels = Object.entries(ours).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
  const words = verb.split(' ').length;
  const [head, tail] = [argv.slice(0, words), argv.slice(words)];
  switch (verb) {
    case 'run':
      return [...head, ...labels, ...limits(run), ...tail];
    case 'network create':
      return [...head, ...labels, ...tail];
    default:
      return argv;
  }
}

/** Whether a network of this session is there already, for a step that is done once more. */
async function standingNetwork(run: StepRun, name: string): Promise<boolean> {
  const networks = await run.world.engine.owned(
    { kinds: ['network'], labels: { [labelKeys.learner]: run.world.learner } },
    run.signal,
  );
  return networks.some((network) => network.names.includes(name));
}

function sayAlreadyThere(run: StepRun, argv: readonly string[], index: number): ActionEvidence {
  const line = shellLine(['docker', ...argv]);
  const output = `${say(run.world.lang(), msg('run.network-there', { name: argv.at(-1) ?? '' }))}\n`;
  run.tell({ type: 'action.started', index, command: { shown: line, exact: line } });
  run.tell({ type: 'output.received', text: output, stream: 'stdout' });
  return { exitCode: 0, output, stdout: output, seconds: 0 };
}

/** Removes a container of ours that has the name; refuses to touch anyone else's. */
async function makeRoomFor(run: StepRun, name: string): Promise<void> {
  const { engine, learner } = run.world;
  const existing = await engine.container(name, run.signal);
  if (!existing) return;
  if (existing.labels[labelKeys.role] !== 'container' || existing.labels[labelKeys.learner] !== learner) {
    throw new MachineError({
      what: msg('run.name-taken', { kind: 'container', name }),
      next: msg('run.name-taken.next', { command: `docker rm -f ${name}` }),
    });
  }
  await engine.remove({ kind: 'container', id: existing.id, names: [name], labels: existing.labels }, run.signal);
}

/** The learner's own image of that name, if any; somebody else's is not to be shadowed. */
async function ownImage(run: StepRun, tag: string): Promise<ImageFacts | undefined> {
  const existing = await run.world.engine.image(tag, run.signal);
  if (!existing || existing.labels[labelKeys.image] === tag) return existing;
  throw new MachineError({
    what: msg('run.name-taken', { kind: 'image', name: tag }),
    next: msg('run.name-taken.next', { command: `docker rmi ${tag}` }),
  });
}

/** A build time only counts when the program was really compiled, or, where nothing is, when a layer was really made. */
function didWork(graph: BuildGraph): boolean {
  const steps = graph.vertexes.filter((vertex) => /^(RUN|COPY|ADD|WORKDIR) /.test(vertex.instruction ?? ''));
  const compiling = steps.filter((vertex) => vertex.instruction?.includes('go build'));
  return compiling.length > 0 ? compiling.every(isDone) : steps.some(isDone);
}

function isDone(vertex: BuildVertex): boolean {
  return vertex.status === 'done';
}

/** An image that lost its name to a newer one would stay behind unnamed; one that a container still uses stays. */
async function dropReplaced(
  run: StepRun,
  replaced: readonly { readonly tag: string; readonly id: string }[],
): Promise<void> {
  for (const { tag, id } of replaced) {
    const now = await run.world.engine.image(tag, run.signal);
    if (!now || now.id === id) continue;
    const tags = await run.world.engine.docker(['image', 'inspect', '--format', '{{len .RepoTags}}', id], {
      signal: run.signal,
    });
    if (tags.stdout.trim() === '0') await run.world.engine.docker(['rmi', id], { signal: run.signal });
  }
}
