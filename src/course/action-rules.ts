import { msg } from '../i18n/message.ts';
import { parseDocker, secretFile } from './docker-argv.ts';
import type { InvalidAt } from './invalid.ts';
import type { StepFile } from './schema.ts';

/** Which actions a step can have: the files they name must be there, and their docker commands allowed. */
export function checkActions(step: StepFile, workspace: ReadonlySet<string>, at: InvalidAt): void {
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
    const wanted = flags.check ? 'build-check' : flags.secret ? 'build-secret' : undefined;
    if (wanted !== undefined && !step.requires.includes(wanted))
      throw at(['actions', index, 'docker'], msg('course.requires', { capability: wanted }));
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
