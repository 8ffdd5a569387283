import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BugError, CourseError, MachineError, UserError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Files } from '../../ports/files.ts';
import type { MakeRequest, NodeProgram } from '../../ports/kit.ts';
import { explainFileError } from '../file-error.ts';
import { factsPath, manifestPath, nodePath, runnerFolder } from './format.ts';
import { shellLauncher, windowsLauncher } from './launchers.ts';

/** A file of the kit that is known before it is written. */
export interface RunnerFile {
  readonly path: string;
  readonly mode: number;
  readonly content: { readonly bytes: Buffer } | { readonly from: string };
}

/** One that lies on the disk. */
export type CourseFile = RunnerFile & { readonly content: { readonly from: string } };

/** What of our own package goes along: all that npm publishes, but for the course, which is another's perhaps. */
const packaged = [
  'dist',
  'docs',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'package.json',
];
/** Never part of a course. */
const ignored = /(^|\/)(\.git|node_modules)(\/|$)|(^|\/)\.DS_Store$/;
const launcherNames = ['start', 'start.cmd'] as const;
/** Names in the runner's folder that the program of a course cannot have, on a disk without upper and lower case either. */
const reserved = new Set(
  [...packaged, ...launcherNames, 'labs', 'node', basename(factsPath), basename(manifestPath)].map((name) =>
    name.toLowerCase(),
  ),
);

export interface RunnerSettings {
  readonly files: Files;
  /** The folder of our package. */
  readonly root: string;
  /** The folder of the course. */
  readonly course: string;
}

/** Node's names as Go and Docker have them. */
export function platformName(platform: string, arch: string): string {
  const os = platform === 'win32' ? 'windows' : platform;
  return `${os}/${arch === 'x64' ? 'amd64' : arch}`;
}

/** Whether something of ours has that name where the program of a course would lie. */
export function isOwnName(app: string): boolean {
  return reserved.has(app.toLowerCase());
}

/** The program, the course and Node.js, in the order in which they are written, and the sum of the course. */
export async function listRunner(
  settings: RunnerSettings,
  { course, nodes, path }: Pick<MakeRequest, 'course' | 'nodes' | 'path'>,
): Promise<{ readonly files: readonly RunnerFile[]; readonly courseSha256: string }> {
  const { files, root } = settings;
  const app = join(dirname(settings.course), course.app);
  for (const folder of [settings.course, app, ...packaged.map((name) => join(root, name))])
    if (await files.within(folder, dirname(path)))
      throw new UserError({ what: msg('kit.inside', { path, folder }), next: msg('kit.inside.next') });
  const own: RunnerFile[] = [];
  for (const name of packaged) {
    const inside = await below(files, join(root, name), name);
    if (inside.length > 0) own.push(...inside);
    else if (await files.exists(join(root, name))) own.push(plain(name, join(root, name)));
  }
  if (!own.some(({ path }) => path === `${runnerFolder}/dist/go-docker-lab.js`))
    throw new BugError({ what: msg('bug', { text: `no program in ${root}` }) });
  const taught = await listCourse(files, settings.course, course.app);
  const [shell, windows] = launcherNames;
  const launchers: readonly RunnerFile[] = [
    { path: `${runnerFolder}/${shell}`, mode: 0o755, content: { bytes: Buffer.from(shellLauncher) } },
    { path: `${runnerFolder}/${windows}`, mode: 0o755, content: { bytes: Buffer.from(windowsLauncher) } },
  ];
  const programs: RunnerFile[] = [];
  for (const node of nodes) programs.push(...(await nodeFiles(node)));
  return { files: [...launchers, ...own, ...taught, ...programs], courseSha256: await sumOfFiles(taught) };
}

/** The sum of a course as it lies in its folder: that which a kit of it has. */
export async function sumOfCourse(
  { files, course }: Pick<RunnerSettings, 'files' | 'course'>,
  app: string,
): Promise<string> {
  return sumOfFiles(await listCourse(files, course, app));
}

/** All files of a course, used or not. */
export async function listCourse(files: Files, course: string, app: string): Promise<readonly CourseFile[]> {
  return [...(await below(files, course, 'labs')), ...(await below(files, join(dirname(course), app), app))];
}

function plain(path: string, from: string): CourseFile {
  return { path: `${runnerFolder}/${path}`, mode: 0o644, content: { from } };
}

async function below(files: Files, folder: string, name: string): Promise<readonly CourseFile[]> {
  const listed = await files.list(folder);
  return listed.filter((path) => !ignored.test(path)).map((path) => plain(`${name}/${path}`, join(folder, path)));
}

/** Node.js for one platform, with its licence where it lies beside it. */
async function nodeFiles({ platform, path: program }: NodeProgram): Promise<readonly RunnerFile[]> {
  const path = nodePath(platform);
  const found: RunnerFile[] = [{ path, mode: 0o755, content: { from: program } }];
  const places = [
    // The official archives: bin/node, or node.exe beside it.
    join(dirname(program), basename(dirname(program)) === 'bin' ? '..' : '.', 'LICENSE'),
    '/usr/share/doc/nodejs/LICENSE',
    '/usr/share/doc/nodejs/copyright',
  ];
  for (const place of places) {
    if (!(await isReadable(place))) continue;
    found.push({ path: `${path.slice(0, path.lastIndexOf('/'))}/LICENSE`, mode: 0o644, content: { from: place } });
    break;
  }
  return found;
}

/** Whatever else stands under the name of a licence is none: a folder, a pipe, what is somebody else's. */
async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** One sum of many files of a course: their paths and contents. Throws a CourseError for one that cannot be opened. */
export async function sumOfFiles(list: readonly CourseFile[]): Promise<string> {
  const whole = createHash('sha256');
  try {
    for (const { path, content } of list) whole.update(`${path}\0${(await sumOfContent(content)).sha256}\n`);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const { what, raw } = error;
    throw new CourseError({ what, next: msg('kit.unread.next'), ...(raw === undefined ? {} : { raw }), cause: error });
  }
  return whole.digest('hex');
}

/** Size and sum of a file, or of bytes. */
export async function sumOfContent(
  content: RunnerFile['content'],
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  if ('bytes' in content) return { bytes: content.bytes.length, sha256: hash.update(content.bytes).digest('hex') };
  try {
    const { size } = await stat(content.from);
    for await (const chunk of createReadStream(content.from, { highWaterMark: 1024 * 1024 }))
      hash.update(chunk as Buffer);
    return { bytes: size, sha256: hash.digest('hex') };
  } catch (error) {
    throw explainFileError(error, content.from);
  }
}
