import type { Course } from '../course/model.ts';
import { findStep } from '../course/model.ts';
import { type ScannerName, shownScan } from '../course/scan-command.ts';
import type { Action } from '../course/schema.ts';
import type { ShownCommand } from '../session/events.ts';
import type { Place } from '../session/outline.ts';
import { shellLine } from '../shell/line.ts';
import type { Line, Shell } from '../shell/model.ts';
import { doctorCommand } from './doctor-action.ts';

/** What is known before a step runs. */
export interface PreviewOptions {
  readonly course: Course;
  /** The prefix of the learner's images and containers. */
  readonly prefix: string;
  readonly session: string;
  readonly shell: Shell;
  /** The one that was found. */
  readonly scanner?: ScannerName;
}

/** The commands that a step will run, before anything is known of the engine. */
export function previewCommands(
  { course, prefix, session, shell, scanner = 'trivy' }: PreviewOptions,
  place: Place,
): readonly ShownCommand[] {
  const step = findStep(course, place.lab, place.step);
  if (!step || !('actions' in step)) return [];
  const lab = course.labs.find((one) => one.id === place.lab);
  const ports = new Map(
    (lab?.steps ?? []).flatMap((one) => ('actions' in one ? one.actions.flatMap(publishedBy) : [])),
  );
  const expand = (text: string): string => text.replaceAll('${name}', prefix).replaceAll('${stamp}', session);
  return step.actions.map((action) => {
    const line = shellLine(shell, lineOf(action, { expand, ports, scanner }));
    return { shown: line, exact: line };
  });
}

interface Known {
  readonly expand: (text: string) => string;
  /** `container:port` → host port. */
  readonly ports: ReadonlyMap<string, string>;
  readonly scanner: ScannerName;
}

function lineOf(action: Action, { expand, ports, scanner }: Known): Line {
  if ('docker' in action) return { argv: ['docker', ...action.docker.map(expand)] };
  if ('append' in action) return { appendTo: action.append.file, text: expand(action.append.text) };
  if ('doctor' in action) return { typed: doctorCommand };
  if ('scan' in action) return shownScan(scanner, expand(`\${name}:${action.scan.image}`));
  const { container, port, method, path, save } = action.request;
  const url = `http://127.0.0.1:${ports.get(`${container}:${port}`) ?? port}${path}`;
  const words = [...(method === 'GET' ? [] : ['-X', method]), ...(save === undefined ? ['-i'] : ['-o', save])];
  return { argv: ['curl', ...words, url] };
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
