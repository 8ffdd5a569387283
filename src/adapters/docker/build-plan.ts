import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { BuildRequest, EngineInfo } from '../../ports/engine.ts';
import { hasCode } from '../errno.ts';
import { explainFileError } from '../file-error.ts';
import { makeScratch } from '../scratch.ts';
import { createBases } from './base-images.ts';
import { readBuildArguments } from './build-arguments.ts';
import { findImages, type GeneratedDockerfile, generateDockerfile } from './dockerfile.ts';
import { argumentsLabel, imageLabel, labelArguments, ownerLabel, roleLabel, stageInstruction } from './labels.ts';
import { isAtLeast } from './version.ts';

/** How one build is run. */
export interface BuildPlan {
  /** Arguments after `docker` and its pin. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The Dockerfile is only looked at: no image comes of it. */
  readonly check: boolean;
  /** The learner's Dockerfile; absent when it is not on this machine. */
  readonly dockerfile?: string;
  /** The Dockerfile that is built in place of the learner's, where the builder needs one. */
  readonly generated?: GeneratedDockerfile;
  readonly dispose: () => Promise<void>;
}

/** Decides how to build on this engine. The learner's Dockerfile is read, never written. `more`: arguments for every build. */
export async function planBuild(
  info: EngineInfo,
  request: BuildRequest,
  temporary: string,
  more: readonly string[] = [],
): Promise<BuildPlan> {
  const found = readBuildArguments(request.args);
  const bases = createBases(request.bases);
  const dockerfile = await readDockerfile(request.cwd, found.file, found.context);
  const { check } = found;
  const labels = check
    ? []
    : labelArguments({
        [ownerLabel.key]: ownerLabel.value,
        [roleLabel]: 'image',
        [imageLabel]: found.tag ?? '',
        ...request.labels,
      });
  const buildx = info.rung === 'buildx-rawjson' || info.rung === 'buildx-plain';
  const known = dockerfile ? { dockerfile: dockerfile.text } : {};
  const nothing = { ...known, check, dispose: () => Promise.resolve() };

  const head = [...(buildx ? buildxHead(info) : builtInHead(info)), ...more];
  const env = buildx ? {} : { DOCKER_BUILDKIT: info.rung === 'legacy' ? '0' : '1' };
  if (buildx && knowsNamedContexts(info)) {
    const contexts = namedContexts(dockerfile?.text, bases.all, found.buildArgs);
    return { args: [...head, ...contexts, ...labels, ...request.args], env, ...nothing };
  }
  const legacy = info.rung === 'legacy';
  const mentioned = dockerfile ? findImages(dockerfile.text, found.buildArgs).images : [];
  const needsOwn = legacy || mentioned.some((image) => bases.local(image) !== undefined);
  if (!dockerfile || !needsOwn) return { args: [...head, ...labels, ...request.args], env, ...nothing };

  const generated = generateDockerfile(dockerfile.text, {
    buildArgs: found.buildArgs,
    replace: (image) => bases.local(image),
    ...(legacy ? { afterFrom: stageInstruction({ ...request.labels, ...argumentsOf(info, found.buildArgs) }) } : {}),
  });
  const ignored = await readIgnoreFile(dockerfile.path);
  const folder = await makeScratch(temporary, 'go-docker-lab-build');
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, basename(dockerfile.path));
  try {
    await writeFile(file, generated.text);
    if (ignored) await writeFile(`${file}.dockerignore`, ignored);
  } catch (error) {
    await dispose();
    throw explainFileError(error, file);
  }
  return {
    args: [...head, '--file', file, ...labels, ...found.withoutFile],
    env,
    ...known,
    check,
    generated,
    dispose,
  };
}

/**
 * Podman keys only RUN by the build arguments: `WORKDIR $FOLDER` comes from its cache whatever FOLDER is, and then
 * the folder is not there. A label at the top makes stages with other arguments other stages.
 */
function argumentsOf(info: EngineInfo, buildArgs: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(buildArgs).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (!info.podman || given.length === 0) return {};
  return { [argumentsLabel]: createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 16) };
}

/**
 * The builder that bears the context's name is its docker driver, the only one that uses local
 * images offline. (`default` is that of the default context; buildx refuses it in any other.)
 */
function buildxHead(info: EngineInfo): string[] {
  const progress = info.rung === 'buildx-rawjson' ? 'rawjson' : 'plain';
  const head = ['buildx', 'build', '--builder', info.context, `--progress=${progress}`];
  // Attestations turn an image into an index (buildx 0.10 and later).
  return isAtLeast(info.buildxVersion ?? '0', 0, 10) ? [...head, '--provenance=false'] : head;
}

function builtInHead(info: EngineInfo): string[] {
  if (info.rung !== 'legacy') return ['build', '--progress=plain'];
  // Podman's own command would make an image of OCI's format, which has no HEALTHCHECK.
  const format = info.podmanCommand ? ['--format', 'docker'] : [];
  // Without --force-rm a step that fails leaves its container.
  return ['build', '--force-rm', ...format];
}

/** `--build-context` came with buildx 0.8; the engine's own Dockerfile frontend knows it since 23. */
function knowsNamedContexts(info: EngineInfo): boolean {
  return isAtLeast(info.buildxVersion ?? '0', 0, 8) && isAtLeast(info.version, 23, 0);
}

/** Only the bases that are named; all of them when a name cannot be known before the build. */
function namedContexts(
  dockerfile: string | undefined,
  all: readonly (readonly [string, string])[],
  buildArgs: Readonly<Record<string, string>>,
): string[] {
  const mentions = dockerfile === undefined ? undefined : findImages(dockerfile, buildArgs);
  const named = mentions?.complete
    ? all.filter(([publicName, local]) =>
        mentions.images.some((image) => createBases({ [publicName]: local }).local(image)),
      )
    : all;
  return named.flatMap(([publicName, local]) => ['--build-context', `${publicName}=docker-image://${local}`]);
}

/** The Dockerfile as the CLI finds it; `undefined` when there is none, or it is not on this machine. */
async function readDockerfile(
  cwd: string,
  file: string | undefined,
  context: string | undefined,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  if (file === '-' || context === undefined || context === '-' || /^(?:[a-z]+:\/\/|git@)/.test(context))
    return undefined;
  const path = file === undefined ? resolve(cwd, context, 'Dockerfile') : resolve(cwd, file);
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    // The builder itself says best what is missing.
    if (hasCode(error, 'ENOENT', 'EISDIR', 'ENOTDIR')) return undefined;
    throw explainFileError(error, path);
  }
}

/** BuildKit looks for `<Dockerfile>.dockerignore` beside the Dockerfile. */
async function readIgnoreFile(dockerfile: string): Promise<Buffer | undefined> {
  const path = `${dockerfile}.dockerignore`;
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw explainFileError(error, path, 'workspace');
  }
}
