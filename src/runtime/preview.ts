import type { Course } from '../course/model.ts';
import { findStep } from '../course/model.ts';
import { type ScannerName, shownScan } from '../course/scan-command.ts';
import type { Action } from '../course/schema.ts';
import type { ShownCommand } from '../session/events.ts';
import type { Place } from '../session/outline.ts';
import { shellLine } from '../shell/line.ts';
import type { Line, Shell } from '../shell/model.ts';
import { doctorCommand } from './doctor-action.ts';
import { curlLine, type Reach } from './reach.ts';
import type { World } from './world.ts';

/** What is known before a step runs. */
export interface PreviewOptions {
  readonly course: Course;
  /** The prefix of the learner's images and containers. */
  readonly prefix: string;
  readonly session: string;
  readonly shell: Shell;
  /** The one that was found. */
  readonly scanner?: ScannerName;
  /** Once the engine is known: a request by hand has to get to where its port is. */
  readonly world?: Pick<World, 'engine' | 'bases'> | undefined;
}

/** The commands that a step will run. */
export function previewCommands(
  { course, prefix, session, shell, scanner = 'trivy', world }: PreviewOptions,
  place: Place,
): readonly ShownCommand[] {
  const step = findStep(course, place.lab, place.step);
  if (!step || !('actions' in step)) return [];
  const lab = course.labs.find((one) => one.id === place.lab);
  const ports = new Map(
    (lab?.steps ?? []).flatMap((one) => ('actions' in one ? one.actions.flatMap(publishedBy) : [])),
  );
  const reach: Reach = world ? { ...world, course } : { course, bases: {}, engine: {} };
  const expand = (text: string): string => text.replaceAll('${name}', prefix).replaceAll('${stamp}', session);
  return step.actions.map((action) => {
    const line = shellLine(shell, lineOf(action, { expand, ports, scanner, reach }));
    return { shown: line, exact: line };
  });
}

interface Known {
  readonly expand: (text: string) => string;
  /** `container:port` → host port. */
  readonly ports: ReadonlyMap<string, string>;
  readonly scanner: ScannerName;
  readonly reach: Reach;
}

function lineOf(action: Action, { expand, ports, scanner, reach }: Known): Line {
  if ('docker' in action) return { argv: ['docker', ...action.docker.map(expand)] };
  if ('append' in action) return { appendTo: action.append.file, text: expand(action.append.text) };
  if ('doctor' in action) return { typed: doctorCommand() };
  if ('scan' in action) return shownScan(scanner, expand(`\${name}:${action.scan.image}`));
  const { container, port, method, path, save } = action.request;
  const url = `http://127.0.0.1:${ports.get(`${container}:${port}`) ?? port}${path}`;
  return curlLine(reach, url, { method, ...(save === undefined ? {} : { save }) });
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
