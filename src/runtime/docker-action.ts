import type { ActionEvidence } from '../checks/evidence.ts';
import { type DockerCommand, parseDocker } from '../course/docker-argv.ts';
import type { DockerAction } from '../course/schema.ts';
import { diagnose } from '../diagnose.ts';
import { BugError, MachineError } from '../errors.ts';
import { type MessageId, msg, raw, say } from '../i18n/message.ts';
import type { ProcessResult } from '../ports/process.ts';
import { shellLine } from '../shell/line.ts';
import { isBuilt, runBuild } from './build-action.ts';
import { waitForSlot } from './build-queue.ts';
import { untilConnected } from './dropped-connection.ts';
import { namesOtherBase, wantsOtherCpu } from './other-base.ts';
import { keepPortFree, missedPort, onFreePort } from './published-port.ts';
import { isLearners, makeRoomFor, refuseToTouchOthers, sayInstead, standingNetwork, takeAsItIs } from './standing.ts';
import type { StepRun } from './step-run.ts';
import { expand, labelKeys, shortContainer, stepLabels } from './world.ts';

/** Limits on what the lessons run, so that a mistake cannot take the machine down. */
const memoryLimit = '1g';
const pidsLimit = '512';
const mostCpus = 2;
/** Minutes after which a command is stopped: the longest of the lessons takes one, on a slow machine a few. */
const boundMinutes = 15;
/** What a learner wrote may build or run without end, and they wait for the verdict. */
const editBoundMinutes = 5;
/** A container that prints for ever must not fill the disk. */
const logLimit = ['--log-opt', 'max-size=10m', '--log-opt', 'max-file=1'];

/** Runs one docker command of a step; throws a MachineError when the engine could not do it at all. */
export async function runDocker(run: StepRun, action: DockerAction, index: number): Promise<ActionEvidence> {
  const { world } = run;
  const argv = action.docker.map((word) => expand(world, word, run.stamp));
  const parsed = parseDocker(argv, world.prefix);
  if (!parsed.ok) throw new BugError({ what: raw(`the course let through: ${parsed.reason}`) });
  const { command } = parsed;
  const evidence =
    action.unless === 'built' && (await isBuilt(run, command))
      ? sayInstead(run, argv, index, msg('run.built', { name: command.flags.tag?.[0] ?? '' }))
      : await inTurn(run, command, argv, index);
  run.tell({ type: 'action.finished', index, exitCode: evidence.exitCode, seconds: evidence.seconds });
  if (evidence.exitCode !== 0 && !run.signal.aborted) await throwIfMachine(run, command, evidence, action.fails);
  return evidence;
}

/** Runs a command within its bound; a build waits for a slot first, which counts neither as its time nor to the bound. */
async function inTurn(
  run: StepRun,
  command: DockerCommand,
  argv: readonly string[],
  index: number,
): Promise<ActionEvidence> {
  const building = command.verb === 'build';
  const slot = building ? await waitForSlot(run, index) : undefined;
  try {
    const minutes = run.step.kind === 'edit' ? editBoundMinutes : boundMinutes;
    const bound = AbortSignal.timeout(minutes * 60_000);
    const bounded: StepRun = { ...run, signal: AbortSignal.any([run.signal, bound]) };
    const act = (): Promise<ActionEvidence> => (building ? runBuild : other)(bounded, command, argv, index);
    // The engine's side repeats whatever cannot have left anything.
    const evidence =
      building || command.verb === 'run'
        ? await untilConnected(bounded, index, act, () => stopForeground(bounded, command.flags.name?.[0]))
        : await act();
    return tellBound(run, evidence, bound, minutes);
  } finally {
    slot?.release();
  }
}

/** A command that was stopped for taking too long says so. */
function tellBound(run: StepRun, evidence: ActionEvidence, bound: AbortSignal, minutes: number): ActionEvidence {
  if (!bound.aborted || run.signal.aborted) return evidence;
  const output = `${evidence.output}\n${say(run.world.lang(), msg('run.bound', { minutes }))}`;
  // That the builder was stopped is our doing, and not a failure of the instruction it was at.
  const { build, ...rest } = evidence;
  return build
    ? { ...rest, output, build: { vertexes: build.vertexes, warnings: build.warnings } }
    : { ...rest, output };
}

/** The course's own base images are always named rightly: one that is not there is the machine's matter. */
const absentBase: ReadonlySet<string> = new Set<MessageId>(['diagnose.no-image', 'diagnose.no-platform']);

/** An engine that is gone or full is not the learner's mistake: the run breaks off and can be resumed. */
async function throwIfMachine(
  run: StepRun,
  command: DockerCommand,
  evidence: ActionEvidence,
  mayFail: boolean,
): Promise<void> {
  const { context, endpoint } = run.world.engine.info;
  const diagnosis = mayFail ? undefined : diagnose(evidence.output, { context, endpoint });
  if (diagnosis && (namesOtherBase(run, evidence) || wantsOtherCpu(run, command, evidence))) return;
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

async function other(
  run: StepRun,
  command: DockerCommand,
  argv: readonly string[],
  index: number,
): Promise<ActionEvidence> {
  const { world } = run;
  const name = command.flags.name?.[0];
  if (name !== undefined) {
    if (await isLearners(run, name, command.words[0] ?? '')) return takeAsItIs(run, argv, name, index);
    await makeRoomFor(run, name);
  }
  await refuseToTouchOthers(run, command);
  if (command.verb === 'network create') {
    const there = await standingNetwork(run, command.words[0] ?? '');
    if (there) return sayInstead(run, argv, index, msg('run.network-there', { name: argv.at(-1) ?? '' }));
  }
  const publish = command.flags.publish?.[0];
  const short = name === undefined ? undefined : shortContainer(world, name);
  const attempt = (chosen: readonly string[]): Promise<ProcessResult> => {
    const exact = withOurFlags(run, command.verb, chosen);
    const line = (words: readonly string[]): string => shellLine(world.shell, { argv: ['docker', ...words] });
    run.tell({ type: 'action.started', index, command: { shown: line(chosen), exact: line(exact) } });
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
  if (command.verb === 'run' && !command.flags.detach && run.signal.aborted) await stopForeground(run, name);
  const started =
    !run.signal.aborted && command.flags.detach && name !== undefined
      ? await world.engine.container(name, run.signal)
      : undefined;
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

/** A `docker run` that was killed leaves its container; its own and those of this step without a name of ours are removed. */
async function stopForeground({ world, lab, step }: StepRun, name: string | undefined): Promise<void> {
  const labels = { [labelKeys.session]: world.session, [labelKeys.lab]: lab, [labelKeys.step]: step.id };
  for (const thing of await world.engine.owned({ kinds: ['container'], labels })) {
    const stays = thing.names.some((one) => one !== name && shortContainer(world, one) !== undefined);
    if (!stays) await world.engine.remove(thing);
  }
}

function limits(run: StepRun): readonly string[] {
  const { cpuLimit, cpus, logDriver } = run.world.engine.info;
  const log = ['json-file', 'local'].includes(logDriver) ? logLimit : [];
  const cpu = cpuLimit && cpus > 0 ? ['--cpus', String(Math.min(mostCpus, cpus))] : [];
  return ['--memory', memoryLimit, '--pids-limit', pidsLimit, ...cpu, ...log];
}

/** Labels on all that is created, limits on all that runs, nothing left of what is removed. */
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
    case 'rm':
      // A volume without a name, such as the learner's VOLUME makes, carries no label: it goes with its container.
      return [...head, '--volumes', ...tail];
    default:
      return argv;
  }
}
