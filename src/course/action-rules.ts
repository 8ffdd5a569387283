import { hasMounts } from '../dockerfile/mounts.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { msg } from '../i18n/message.ts';
import { type DockerCommand, parseDocker, secretFile } from './docker-argv.ts';
import type { InvalidAt } from './invalid.ts';
import type { Capability, StepFile } from './schema.ts';

/**
 * Which actions a step can have: the files they name must be there, and their docker commands allowed.
 * `workspace`: what the lab begins with, by path.
 */
export function checkActions(step: StepFile, workspace: ReadonlyMap<string, Uint8Array>, at: InvalidAt): void {
  if (!('actions' in step)) return;
  step.actions.forEach((action, index) => {
    if ('append' in action && !workspace.has(action.append.file)) {
      throw at(['actions', index, 'append', 'file'], msg('course.file', { name: action.append.file }));
    }
    if ('append' in action && step.kind === 'edit' && step.files.includes(action.append.file)) {
      throw at(['actions', index, 'append', 'file'], msg('course.append-own', { file: action.append.file }));
    }
    if ('request' in action && action.request.save !== undefined && workspace.has(action.request.save)) {
      throw at(['actions', index, 'request', 'save'], msg('course.save', { name: action.request.save }));
    }
    if ('scan' in action && !step.requires.includes('scanner'))
      throw at(['actions', index, 'scan'], msg('course.requires', { capability: 'scanner' }));
    if (!('docker' in action)) return;
    if (action.fails && !step.checks.some((check) => check.kind === 'fails' && check.action === index)) {
      throw at(['actions', index, 'fails'], msg('course.unjudged', { index }));
    }
    const parsed = parseDocker(action.docker, '${name}');
    if (!parsed.ok) throw at(['actions', index, 'docker'], msg('course.docker', { reason: parsed.reason }));
    const { verb, flags } = parsed.command;
    const dockerfile =
      verb === 'build' && (parsed.command.words[0] ?? '.') === '.' ? (flags.file?.[0] ?? 'Dockerfile') : undefined;
    if (dockerfile !== undefined && !workspace.has(dockerfile)) {
      throw at(['actions', index, 'docker'], msg('course.file', { name: dockerfile }));
    }
    const wanted = wantedBy(parsed.command, workspace).find((capability) => !step.requires.includes(capability));
    if (wanted !== undefined) throw at(['actions', index, 'docker'], msg('course.requires', { capability: wanted }));
    const secret = flags.secret?.map(secretFile).find((path) => path !== undefined && !workspace.has(path));
    if (secret !== undefined) throw at(['actions', index, 'docker'], msg('course.file', { name: secret }));
    if (action.unless !== undefined && (verb !== 'build' || !flags.tag)) {
      throw at(
        ['actions', index, 'unless'],
        msg('course.docker', { reason: 'only a docker build with -t has an image to be there' }),
      );
    }
    if (verb === 'run' && flags.detach && !flags.name) {
      throw at(['actions', index, 'docker'], msg('course.docker', { reason: 'docker run -d needs --name' }));
    }
  });
}

/** What a docker command cannot do without, by its flags and by the Dockerfile that it builds. */
function wantedBy(
  { verb, flags, words }: DockerCommand,
  workspace: ReadonlyMap<string, Uint8Array>,
): readonly Capability[] {
  if (verb !== 'build') return [];
  const context = words[0] ?? '.';
  const dockerfile = workspace.get(flags.file?.[0] ?? (context === '.' ? 'Dockerfile' : `${context}/Dockerfile`));
  return [
    ...(flags.check ? ['build-check' as const] : []),
    ...(flags.secret ? ['build-secret' as const] : []),
    ...(dockerfile && hasMounts(parseDockerfile(dockerfile)) ? ['build-mount' as const] : []),
  ];
}
