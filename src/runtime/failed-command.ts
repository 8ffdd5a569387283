import type { ActionEvidence } from '../checks/evidence.ts';
import type { Where } from '../checks/kind.ts';
import { locate } from '../checks/locate.ts';
import type { Check } from '../checks/registry.ts';
import { type DockerCommand, parseDocker } from '../course/docker-argv.ts';
import type { Action } from '../course/schema.ts';
import { type Diagnosis, diagnose } from '../diagnose.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { type MessageId, msg } from '../i18n/message.ts';
import type { JudgedCheck } from '../session/events.ts';
import { shellLine } from '../shell/line.ts';
import { fileEvidence } from './judge-text.ts';
import { wantsOtherCpu } from './other-base.ts';
import type { StepRun } from './step-run.ts';
import { expand, namesOf } from './world.ts';

/** The verdict on a docker command that failed without being meant to: what it said, the cause if known, the line. */
export async function failedCommand(
  run: StepRun,
  action: Action | undefined,
  evidence: ActionEvidence,
  index: number,
): Promise<JudgedCheck> {
  const failure = evidence.build?.failure;
  const output = failure
    ? [failure.line === undefined ? '' : `line ${failure.line}`, failure.instruction ?? '', words(failure, evidence)]
        .filter(Boolean)
        .join(': ')
    : await saidByAction(run, action, evidence);
  const instruction = failure?.instruction;
  const diagnosis = diagnose(evidence.output, instruction === undefined ? {} : { instruction });
  const file = dockerfileOf(run, action);
  const where =
    file !== undefined && failure?.line !== undefined
      ? { file, line: failure.line }
      : await startedBy(run, diagnosis?.what.id);
  const reproduce = byHand(run, action) ?? run.shown[index];
  return {
    id: 'command',
    kind: 'command',
    verdict: 'failed',
    expected: msg('check.command.expected'),
    actual: msg('check.command.exit', { code: evidence.exitCode, output: output.slice(-1500) }),
    ...(reproduce === undefined ? {} : { reproduce }),
    ...hintOf(run, action, evidence, diagnosis),
    ...(where === undefined ? {} : { where }),
  };
}

/** The machine is not at fault for an image that the course does not use, or not for that CPU. */
function hintOf(
  run: StepRun,
  action: Action | undefined,
  evidence: ActionEvidence,
  diagnosis: Diagnosis | undefined,
): Pick<JudgedCheck, 'hint'> {
  if (!diagnosis) return unanswered(action) ? { hint: msg('run.unanswered.hint') } : {};
  const command = commandOf(action);
  if (command && wantsOtherCpu(run, command, evidence)) {
    return { hint: msg('run.other-cpu', { platform: command.flags.platform?.[0] ?? '' }) };
  }
  const { area, what, next } = diagnosis;
  if (area === 'machine') return { hint: msg('run.other-base', { bases: run.world.course.bases.join(', ') }) };
  return { hint: msg('run.diagnosis', { what, next: next ?? '' }) };
}

function commandOf(action: Action | undefined): DockerCommand | undefined {
  const parsed = action && 'docker' in action ? parseDocker(action.docker, '${name}') : undefined;
  return parsed?.ok ? parsed.command : undefined;
}

function unanswered(action: Action | undefined): boolean {
  return action !== undefined && 'request' in action;
}

/** The end of what was printed; of a container that does not answer, the end of its log as well. */
async function saidByAction(run: StepRun, action: Action | undefined, { output }: ActionEvidence): Promise<string> {
  const said = lastLines(output, 3);
  if (!action || !('request' in action)) return said;
  const log = await run.world.engine.logs(namesOf(run.world).container(action.request.container), run.signal);
  return [said, lastLines(log ?? '', 3)].filter(Boolean).join('\n');
}

/** `exit code: 1` explains nothing; what the instruction printed before it does. */
function words(failure: { readonly message: string }, { output }: ActionEvidence): string {
  if (!/did not complete successfully|returned a non-zero code/.test(failure.message)) return failure.message;
  const excerpt = output.search(/^(?:\S+:\d+\r?\n-{5,}|-{5,}$|ERROR: |The command ')/m);
  const said = lastLines(excerpt < 0 ? output : output.slice(0, excerpt), 4);
  return said === '' ? failure.message : said.replace(/^#\d+ [\d.]+ /gm, '');
}

function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}

/** Causes that an instruction of the last stage decides, though the build went well. */
const decidedBy: Partial<Record<MessageId, Check>> = {
  'diagnose.no-user': { kind: 'user', container: 'x', root: false },
  'diagnose.no-program': { kind: 'log', container: 'x', contains: 'x' },
};

/** The line that makes a container of the learner's image fail to start. */
async function startedBy(run: StepRun, cause: MessageId | undefined): Promise<Where | undefined> {
  const check = cause === undefined ? undefined : decidedBy[cause];
  const file = run.step.kind === 'edit' ? run.step.files.find((name) => /dockerfile/i.test(name)) : undefined;
  const found = check && file !== undefined ? await fileEvidence(run.world, file) : undefined;
  if (!check || file === undefined || !found) return undefined;
  const line = locate(check, parseDockerfile(found.content));
  return line === undefined ? undefined : { file, line };
}

/** The Dockerfile of a build, as a workspace path. */
function dockerfileOf(run: StepRun, action: Action | undefined): string | undefined {
  const command = commandOf(action);
  if (command?.verb !== 'build' || run.step.kind === 'read') return undefined;
  const { flags, words } = command;
  const path = flags.file?.[0] ?? `${words[0] ?? '.'}/Dockerfile`;
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** A build that takes local stand-ins for its bases has to be told so by hand, too, or it fails in another way. */
function byHand(run: StepRun, action: Action | undefined): string | undefined {
  const { bases, engine } = run.world;
  const replaced = Object.entries(bases);
  const told = engine.info.rung === 'buildx-rawjson' || engine.info.rung === 'buildx-plain';
  if (!action || !('docker' in action) || action.docker[0] !== 'build' || replaced.length === 0 || !told)
    return undefined;
  const contexts = replaced.flatMap(([name, image]) => ['--build-context', `${name}=docker-image://${image}`]);
  const argv = action.docker.map((word) => expand(run.world, word, run.stamp));
  return shellLine(run.world.shell, { argv: ['docker', 'build', ...contexts, ...argv.slice(1)] });
}
