import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BugError, CourseError, UserError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Files } from '../../ports/files.ts';
import type { MakeRequest, NodeProgram } from '../../ports/kit.ts';
import { nodePath, runnerFolder } from './format.ts';
import { shellLauncher, windowsLauncher } from './launchers.ts';

/** A file of the kit that is known before it is written. */
export interface RunnerFile {
  readonly path: string;
  readonly mode: number;
  readonly content: { readonly bytes: Buffer } | { readonly from: string };
}

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
/** Names in the runner's folder that the program of a course cannot have. */
const reserved = ['dist', 'docs', 'labs', 'node'];

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

/** The program, the course and Node.js, in the order in which they are written, and the sum of the course. */
export async function listRunner(
  settings: RunnerSettings,
  { course, nodes, path }: Pick<MakeRequest, 'course' | 'nodes' | 'path'>,
): Promise<{ readonly files: readonly RunnerFile[]; readonly courseSha256: string }> {
  const { files, root } = settings;
  if (reserved.includes(course.app))
    throw new CourseError({ what: msg('kit.app-name', { name: course.app }), next: msg('kit.app-name.next') });
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
  const taught = [...(await below(files, settings.course, 'labs')), ...(await below(files, app, course.app))];
  const launchers: readonly RunnerFile[] = [
    { path: `${runnerFolder}/start`, mode: 0o755, content: { bytes: Buffer.from(shellLauncher) } },
    { path: `${runnerFolder}/start.cmd`, mode: 0o755, content: { bytes: Buffer.from(windowsLauncher) } },
  ];
  const programs: RunnerFile[] = [];
  for (const node of nodes) programs.push(...(await nodeFiles(files, node)));
  return { files: [...launchers, ...own, ...taught, ...programs], courseSha256: await sumOf(taught) };
}

function plain(path: string, from: string): RunnerFile {
  return { path: `${runnerFolder}/${path}`, mode: 0o644, content: { from } };
}

async function below(files: Files, folder: string, name: string): Promise<readonly RunnerFile[]> {
  const listed = await files.list(folder);
  return listed.filter((path) => !ignored.test(path)).map((path) => plain(`${name}/${path}`, join(folder, path)));
}

/** Node.js for one platform, with its licence where it lies beside it. */
async function nodeFiles(files: Files, { platform, path: program }: NodeProgram): Promise<readonly RunnerFile[]> {
  const path = nodePath(platform);
  const found: RunnerFile[] = [{ path, mode: 0o755, content: { from: program } }];
  const places = [
    // The official archives: bin/node, or node.exe beside it.
    join(dirname(program), basename(dirname(program)) === 'bin' ? '..' : '.', 'LICENSE'),
    '/usr/share/doc/nodejs/LICENSE',
    '/usr/share/doc/nodejs/copyright',
  ];
  for (const place of places) {
    if (!(await files.exists(place))) continue;
    found.push({ path: `${path.slice(0, path.lastIndexOf('/'))}/LICENSE`, mode: 0o644, content: { from: place } });
    break;
  }
  return found;
}

/** One sum of many files: their paths and contents. */
async function sumOf(list: readonly RunnerFile[]): Promise<string> {
  const whole = createHash('sha256');
  for (const { path, content } of list) whole.update(`${path}\0${(await sumOfContent(content)).sha256}\n`);
  return whole.digest('hex');
}

/** Size and sum of a file, or of bytes. */
export async function sumOfContent(
  content: RunnerFile['content'],
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  if ('bytes' in content) return { bytes: content.bytes.length, sha256: hash.update(content.bytes).digest('hex') };
  const { size } = await stat(content.from);
  for await (const chunk of createReadStream(content.from, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return { bytes: size, sha256: hash.digest('hex') };
}
