import type { Course } from '../course/model.ts';
import { findStep } from '../course/model.ts';
import { type ScannerName, shownScan } from '../course/scan-command.ts';
import type { Action } from '../course/schema.ts';
import type { ShownCommand } from '../session/events.ts';
import type { Place } from '../session/outline.ts';
import { doctorCommand } from './doctor-action.ts';
import { shellLine } from './shell-words.ts';

/** The commands that a step will run, before anything is known of the engine. `scanner` is the one that was found. */
export function previewCommands(
  course: Course,
  place: Place,
  prefix: string,
  session: string,
  scanner: ScannerName = 'trivy',
): readonly ShownCommand[] {
  const step = findStep(course, place.lab, place.step);
  if (!step || !('actions' in step)) return [];
  const lab = course.labs.find((one) => one.id === place.lab);
  const ports = new Map(
    (lab?.steps ?? []).flatMap((one) => ('actions' in one ? one.actions.flatMap(publishedBy) : [])),
  );
  const expand = (text: string): string => text.replaceAll('${name}', prefix).replaceAll('${stamp}', session);
  return step.actions.map((action) => {
    const line = lineOf(action, { expand, ports, scanner });
    return { shown: line, exact: line };
  });
}

interface Known {
  readonly expand: (text: string) => string;
  /** `container:port` → host port. */
  readonly ports: ReadonlyMap<string, string>;
  readonly scanner: ScannerName;
}

function lineOf(action: Action, { expand, ports, scanner }: Known): string {
  if ('docker' in action) return shellLine(['docker', ...action.docker.map(expand)]);
  if ('append' in action)
    return `${shellLine(['printf', '%s\\n', expand(action.append.text)])} >> ${action.append.file}`;
  if ('doctor' in action) return doctorCommand;
  if ('scan' in action) return shellLine(shownScan(scanner, expand(`\${name}:${action.scan.image}`)));
  const { container, port, method, path, save } = action.request;
  const url = `http://127.0.0.1:${ports.get(`${container}:${port}`) ?? port}${path}`;
  return shellLine([
    'curl',
    ...(method === 'GET' ? [] : ['-X', method]),
    ...(save === undefined ? ['-i'] : ['-o', save]),
    url,
  ]);
}

/** `container:port` → host port, as the lab's own `docker run` publishes it. */
function publishedBy(action: Action): readonly [string, string][] {
  if (!('docker' in action)) return [];
  const name = action.docker[action.docker.indexOf('--name') + 1]?.replace('${name}-', '');
  return action.docker.flatMap((word): [string, string][] => {
    const match = /^127\.0\.0\.1:(\d+):(\d+)$/.exec(word);
    return match?.[1] !== undefined && name !== undefined ? [[`${name}:${match[2] ?? ''}`, match[1]]] : [];
  });
}
